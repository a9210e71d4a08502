# The text that a method was compiled from. It is committed with the method, so another VM, or a later year, can read it.
module Maglev
  module MethodSource
    # nil for one that has none: what attr_writer, define_method and primitives make.
    def source = __maglev_source__
  end
end

class Method
  include Maglev::MethodSource
end

class UnboundMethod
  include Maglev::MethodSource
end

class Module
  # A method of this module's instances, or of the module itself.
  def gs_method_for(name, instance_method = true) = (instance_method ? self : singleton_class).instance_method(name)
end
