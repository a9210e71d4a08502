namespace Kernel.Ruby.Tests.Kernel;

/// <summary>BasicObject, Object and Kernel's methods of every object.</summary>
public class ObjectTests
{
    [TestCase("class OtA; def initialize(a) = @a = a; end; OtA.new(1).inspect.sub(/0x\\h+/, 'X')", "\"#<OtA:X @a=1>\"")]
    [TestCase("o = Object.new; o.instance_variable_set(:@me, o); o.inspect.scan('...').size", "1")]
    [TestCase("o = Object.new; o.instance_variable_set(:@b, 1); o.instance_variable_set(:@a, 2); o.instance_variables", "[:@b, :@a]")]
    [TestCase("Object.new.instance_variable_get('bad')", "NameError: 'bad' is not allowed as an instance variable name")]
    [TestCase("o = Object.new; o.instance_variable_set(:@a, 1); [o.remove_instance_variable(:@a), o.instance_variable_defined?(:@a)]", "[1, false]")]
    public void Instance_variables_are_shown_and_changed_by_name(string source, string expected) =>
        Assert.That(RubyMachine.Inspect(source), Is.EqualTo(expected));

    [TestCase("[1.send(:+, 2), 1.public_send(:+, 2), 1.__send__('+', 2)]", "[3, 3, 3]")]
    [TestCase("Object.new.public_send(:puts)", "NoMethodError: private method 'puts' called for an instance of Object")]
    [TestCase("def OtKw(a:, **o, &b) = [a, o, b.call]; send(:OtKw, a: 1, z: 2) { 3 }", "[1, {z: 2}, 3]")]
    [TestCase("nil.send(:nope_at_all)", "NoMethodError: undefined method 'nope_at_all' for nil")]
    public void Send_becomes_the_call(string source, string expected) => Assert.That(RubyMachine.Inspect(source), Is.EqualTo(expected));

    [TestCase("a = [1, 'x']; b = a.dup; b << 2; [a, b]", "[[1, \"x\"], [1, \"x\", 2]]")]
    [TestCase("o = Object.new.freeze; [o.dup.frozen?, o.clone.frozen?, o.clone(freeze: false).frozen?]", "[false, true, false]")]
    [TestCase("o = Object.new; def o.hi = 1; [o.clone.hi, o.dup.respond_to?(:hi)]", "[1, false]")]
    [TestCase("class OtC; attr_reader :log; def initialize_copy(o) = @log = o.class; end; OtC.new.dup.log", "OtC")]
    [TestCase("1.clone(freeze: false)", "ArgumentError: can't unfreeze Integer")]
    public void Copies_keep_what_MRI_keeps(string source, string expected) => Assert.That(RubyMachine.Inspect(source), Is.EqualTo(expected));

    [TestCase("o = Object.new; def o.respond_to_missing?(n, p) = n == :zz; def o.method_missing(n, *a) = [n, a]; [o.respond_to?(:zz), o.method(:zz).call(1)]", "[true, [:zz, [1]]]")]
    [TestCase("[nil.respond_to?(:puts), nil.respond_to?(:puts, true), 3.respond_to?(:+)]", "[false, true, true]")]
    [TestCase("o = Object.new; o.define_singleton_method(:q) { |x = 1| x + 1 }; [o.q, o.q(2), o.singleton_methods]", "[2, 3, [:q]]")]
    public void Methods_are_found_and_made(string source, string expected) => Assert.That(RubyMachine.Inspect(source), Is.EqualTo(expected));

    [TestCase("'abc'.instance_eval { size }", "3")]
    [TestCase("5.instance_exec(2) { |x| self * x }", "10")]
    [TestCase("x = 3; 'ab'.instance_eval('size + x')", "5")]
    [TestCase("o = Object.new; o.instance_eval { def ot_single = 7 }; [o.ot_single, Object.new.respond_to?(:ot_single)]", "[7, false]")]
    public void Instance_eval_changes_self(string source, string expected) => Assert.That(RubyMachine.Inspect(source), Is.EqualTo(expected));

    [TestCase("[1 != 2, 1 != 1, !nil, Object.new == 1, 1.equal?(1)]", "[true, false, true, false, true]")]
    [TestCase("class OtEq; def ==(o) = true; end; [OtEq.new != 1, OtEq.new === 1, OtEq.new.eql?(1)]", "[false, true, false]")]
    [TestCase("[nil.to_a, nil.to_s, nil.inspect, nil & 1, nil | 1, true ^ true, true & 3, false.to_s]", "[[], \"\", \"nil\", false, true, false, true, \"false\"]")]
    [TestCase("[1.then { _1 + 1 }, 3.tap { }, 4.itself, 1.frozen?, :a.frozen?, 'a'.dup.frozen?]", "[2, 3, 4, true, true, false]")]
    public void Comparison_and_little_things(string source, string expected) => Assert.That(RubyMachine.Inspect(source), Is.EqualTo(expected));
}
