# Modules and classes: include, prepend, extend, super of both kinds, visibility, hooks, singleton classes.
class ModulesSuite < Suite
  module Loud
    def speak(word = "hi") = super.upcase
  end

  module Twice
    def speak(...) = super + super
  end

  class Animal
    def speak(word = "hi") = word
  end

  class Dog < Animal
    include Comparable
    prepend Twice
    def speak(word = "woof") = super(word + "!")
  end

  def test_super_goes_through_what_was_prepended
    same "woof!woof!", Dog.new.speak
    same "a!a!", Dog.new.speak("a")
    same [Twice, Dog, Comparable, Animal], Dog.ancestors.first(4)
    loud = Dog.new.extend(Loud)
    same "WOOF!WOOF!", loud.speak("woof")
  end

  class Keywords
    def take(a, *rest, k: 0, **others, &block) = [a, rest, k, others, block&.call]
  end

  class Passes < Keywords
    def take(a, *rest, k: 1, **others, &block)
      a += 1
      super
    end
  end

  class Explicit < Keywords
    def take(*) = super(9)
  end

  def test_implicit_super_passes_what_the_parameters_are_now
    same [2, [5], 3, { z: 4 }, 6], Passes.new.take(1, 5, k: 3, z: 4) { 6 }
    same [2, [], 1, {}, nil], Passes.new.take(1)
    same [9, [], 0, {}, nil], Explicit.new.take(1, 2)
  end

  def test_super_in_define_method_and_blocks
    child = Class.new(Animal) do
      define_method(:speak) { |word| super(word) + "?" }
      def each_spoken(words) = words.map { |word| speak(word) }
    end
    same ["a?", "b?"], child.new.each_spoken(%w[a b])
    raises(NoMethodError, /super: no superclass method 'alone'/) { Class.new { def alone = super }.new.alone }
    raises(RuntimeError, /implicit argument passing of super from method defined by define_method/) do
      Class.new(Animal) { define_method(:speak) { |word| super } }.new.speak("a")
    end
  end

  class Visible
    def open = [hidden, self.hidden, guarded(self)]
    def guarded(other) = other.shared

    private

    def hidden = :hidden

    protected

    def shared = :shared

    public

    def again = :again

    private def one_only = 1
    def after = :after
    private attr_reader :slot
    def self.made = new
    private_class_method :made
  end

  def test_visibility
    object = Visible.new
    same [:hidden, :hidden, :shared], object.open
    same [:again, :after], [object.again, object.after]
    raises(NoMethodError, "private method 'hidden' called for an instance of ModulesSuite::Visible") { object.hidden }
    raises(NoMethodError, "protected method 'shared' called for an instance of ModulesSuite::Visible") { object.shared }
    raises(NoMethodError, /private method 'one_only'/) { object.one_only }
    raises(NoMethodError, /private method 'made' called for class/) { Visible.made }
    same :hidden, object.send(:hidden)
    raises(NoMethodError) { object.public_send(:hidden) }
    same [[:hidden, :one_only, :slot], [:shared]], [Visible.private_instance_methods(false).sort, Visible.protected_instance_methods(false)]
    no object.respond_to?(:hidden)
    yes object.respond_to?(:hidden, true)
  end

  def test_module_function_and_refined_visibility
    tools = Module.new do
      module_function

      def help = :help
    end
    same :help, tools.help
    yes tools.private_instance_methods.include?(:help)
    opened = Class.new(Visible) { public :hidden }
    same :hidden, opened.new.hidden
  end

  def test_hooks
    log = []
    watcher = Module.new do
      define_singleton_method(:included) { |base| log << [:included, base.class] }
      define_singleton_method(:extended) { |base| log << [:extended, base.class] }
      define_singleton_method(:prepended) { |base| log << [:prepended, base.class] }
    end
    parent = Class.new do
      define_singleton_method(:inherited) { |child| log << [:inherited, child.superclass.equal?(self)]; super(child) }
      define_singleton_method(:method_added) { |name| log << [:added, name] }
      define_singleton_method(:singleton_method_added) { |name| log << [:singleton, name] if name == :made }
      define_singleton_method(:method_removed) { |name| log << [:removed, name] }
      define_singleton_method(:method_undefined) { |name| log << [:undefined, name] }
    end
    child = Class.new(parent) do
      include watcher
      prepend watcher
      def one = 1
      def self.made = 2
      attr_reader :two
      remove_method :one
      undef_method :two
    end
    child.new.extend(watcher)
    same [[:inherited, true], [:included, Class], [:prepended, Class], [:added, :one], [:singleton, :made], [:added, :two],
      [:removed, :one], [:undefined, :two], [:extended, child]], log
  end

  def test_singleton_classes
    object = Object.new
    def object.own = :own
    class << object
      attr_accessor :slot
      def other = own
    end
    object.slot = 1
    same [:other, :own, :slot, :slot=], object.singleton_methods.sort
    same :own, object.other
    yes object.singleton_class.singleton_class?
    same object, object.singleton_class.attached_object
    raises(TypeError, "can't define singleton") { number = 1; def number.own = 1 }
    copy = object.clone
    same :own, copy.own
    raises(NoMethodError) { object.dup.own }
  end

  def test_missing_methods
    ghost = Class.new do
      def method_missing(name, *arguments, **keywords, &block)
        return super unless name.start_with?("get_")
        [name, arguments, keywords, block&.call]
      end

      def respond_to_missing?(name, all = false) = name.start_with?("get_") || super
    end.new
    same [:get_it, [1], { k: 2 }, 3], ghost.get_it(1, k: 2) { 3 }
    yes ghost.respond_to?(:get_it)
    same [:get_that, [], {}, nil], ghost.method(:get_that).call
    raises(NoMethodError, /undefined method 'other' for an instance of/) { ghost.other }
    no ghost.respond_to?(:other)
  end

  def test_reopening_and_mismatches
    raises(TypeError, /superclass mismatch for class Dog/) { ModulesSuite.class_eval("class Dog < String; end") }
    raises(TypeError, /Loud is not a class/) { ModulesSuite.class_eval("class Loud; end") }
    raises(TypeError, /Dog is not a module/) { ModulesSuite.class_eval("module Dog; end") }
    raises(TypeError, "superclass must be an instance of Class (given an instance of Integer)") { Class.new(1) }
  end

  def test_comparison
    yes Dog < Animal
    same nil, Dog <=> String
    same 1, Animal <=> Dog
    yes Dog.include?(Comparable)
    same Animal, Dog.superclass
    yes Dog.instance_method(:speak).owner == Twice
    same Dog, Dog.new.method(:speak).super_method.owner
  end

  class Meta
    class << self
      class << self
        def of_meta = :of_meta
      end
    end

    def self.of_class = :of_class
  end

  class BelowMeta < Meta; end

  def test_classes_of_singleton_classes
    same Meta.singleton_class.singleton_class, BelowMeta.singleton_class.singleton_class.superclass
    same :of_meta, Meta.singleton_class.of_meta
    same :of_meta, BelowMeta.singleton_class.of_meta
    same :of_class, Meta.new.singleton_class.of_class
    yes Meta.singleton_class.is_a?(Class.singleton_class)
    same Class, Meta.singleton_class.singleton_class.class
  end

  def test_singleton_classes_of_frozen_objects
    frozen = Object.new.freeze
    yes frozen.singleton_class.frozen?
    raises(FrozenError, /can't modify frozen object: #<Object/) { def frozen.x = 1 }
    object = Object.new
    object.singleton_class.const_set(:HELD, 1)
    same 1, object.clone.singleton_class::HELD
    object.freeze
    yes object.singleton_class.frozen?
    raises(FrozenError, /can't modify frozen module: #<Module/) { Module.new.freeze.class_eval { def x = 1 } }
  end

  def test_class_variables_are_not_seen_twice
    above = Class.new
    below = Class.new(above)
    below.class_variable_set(:@@both, 1)
    above.class_variable_set(:@@both, 2)
    raises(RuntimeError, /class variable @@both of .+ is overtaken by .+/) { below.class_variable_get(:@@both) }
  end
end
