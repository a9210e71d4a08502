namespace Kernel.Ruby.Tests.Lowering;

/// <summary>def, class, module, alias, undef, defined?.</summary>
public sealed class DefinitionsTests
{
    [TestCase("def f = 1", ":f")]
    [TestCase("class C; 5; end", "5")]
    [TestCase("module M; def self.f = 3; end; M.f", "3")]
    [TestCase("class C; class << self; def f = 4; end; end; C.f", "4")]
    [TestCase("class A; X = 1; class B; def f = X; end; end; A::B.new.f", "1")]
    [TestCase("class A; end; class A::B; def f = 2; end; A::B.new.f", "2")]
    [TestCase("o = Object.new; def o.f = 7\no.f", "7")]
    [TestCase("class C; def f = 1; alias g f; end; C.new.g", "1")]
    [TestCase("class C; def f = 1; undef f; end; $undefined", ":f")]
    [TestCase("class A; def f = 1; end; class B < A; end; B.new.f", "1")]
    [TestCase("class C; def initialize(a) = @a = a; def a = @a; end; C.new(5).a", "5")]
    [TestCase("class << (o = Object.new); def z = 6; end; o.z", "6")]
    [TestCase("BEGIN { $b = 2 }; $b", "2")]
    [TestCase("def f\n def g = 4\n g\nend\nf", "4")]
    [TestCase("class ::Foo; X = 3; end; Foo::X", "3")]
    [TestCase("def self.k = 2\nk", "2")]
    public void Definitions_answer_and_define(string source, string expected) => Assert.That(BareMachine.Run(source), Is.EqualTo(expected));

    [TestCase("defined?(x)", "nil")]
    [TestCase("x = 1; defined?(x)", "\"local-variable\"")]
    [TestCase("defined?(@a)", "nil")]
    [TestCase("@a = 1; defined?(@a)", "\"instance-variable\"")]
    [TestCase("defined?(String)", "\"constant\"")]
    [TestCase("defined?(Nope)", "nil")]
    [TestCase("defined?(Nope::X)", "nil")]
    [TestCase("defined?(inspect)", "\"method\"")]
    [TestCase("defined?(1.nope)", "nil")]
    [TestCase("defined?([].length)", "\"method\"")]
    [TestCase("def f = defined?(yield)\nf", "nil")]
    [TestCase("def f = defined?(yield)\nf { }", "\"yield\"")]
    [TestCase("defined?(x = 1)", "\"assignment\"")]
    [TestCase("defined?(nil)", "\"nil\"")]
    [TestCase("defined?(self)", "\"self\"")]
    [TestCase("defined?([] << 1)", "\"method\"")]
    [TestCase("defined?($nope)", "nil")]
    [TestCase("defined?(super)", "nil")]
    [TestCase("defined?(nope.foo)", "nil")]
    [TestCase("defined?(a && b)", "\"expression\"")]
    [TestCase("defined?(@@x)", "nil")]
    [TestCase("defined?([].foo.bar)", "nil")]
    public void Defined_names_the_kind(string source, string expected) => Assert.That(BareMachine.Run(source), Is.EqualTo(expected));
}
