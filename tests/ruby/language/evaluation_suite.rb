# eval, Binding, instance_eval and its like; procs and method objects.
class EvaluationSuite < Suite
  def scope(given)
    local = given
    binding
  end

  def test_eval_sees_and_makes_locals
    outside = 1
    same 2, eval("outside + 1")
    eval("outside = 5; made = 6")
    same 5, outside
    raises(NameError) { eval("made") }
    place = scope(7)
    same 7, place.local_variable_get(:local)
    eval("extra = local + 1", place)
    same 8, eval("extra", place)
    place.local_variable_set(:local, 3)
    same 3, place.eval("local")
    same [:extra, :given, :local], place.local_variables.sort
    yes place.local_variable_defined?(:extra)
    same self, place.receiver
    raises(NameError, "local variable 'none' is not defined for #{place.inspect}") { place.local_variable_get(:none) }
  end

  def test_file_and_line
    same ["there.rb", 40], eval("\n\n[__FILE__, __LINE__]", nil, "there.rb", 38)
    error = raises(RuntimeError) { eval("\nraise 'x'", binding, "there.rb", 10) }
    yes error.backtrace[0].start_with?("there.rb:11:in ")
    same "(eval at #{__FILE__}:#{__LINE__})", eval("__FILE__")
    raises(SyntaxError, /there\.rb:3/) { eval("1 +", nil, "there.rb", 3) }
  end

  class Target
    def initialize = @hidden = 1
  end

  def test_instance_eval_and_exec
    target = Target.new
    same 1, target.instance_eval { @hidden }
    same 1, target.instance_eval("@hidden")
    same 4, target.instance_exec(3) { |x| @hidden + x }
    target.instance_eval { def own = :own }
    same :own, target.own
    same [:own], target.singleton_methods
    same 3, 1.instance_eval { self + 2 }
  end

  def test_class_eval_and_exec
    made = Class.new
    made.class_eval { def one = 1 }
    made.class_eval("def two = 2")
    made.class_exec(:three) { |name| define_method(name) { 3 } }
    same [1, 2, 3], made.new.then { |object| [object.one, object.two, object.three] }
    String.class_eval { same_object = self; same_object }.then { |found| same String, found }
    Target.module_eval("VALUE = 5")
    same 5, Target::VALUE
  end

  def test_procs_and_lambdas
    pair = proc { |a, b = 5, *c| [a, b, c] }
    same [1, 5, []], pair.call(1)
    same [1, 2, [3]], pair.call([1, 2, 3])
    strict = lambda { |a, b = 5| [a, b] }
    same [[1, 2], 5], strict.([1, 2])
    yes strict.lambda?
    no pair.lambda?
    same [-2, -2, 0, 1, 2], [pair, strict, proc {}, proc { |x| }, lambda { |x, y| }].map(&:arity)
    same [[:opt, :a], [:opt, :b], [:rest, :c]], pair.parameters
    same [[:req], [:opt, :b]], lambda { |(x, y), b = 1| }.parameters
    same [1, 5], (strict === 1)
  end

  def test_curry_and_composition
    add = ->(a, b, c) { a + b + c }
    same 6, add.curry[1][2][3]
    same 6, add.curry.(1, 2).(3)
    same [9, 5], [(->(x) { x + 1 } >> ->(x) { x * x }).(2), (->(x) { x + 1 } << ->(x) { x * x }).(2)]
    same %w[1 2], [1, 2].map(&:to_s)
    same 3, (:size.to_proc << ->(x) { [x] * 3 }).call(1)
    same [2, 3], [1, 2].map(&1.method(:+))
    raises(ArgumentError, /wrong number of arguments \(given 2, expected 3\)/) { add.curry(2) }
  end

  def named(a, b = 1) = [a, b]

  def test_method_objects
    found = method(:named)
    same [5, 1], found.call(5)
    same [:named, EvaluationSuite, self, -2], [found.name, found.owner, found.receiver, found.arity]
    unbound = found.unbind
    same [6, 1], unbound.bind(self).call(6)
    same [6, 1], unbound.bind_call(self, 6)
    same [[1, 1], [2, 1]], [1, 2].map(&found)
    raises(TypeError, /bind argument must be an instance of EvaluationSuite/) { unbound.bind(1) }
    raises(NameError, "undefined method 'none' for class 'EvaluationSuite'") { method(:none) }
    same found, method(:named)
    same [File.basename(__FILE__), Integer], found.source_location.then { |file, line| [File.basename(file), line.class] }
  end

  def test_closures_share_variables
    count = 0
    more = -> { count += 1 }
    less = -> { count -= 1 }
    more.()
    more.()
    less.()
    same 1, count
    makers = [1, 2].map { |x| -> { x += 1 } }
    same [2, 3, 3], [makers[0].(), makers[0].(), makers[1].()]
  end

  def test_self_in_blocks
    same self, [1].map { self }[0]
    same 5, 5.instance_exec { [1].map { self }[0] }
    defined_on = Class.new { define_method(:me) { [1].map { self }[0] } }.new
    same defined_on, defined_on.me
  end

  def test_object_space
    same true, ObjectSpace.each_object(Class).include?(EvaluationSuite)
    kept = Class.new(Target)
    yes ObjectSpace.each_object(Target.singleton_class).include?(kept)
    yes GC.start.nil?
  end

  def level_two = caller_locations(1, 1)[0]
  def level_one = level_two

  def test_callers
    place = level_one
    same ["level_one", "EvaluationSuite#level_one", __LINE__ - 4], [place.base_label, place.label, place.lineno]
    yes caller(0)[0].include?(":#{__LINE__}:in 'EvaluationSuite#test_callers'")
    same [], caller(1000) || []
    same __method__, :test_callers
    same __dir__, File.dirname(File.expand_path(__FILE__))
  end

  def test_instance_eval_of_a_number_sees_the_constants_of_its_class
    same Float::MAX, 1.5.instance_eval("MAX")
    same :a, :a.instance_eval("self")
    raises(TypeError, "can't define singleton") { 1.instance_eval("def none; end") }
    same [], Float.subclasses
  end

  def test_defined_asks_respond_to_of_its_own
    asked = []
    object = Object.new
    object.define_singleton_method(:respond_to?) { |*arguments| asked << arguments; false }
    same nil, defined?(object.something)
    same [[:respond_to_missing?, true]], asked
  end

  def test_a_class_that_was_only_allocated_has_no_superclass
    raises(TypeError, "uninitialized class") { Class.allocate.superclass }
    same nil, BasicObject.superclass
  end
end
