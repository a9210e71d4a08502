# Methods that blocks define, that are taken away, that are asked for.
class DefinitionsSuite < Suite
  class ByBlock
    define_method(:plain) { block_given? }

    def self.define_from(name)
      define_method(name) { block_given? }
    end

    define_method(:given) { |&block| block.call }
  end

  ByBlock.define_from(:without)
  ByBlock.define_from(:with) { }

  class Below
    def initialize(*) = nil
    def same = yield
  end

  class Above < Below
    define_method(:same) { super() }
  end

  class Undefined < Below
    undef same
    REMOVED = begin
      remove_method(:same)
    rescue NameError => error
      error.message
    end
  end

  class Visible
    def all = [defined?(open), defined?(self.open), defined?(Visible.new.open)]
    def hidden = [defined?(own), defined?(self.own), defined?(Visible.new.own)]
    def shared = [defined?(ours), defined?(self.ours), defined?(Visible.new.ours)]
    def open = nil

    private

    def own = nil

    protected

    def ours = nil
  end

  CURRIED = ->(a, b, &block) { [a, b, block&.call] }.curry

  def test_a_block_sees_the_block_of_the_method_around_it
    same [false, false], [ByBlock.new.plain, ByBlock.new.plain { }]
    same [false, false], [ByBlock.new.without, ByBlock.new.without { }]
    same [true, true], [ByBlock.new.with, ByBlock.new.with { }]
    same 3, ByBlock.new.given { 3 }
  end

  def test_super_passes_on_the_block_of_the_method_around_too
    raises(LocalJumpError, "no block given (yield)") { Above.new.same { 4 } }
    same 5, Below.new.same { 5 }
  end

  def test_what_is_undefined_cannot_be_removed
    same "method 'same' not defined in DefinitionsSuite::Undefined", Undefined::REMOVED
    raises(NoMethodError, /undefined method 'same'/) { Undefined.new.same }
  end

  def test_defined_asks_as_a_call_would
    same %w[method method method], Visible.new.all
    same ["method", nil, nil], Visible.new.hidden
    same %w[method method method], Visible.new.shared
    same nil, defined?(Visible.new.ours)
  end

  def test_a_curried_lambda_takes_a_block_at_the_end
    same [1, 2, 3], CURRIED[1].call(2) { 3 }
  end

  def test_conversions_that_method_missing_knows
    object = Object.new
    def object.method_missing(name, *) = name == :to_ary ? [1, 2] : super
    first, second = object
    same [1, 2], [first, second]
    plain = Object.new
    def plain.method_missing(name, *) = super
    first, second = plain
    same [plain, nil], [first, second]
  end

  def test_nothing_leaves_an_eval
    %w[break next redo retry].each { |jump| raises(SyntaxError, /Invalid #{jump}/) { eval("1.then { }; #{jump}") } }
  end

  def test_what_a_vm_does_not_do
    return yes(true) unless RUBY_ENGINE == "maglev"
    no Process.respond_to?(:fork)
    raises(NotImplementedError, "fork() function is unimplemented on this machine") { fork }
    raises(NotImplementedError, /Ractor/) { Ractor.new { 1 } }
  end

  def test_objects_are_found_by_their_ids
    yes ObjectSpace._id2ref(object_id).equal?(self)
    raises(RangeError, /is not id value/) { ObjectSpace._id2ref(0x7fff_ffff_fff8) }
  end

  PRIVATE = 1
  private_constant :PRIVATE
  def self.const_missing(name) = "missing #{name}"

  def test_a_private_constant_is_missing_from_outside
    same "missing PRIVATE", DefinitionsSuite::PRIVATE
    same "missing OTHER", DefinitionsSuite::OTHER
  end

  def test_definitions_in_methods_of_anonymous_classes
    made = Class.new do
      def define
        def inner = 1
        [1].each { def in_block = 2 }
      end
    end
    made.new.define
    same [1, 2], [made.new.inner, made.new.in_block]
    no Object.new.respond_to?(:inner)
    object = Object.new
    object.instance_eval { def outer(given = (def of_default = 3)) = 4 }
    object.outer
    same 3, object.of_default
  end

  module Hides
    private

    -> { def hidden; end }.call
    [1].each { def hidden_too; end }
  end

  def test_visibility_reaches_into_blocks
    same [:hidden, :hidden_too], Hides.private_instance_methods(false).sort
  end

  def test_numbers_have_no_place_for_definitions
    raises(TypeError, "can't define singleton") { 1.instance_eval { def x = 1 } }
    raises(TypeError) { :a.instance_eval { alias b to_s } }
    raises(TypeError, "can't define singleton") { 1.instance_eval("Const = 1") }
  end
end
