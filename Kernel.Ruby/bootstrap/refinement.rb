# Refinement: what Module#refine makes, a module of methods that a class has where using says so.

class Refinement < Module
  primitive :target, :refinement_target

  class << self
    undef_method :new, :allocate
  end

  private

  primitive :__maglev_import__, :refinement_import

  def import_methods(*modules)
    raise ArgumentError, "wrong number of arguments (given 0, expected 1+)" if modules.empty?
    modules.each { |mod| __maglev_import__(mod) }
    self
  end

  def append_features(base) = raise(TypeError, "can't include a refinement")
  def prepend_features(base) = raise(TypeError, "can't prepend a refinement")
  def extend_object(object) = raise(TypeError, "can't extend object with a refinement")

  def include(*modules) = raise(TypeError, "Refinement#include has been removed")
  def prepend(*modules) = raise(TypeError, "Refinement#prepend has been removed")
end

class Class
  undef_method :refine
end
