namespace Kernel.Ruby.Tests.Kernel;

/// <summary>Kernel's functions: throw, loop, eval, conversions; procs and methods.</summary>
public class ControlTests
{
    [TestCase("catch(:x) { 10.times { |i| throw :x, i if i == 3 }; 0 }", "3")]
    [TestCase("catch { |t| catch { |u| throw t, 1 }; 2 }", "1")]
    [TestCase("throw :nobody", "UncaughtThrowError: uncaught throw :nobody")]
    [TestCase("e = [1, 2].each; r = []; loop { r << e.next }; r", "[1, 2]")]
    [TestCase("loop { break 7 }", "7")]
    public void Non_local_exits(string source, string expected) => Assert.That(RubyMachine.Inspect(source), Is.EqualTo(expected));

    [TestCase("x = 1; eval('x + 1')", "2")]
    [TestCase("b = binding; b.eval('ct_y = 5'); [b.eval('ct_y + 1'), b.local_variable_get(:ct_y), b.local_variable_defined?(:nope)]", "[6, 5, false]")]
    [TestCase("b = binding; b.local_variable_set(:nn, 7); b.eval('nn')", "7")]
    [TestCase("eval('[__FILE__, __LINE__]', nil, 'foo.rb', 77)", "[\"foo.rb\", 77]")]
    [TestCase("def ct_outer = (z = 4; proc { z }.binding); ct_outer.local_variable_get(:z)", "4")]
    [TestCase("def ct_m = __method__; [ct_m, __method__]", "[:ct_m, nil]")]
    [TestCase("def ct_b = block_given?; [ct_b, ct_b {}]", "[false, true]")]
    public void Eval_and_bindings(string source, string expected) => Assert.That(RubyMachine.Inspect(source), Is.EqualTo(expected));

    [TestCase("[Integer('0x1f', 16), Integer('0b11'), Integer(3.9), Integer('z', exception: false)]", "[31, 3, 3, nil]")]
    [TestCase("Integer('zz')", "ArgumentError: invalid value for Integer(): \"zz\"")]
    [TestCase("Integer(nil)", "TypeError: can't convert nil into Integer")]
    [TestCase("[Float('1.5'), Float(2), String(3), Array(nil), Array(1..2), Array([3]), Hash([])]", "[1.5, 2.0, \"3\", [], [1, 2], [3], {}]")]
    public void Conversion_functions(string source, string expected) => Assert.That(RubyMachine.Inspect(source), Is.EqualTo(expected));

    [TestCase("l = ->(a, b = 2, *c, d:, e: 5, **f, &g) {}; [l.arity, l.parameters.map(&:first), l.lambda?]", "[-3, [:req, :opt, :rest, :keyreq, :key, :keyrest, :block], true]")]
    [TestCase("[proc { |x, y| }.arity, proc { |x, y = 1| }.arity, lambda { |*a| }.arity, proc { || }.arity]", "[2, 1, -1, 0]")]
    [TestCase("a = ->(x, y, z) { x + y + z }; [a.curry[1][2][3], a.curry.(1, 2).(3)]", "[6, 6]")]
    [TestCase("f = proc { |x| x + 1 } >> proc { |x| x * 2 }; g = proc { |x| x + 1 } << proc { |x| x * 2 }; [f.call(3), g.call(3)]", "[8, 7]")]
    [TestCase("pr = proc { 1 }; [lambda(&pr).lambda?, lambda { 2 }.lambda?]", "[false, true]")]
    [TestCase("->(x) { x }.call", "ArgumentError: wrong number of arguments (given 0, expected 1)")]
    [TestCase("case 4 when ->(n) { n.even? } then :even end", ":even")]
    public void Procs(string source, string expected) => Assert.That(RubyMachine.Inspect(source), Is.EqualTo(expected));

    [TestCase("m = 5.method(:+); [m.call(3), m.owner, m.receiver, m.name, m.arity, m.unbind.bind(7).call(1), [1, 2].map(&m)]", "[8, Integer, 5, :+, 1, 8, [6, 7]]")]
    [TestCase("String.instance_method(:size).bind_call('abc')", "3")]
    [TestCase("String.instance_method(:size).bind(3)", "TypeError: bind argument must be an instance of String")]
    [TestCase("class CtS; def x = 1; end; class CtT < CtS; def x = 2; end; CtT.new.method(:x).super_method.call", "1")]
    [TestCase("Object.new.method(:ct_none)", "NameError: undefined method 'ct_none' for class 'Object'")]
    public void Method_objects(string source, string expected) => Assert.That(RubyMachine.Inspect(source), Is.EqualTo(expected));
}
