# Constants and class variables: lookup, autoload, const_missing, privacy.
module ConstantsOutside
  AT_TOP = :at_top
end

Object.include ConstantsOutside

class ConstantsSuite < Suite
  OUTER = :outer

  module Names
    INNER = :inner
    def self.both = [OUTER, INNER]

    class Deep
      def self.all = [OUTER, INNER]
    end
  end

  class Base
    INHERITED = :base
    SHADOWED = :base
    @@count = 0
    def self.count = @@count
    def self.count=(n)
      @@count = n
    end
  end

  class Derived < Base
    SHADOWED = :derived
    def self.seen = [INHERITED, SHADOWED]
    def raise_count = @@count += 1
  end

  module Mixed
    FROM_MODULE = :mixed
  end

  class Including
    include Mixed
    def self.get = FROM_MODULE
  end

  def test_lexical_scope_comes_first
    same [:outer, :inner], Names.both
    same [:outer, :inner], Names::Deep.all
    same [:base, :derived], Derived.seen
    same :mixed, Including.get
    same :mixed, Including::FROM_MODULE
    same ::String, String
    raises(NameError, "uninitialized constant ConstantsSuite::Names::OUTER") { Names::OUTER }
  end

  def test_class_variables_are_shared_with_subclasses
    Base.count = 0
    Derived.new.raise_count
    same 1, Base.count
    same [:@@count], Base.class_variables
    same [:@@count], Derived.class_variables
    same [], Derived.class_variables(false)
    yes Derived.class_variable_defined?(:@@count)
    same 1, Derived.class_variable_get(:@@count)
    raises(NameError, "uninitialized class variable @@none in ConstantsSuite::Base") { Base.class_variable_get(:@@none) }
  end

  def test_reflection
    same [:INNER, :Deep].sort, Names.constants.sort
    same :inner, Names.const_get(:INNER)
    same :inner, ConstantsSuite.const_get("Names::INNER")
    yes Derived.const_defined?(:INHERITED)
    no Derived.const_defined?(:INHERITED, false)
    same "ConstantsSuite::Names::Deep", Names::Deep.name
    same [File.basename(__FILE__), Integer], ConstantsSuite.const_source_location(:OUTER).then { |file, line| [File.basename(file), line.class] }
  end

  def test_setting_and_removing
    place = Module.new
    place.const_set(:MADE, 1)
    same 1, place::MADE
    same 1, place.send(:remove_const, :MADE)
    no place.const_defined?(:MADE)
    raises(NameError, "wrong constant name lower") { place.const_set(:lower, 1) }
    named = Class.new
    same nil, named.name
    place.const_set(:Named, named)
    yes named.name.end_with?("::Named")
  end

  def test_names_of_what_is_in_anonymous_modules
    outer, inner = Module.new, Module.new
    outer.const_set(:Inner, inner)
    yes inner.name.start_with?("#<Module:")
    yes inner.name.end_with?("::Inner")
    inner.const_set(:Outer, outer)
    outer.const_set(:Itself, outer)
    ConstantsSuite.const_set(:Named, outer)
    same ["ConstantsSuite::Named", "ConstantsSuite::Named::Inner"], [outer.name, inner.name]
  ensure
    ConstantsSuite.send(:remove_const, :Named)
  end

  def test_missing
    place = Module.new do
      def self.const_missing(name) = [:missing, name]
    end
    same [:missing, :Nowhere], place::Nowhere
    raises(NameError, "uninitialized constant ConstantsSuite::Nowhere") { Nowhere }
  end

  def test_private_and_deprecated
    place = Module.new do
      const_set(:HIDDEN, 1)
      private_constant :HIDDEN
      def self.hidden = const_get(:HIDDEN)
    end
    raises(NameError, /private constant .*HIDDEN referenced/) { place::HIDDEN }
    same 1, place.hidden
  end

  def test_autoload
    file = File.join(Dir.pwd, "constants_autoload_#{Process.pid}.rb")
    File.write(file, "module ConstantsAutoloaded; VALUE = 7; end\n")
    Object.autoload(:ConstantsAutoloaded, file)
    same file, Object.autoload?(:ConstantsAutoloaded)
    same "constant", defined?(ConstantsAutoloaded)
    same 7, ConstantsAutoloaded::VALUE
    same nil, Object.autoload?(:ConstantsAutoloaded)
  ensure
    File.delete(file)
  end

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

  NotAClass = 1

  def test_what_is_no_class_tells_where_it_was_set
    raises(TypeError, /\ANotAClass is not a class\n.*:\d+: previous definition of NotAClass was here\z/) { eval("class ConstantsSuite::NotAClass; end") }
    raises(TypeError, /\ANotAClass is not a module\n/) { eval("module ConstantsSuite::NotAClass; end") }
  end
end
