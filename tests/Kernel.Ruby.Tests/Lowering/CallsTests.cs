namespace Kernel.Ruby.Tests.Lowering;

/// <summary>Calls, arguments, parameters, blocks.</summary>
public sealed class CallsTests
{
    [TestCase("def f(a, b = 2, *c, d, e:, f: 6, **g, &h) = [a, b, c, d, e, f, g, h]\nf(1, 9, e: 5)", "[1, 2, [], 9, 5, 6, {}, nil]")]
    [TestCase("def f(a, b = 2, *c, d) = [a, b, c, d]\nf(1, 2, 3, 4, 5)", "[1, 2, [3, 4], 5]")]
    [TestCase("def f(*a) = a\nx = [1, 2]; f(0, *x, 3)", "[0, 1, 2, 3]")]
    [TestCase("def f(**o) = o\nh = {b: 2}; f(a: 1, **h)", "{a: 1, b: 2}")]
    [TestCase("def f(a, b) = [a, b]\nf(*[1, 2])", "[1, 2]")]
    [TestCase("def f(x, y: x) = [x, y]\nf(1)", "[1, 1]")]
    [TestCase("def f(a, b = a + 1, c = b + 1) = [a, b, c]\n[f(1), f(1, 5)]", "[[1, 2, 3], [1, 5, 6]]")]
    [TestCase("def f((a, b), c) = [a, b, c]\nf([1, 2], 3)", "[1, 2, 3]")]
    [TestCase("def f(h) = h\nf(a: 1)", "{a: 1}")]
    [TestCase("def f(*, **, &) = g(*, **, &)\ndef g(*a, **k) = [a, k, yield]\nf(1, b: 2) { 3 }", "[[1], {b: 2}, 3]")]
    [TestCase("def f(...) = g(...)\ndef g(a, b: 0) = [a, b, yield]\nf(1, b: 2) { 4 }", "[1, 2, 4]")]
    [TestCase("def f(a, ...) = g(a, ...)\ndef g(*a, **k) = [a, k]\nf(1, 2, c: 3)", "[[1, 2], {c: 3}]")]
    [TestCase("def f(a:, b: a) = [a, b]\nf(a: 1)", "[1, 1]")]
    [TestCase("def f(*a, k: 1) = [a, k]\nx = [1]; f(*x, k: 2)", "[[1], 2]")]
    [TestCase("def f(_, _) = 5\nf(1, 2)", "5")]
    public void Arguments_of_every_kind_arrive(string source, string expected) => Assert.That(BareMachine.Run(source), Is.EqualTo(expected));

    [TestCase("[[1, 2], [3, 4]].map { |a, b| a + b }", "[3, 7]")]
    [TestCase("[[1, [2, 3]]].map { |a, (b, c)| a + b + c }", "[6]")]
    [TestCase("[1, 2].map { _1 * 2 }", "[2, 4]")]
    [TestCase("[[1, 2]].map { _1 + _2 }", "[3]")]
    [TestCase("[1, 2].map { it + 1 }", "[2, 3]")]
    [TestCase("[[1, 2]].map { |a| a }", "[[1, 2]]")]
    [TestCase("[[1, 2]].map { |a,| a }", "[1]")]
    [TestCase("[[1, 2, 3]].map { |a, *b| b }", "[[2, 3]]")]
    [TestCase("[3].map { |a, b = 5| [a, b] }", "[[3, 5]]")]
    [TestCase("[1].map { |x; y| y = x; y }", "[1]")]
    [TestCase("def f = yield(1, 2, k: 3)\nf { |a, *b, k: 0| [a, b, k] }", "[1, [2], 3]")]
    [TestCase("def f(&b) = b\nf { |x| x + 1 }.call(2)", "3")]
    [TestCase("def f = yield\nf { 5 }", "5")]
    [TestCase("def f(&b) = g(&b)\ndef g = yield(4)\nf { |x| x * 2 }", "8")]
    [TestCase("->(x, y = 2) { x + y }.call(1)", "3")]
    [TestCase("x = 10; f = ->(y) { x += y }; f.call(5); x", "15")]
    [TestCase("def f = [1, 2].each { |x| yield x }\ns = 0; f { |x| s += x }; s", "3")]
    [TestCase("a = []; 3.times { |i| a << -> { i } }; a.map { |f| f.call }", "[0, 1, 2]")]
    [TestCase("def f(a) = [1].map { |x| [2].map { |y| a + x + y } }\nf(10)", "[[13]]")]
    [TestCase("def f; x = 1; [1].each { x += 1; [1].each { x += 10 } }; x; end; f", "12")]
    [TestCase("def f(*a) = yield(*a)\nf(1, 2) { |a, b| a - b }", "-1")]
    public void Blocks_take_their_parameters(string source, string expected) => Assert.That(BareMachine.Run(source), Is.EqualTo(expected));

    [TestCase("class A; def f(a, b = 2, *c, k: 1, **o, &d) = [a, b, c, k, o]; end; class B < A; def f(a, b = 3, *c, k: 5, **o, &d) = (a += 10; super); end; B.new.f(1, 2, 3, z: 4)", "[11, 2, [3], 5, {z: 4}]")]
    [TestCase("class A; def f(x) = x; end; class B < A; def f(x) = super(x + 1); end; B.new.f(1)", "2")]
    [TestCase("class A; def f(x) = yield(x); end; class B < A; def f(x) = super; end; B.new.f(3) { |y| y * 2 }", "6")]
    [TestCase("class A; def f(x) = x; end; class B < A; def f(x) = [1].map { super }; end; B.new.f(4)", "[4]")]
    [TestCase("class A; def f(*a) = a; end; class B < A; def f(a, *) = super; end; B.new.f(1, 2, 3)", "[1, 2, 3]")]
    [TestCase("class A; def f = 1; end; class B < A; def f = super() + 1; end; B.new.f", "2")]
    [TestCase("class A; def f = yield; end; class B < A; def f = super { 9 }; end; B.new.f", "9")]
    public void Super_passes_on_what_the_method_has(string source, string expected) => Assert.That(BareMachine.Run(source), Is.EqualTo(expected));

    [TestCase("nil&.foo", "nil")]
    [TestCase("x = nil; x&.foo(bar)", "nil")]
    [TestCase("[1]&.length", "1")]
    public void Safe_navigation_stops_at_nil(string source, string expected) => Assert.That(BareMachine.Run(source), Is.EqualTo(expected));

    [TestCase("class V; def +(o) = [:plus, o]; def <(o) = true; def ==(o) = true; def [](i) = i; def -@ = :neg; def !~(o) = 1; def >(o) = false; end; v = V.new; [v + 1, v < 1, v == 2, v != 2, v[3], -v, (v > 1 ? 1 : 2), (v < 1 ? 1 : 2)]", "[[:plus, 1], true, true, false, 3, :neg, 2, 1]")]
    public void Operators_send_when_they_must(string source, string expected) => Assert.That(BareMachine.Run(source), Is.EqualTo(expected));

    [TestCase("foo", "NameError: undefined local variable or method 'foo' for main:Object")]
    [TestCase("foo()", "NoMethodError: undefined method 'foo' for main:Object")]
    [TestCase("def f(a) = a\nf", "ArgumentError: wrong number of arguments (given 0, expected 1)")]
    [TestCase("def f(a:) = a\nf", "ArgumentError: missing keyword: :a")]
    public void Wrong_calls_raise(string source, string expected) => Assert.That(BareMachine.Run(source), Is.EqualTo(expected));
}
