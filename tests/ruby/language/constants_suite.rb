# Constants: where they are looked for, which ones can't be read from outside.
module ConstantsOutside
  AT_TOP = :at_top
end

Object.include ConstantsOutside

class ConstantsSuite < Suite
  OWN = :own

  class Parent
    INHERITED = :inherited
    HIDDEN = :hidden
    private_constant :HIDDEN
  end

  class Child < Parent
    def self.hidden = HIDDEN
  end

  module Inner
    def self.around = [OWN, AT_TOP, String]
  end

  module Answering
    HIDDEN = 1
    private_constant :HIDDEN
    def self.const_missing(name) = [:missing, name]
  end

  def test_lexical_scope_then_ancestors_then_object
    same [:own, :at_top, String], Inner.around
    same :hidden, Child.hidden
    same :inherited, Child::INHERITED
  end

  def test_by_name_only_objects_own_constants_are_left_out
    same :at_top, Child::AT_TOP
    raises(NameError, "uninitialized constant ConstantsSuite::Child::String") { Child::String }
  end

  def test_private_constants
    error = raises(NameError, "private constant ConstantsSuite::Parent::HIDDEN referenced") { Child::HIDDEN }
    same [:HIDDEN, Parent], [error.name, error.receiver]
    same [nil, "constant"], [defined?(Child::HIDDEN), defined?(Child::INHERITED)]
    raises(NameError, /private constant/) { eval("class ConstantsSuite::Parent::HIDDEN; end") }
    same [:missing, :HIDDEN], Answering::HIDDEN
    same [:missing, :Other], Answering::Other
  end

  def test_messages_name_the_module
    named = Class.new { def self.name = "Named" }
    raises(NameError, "uninitialized constant Named::None") { named::None }
    raises(NameError, /\Auninitialized constant #<Class:0x\h+>::None\z/) { Class.new::None }
    raises(TypeError, "superclass mismatch for class Child") { eval("class ConstantsSuite::Child < String; end") }
    raises(TypeError, /\AInner is not a class/) { eval("class ConstantsSuite::Inner; end") }
  end
end
