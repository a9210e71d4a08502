# Refinements: where they are active, what sends honour them, in which order they are found.
class RefinementsSuite < Suite
  class Parent
    def name = "parent"
    def <=>(other) = 0
  end

  class Child < Parent
    def self.kind = "child"
  end

  # Defined before anything is active: it sees nothing of what follows.
  class Unrefined
    def shout(text) = text.shout
    def plus(number) = number + 1
    def size(array) = array.size
  end

  module Shouting
    refine String do
      def shout = upcase + mark
      def mark = "!"
      def length = super + 100
      def to_proc = proc { |x| "#{self}:#{x}" }

      private

      def secret = 1
    end
  end

  module Arithmetic
    refine Integer do
      def +(other) = 42
      def <(other) = true
      def to_s = "integer"
      def coerced = self + 1
    end

    refine Array do
      def size = 99
      def [](index) = [:at, index]
      def []=(index, value)
        replace([index, value])
      end
      def ==(other) = :equal
      def ! = :not
    end
  end

  module Families
    refine(Parent) { def name = "refined:" + super }
    refine(Child) { def name = "child:" + super }
    refine(Child.singleton_class) { def kind = "refined " + super }
  end

  module First
    refine(Parent) { def order = "first" }
  end

  module Second
    refine(Parent) { def order = "second" }
  end

  module Counting
    refine(Enumerable) { def how_many = "#{count} of them" }
  end

  module Source
    def imported = "imported, " + shout
  end

  module Importing
    refine String do
      import_methods Source
      def shout = "as the importer says"
    end
  end

  class Refined
    using Shouting
    using Arithmetic

    def shout(text) = text.shout
    def plus(number) = number + 1
    def size(array) = array.size
    def less(a, b) = a < b ? :yes : :no
    def text(number) = "#{number}"
    def element(array) = array[0]
    def equal(array) = array == 1
    def not(array) = !array
    def store(array) = (array[5] = 6; array)
    def all(list) = list.map(&:shout)
    def by_send(text) = [text.send(:shout), text.__send__(:shout), text.public_send(:shout)]
    def by_method(text) = [text.method(:shout).call, String.instance_method(:shout).bind_call(text)]
    def responds(text) = [text.respond_to?(:shout), text.respond_to?(:secret), text.respond_to?(:secret, true)]
    def secret(text) = text.secret
    def by_symbol(text) = :shout.to_proc.call(text)
    def converted(text) = [1].map(&text)
    def long(text) = text.length
    def evaluated(text) = eval("text.shout")
    def inside(text) = text.instance_eval { shout }
    def block = proc { |text| text.shout }
    def sum(list) = [list.inject(:+), list.inject(&:+)]
    def defined(text) = defined?(text.shout)
    def made = Class.new { def shout(text) = text.shout }.new
    def used = [Module.used_modules, Module.used_refinements.map(&:target)]
    LAMBDA = ->(text) { text.shout }
    define_method(:by_block) { |text| text.shout }
  end

  class Family
    using Families

    def names = [Parent.new.name, Child.new.name, Child.kind]

    class Grandchild < Child
      def name = "grand" + super
    end

    def grandchild = Grandchild.new.name
  end

  class Ordered
    using First
    def before = Parent.new.order
    using Second
    def after = Parent.new.order
  end

  class Counted
    using Counting
    def all = [[1, 2].how_many, (1..3).how_many]
  end

  class Imported
    using Importing
    def text = "x".imported
  end

  module Growing
    refine(String) { def early = late }
  end

  module GrowingUser
    using Growing
    def self.ask = "".early
  end

  class Prepended
    prepend(Module.new { def name = "prepended:" + super })
    def name = "target"
  end

  module OverPrepended
    refine(Prepended) { def name = "refined:" + super }
  end

  module PrependedUser
    using OverPrepended
    def self.ask = Prepended.new.name
  end

  NOT_A_MODULE = begin
    using String
  rescue TypeError => error
    error.message
  end

  def test_active_only_where_using_says
    raises(NoMethodError, /undefined method 'shout'/) { "a".shout }
    raises(NoMethodError, /undefined method 'shout'/) { Unrefined.new.shout("a") }
    same "A!", Refined.new.shout("a")
    same "A!", Refined.new.made.shout("a")
    no "a".respond_to?(:shout)
    no "a".methods.include?(:shout)
    no String.method_defined?(:shout)
  end

  def test_operators
    refined = Refined.new
    same 42, refined.plus(1)
    same 2, Unrefined.new.plus(1)
    same :yes, refined.less(2, 1)
    same [:at, 0], refined.element([1])
    same :equal, refined.equal([])
    same :not, refined.not([])
    same [5, 6], refined.store([1])
    same 99, refined.size([1])
    same 1, Unrefined.new.size([1])
    same 2, 1 + 1
  end

  def test_sends_of_all_kinds
    refined = Refined.new
    same %w[A! B!], refined.all(%w[a b])
    same %w[A! A! A!], refined.by_send("a")
    same %w[A! A!], refined.by_method("a")
    same [true, false, true], refined.responds("a")
    same "A!", refined.by_symbol("a")
    same ["x:1"], refined.converted("x")
    same "integer", refined.text(5)
    same [3, 42], refined.sum([1, 2])
    same "method", refined.defined("a")
  end

  def test_visibility
    raises(NoMethodError, "private method 'secret' called for an instance of String") { Refined.new.secret("a") }
  end

  def test_super_calls_what_was_refined
    same 103, Refined.new.long("abc")
    same ["refined:parent", "child:refined:parent", "refined child"], Family.new.names
    same "grandchild:refined:parent", Family.new.grandchild
    same "parent", Parent.new.name
  end

  def test_blocks_evals_and_methods_keep_their_scope
    refined = Refined.new
    same "A!", refined.block.call("a")
    same "A!", Refined::LAMBDA.call("a")
    same "A!", refined.by_block("a")
    same "A!", refined.evaluated("a")
    same "A!", refined.inside("a")
  end

  def test_the_latest_goes_first
    same %w[first second], [Ordered.new.before, Ordered.new.after]
  end

  def test_modules_can_be_refined
    same ["2 of them", "3 of them"], Counted.new.all
  end

  def test_imported_methods
    same "imported, as the importer says", Imported.new.text
    raises(ArgumentError, /Can't import method which is not defined with Ruby code: Kernel#/) do
      Module.new { refine(String) { import_methods Kernel } }
    end
  end

  def test_a_refinement_can_be_asked
    refinement = Shouting.refinements[0]
    same Refinement, refinement.class
    same String, refinement.target
    same "#<refinement:String@RefinementsSuite::Shouting>", refinement.inspect
    same nil, refinement.name
    same [[Arithmetic, Shouting], [String, Integer, Array]].map(&:size), Refined.new.used.map(&:size)
    same [], Module.used_modules
    same [], Shouting.instance_variables
  end

  def test_a_refinement_that_is_added_later
    raises(NameError) { GrowingUser.ask }
    Growing.module_eval { refine(String) { def late = "late" } }
    same "late", GrowingUser.ask
    Growing.module_eval { refine(String) { def late = "later" } }
    same "later", GrowingUser.ask
  end

  def test_prepended_modules_come_after_refinements
    same "refined:prepended:target", PrependedUser.ask
    same "prepended:target", Prepended.new.name
  end

  def misplaced = Module.new.__send__(:using, Shouting)

  def test_errors
    raises(RuntimeError, "Module#using is not permitted in methods") { misplaced }
    raises(RuntimeError, "main.using is permitted only at toplevel") { TOPLEVEL_BINDING.receiver.__send__(:using, Shouting) }
    raises(NoMethodError, /undefined method 'refine' for class/) { Class.new.__send__(:refine, String) { } }
    raises(TypeError, "wrong argument type Integer (expected Class or Module)") { Module.new { refine(3) { } } }
    raises(ArgumentError, "no block given") { Module.new { refine(String) } }
    raises(ArgumentError, "can't pass a Proc as a block to Module#refine") { Module.new { refine(String, &proc { }) } }
    same "wrong argument type Class (expected Module)", NOT_A_MODULE
    raises(TypeError, "Refinement#include has been removed") { Module.new { refine(String) { include Comparable } } }
  end
end
