using Kernel.Ruby.Tests.Kernel;

namespace Kernel.Ruby.Tests.Lowering;

/// <summary>Operators that have an instruction: who may be sent them, and a program's own definitions.</summary>
public sealed class OperatorTests
{
    private const string Private = """
        class OpPrivate
          private
          def [](i) = i * 2
          def []=(i, v); @s = [i, v]; end
          def +(o) = o + 1
          def ==(o) = :eq
          def !=(o) = :ne
          def ===(o) = true
          def <(o) = true
          def <<(o) = o
          def **(o) = o
          def -@ = :neg
          def ! = :not
          def =~(o) = :match
          def to_s = "text"
          def call(*a) = a
          public
          def do(&block) = instance_eval(&block)
        end

        """;

    private const string Own = """
        class OpOwn
          def ! = :mine
        end

        class OpPlain
        end

        """;

    [TestCase("self[3]", "6")]
    [TestCase("self[3] = 4; @s", "[3, 4]")]
    [TestCase("self[1] += 5; @s", "[1, 7]")]
    [TestCase("self[1] ||= 5", "2")]
    [TestCase("self[*[1]] += 1", "3")]
    [TestCase("a, self[7] = 1, 2; @s", "[7, 2]")]
    [TestCase("self + 1", "2")]
    [TestCase("(self) + 1", "2")]
    [TestCase("self << 1", "1")]
    [TestCase("self ** 4", "4")]
    [TestCase("self == 1", ":eq")]
    [TestCase("self != 1", ":ne")]
    [TestCase("self === 1", "true")]
    [TestCase("self =~ 1", ":match")]
    [TestCase("self < 1 ? :yes : :no", ":yes")]
    [TestCase("if self == 1 then 1 else 2 end", "1")]
    [TestCase("-self", ":neg")]
    [TestCase("!self", ":not")]
    [TestCase("not self", ":not")]
    [TestCase("if !self then 1 else 2 end", "1")]
    [TestCase("self.(1)", "[1]")]
    [TestCase("\"#{self}\"", "\"text\"")]
    public void Self_may_be_sent_its_private_operators(string expression, string answer) =>
        Assert.That(RubyMachine.Inspect($"{Private}OpPrivate.new.do {{ {expression} }}"), Is.EqualTo(answer));

    [TestCase("x[3]", "'[]'")]
    [TestCase("x[3] = 1", "'[]='")]
    [TestCase("x + 1", "'+'")]
    [TestCase("x == 1", "'=='")]
    [TestCase("x != 1", "'!='")]
    [TestCase("x === 1", "'==='")]
    [TestCase("if x < 1 then 1 end", "'<'")]
    [TestCase("!x", "'!'")]
    [TestCase("x.do { y = self; y + 1 }", "'+'")]
    public void Others_may_not(string expression, string name) =>
        Assert.That(
            RubyMachine.Inspect($"{Private}x = OpPrivate.new; {expression}"),
            Is.EqualTo($"NoMethodError: private method {name} called for an instance of OpPrivate"));

    [TestCase("case 1; when OpPrivate.new then :ok end", ":ok")]
    [TestCase("x = OpPrivate.new; case 1; in ^x then :ok end", ":ok")]
    [TestCase("class OpEqual; private def ==(o) = true; end; OpEqual.new != 1", "false")]
    public void The_language_itself_asks_private_operators(string expression, string answer) =>
        Assert.That(RubyMachine.Inspect(Private + expression), Is.EqualTo(answer));

    [TestCase("!x", ":mine")]
    [TestCase("not x", ":mine")]
    [TestCase("x.!", ":mine")]
    [TestCase("!!x", "false")]
    [TestCase("if !x then 1 else 2 end", "1")]
    [TestCase("unless !x then 1 else 2 end", "2")]
    [TestCase("!x ? 1 : 2", "1")]
    [TestCase("!(x) && 1", "1")]
    [TestCase("n = 0; n += 1 while !x && n < 3; n", "3")]
    [TestCase("n = 0; begin n += 1 end until !x; n", "1")]
    [TestCase("[x, nil, 1, true, OpPlain.new, :s, 'a', x, false].map { |v| !v }", "[:mine, true, false, false, false, false, false, :mine, true]")]
    [TestCase("f = ->(v) { !v }; y = OpPlain.new; before = f.(y); class OpPlain; def ! = :late; end; after = f.(y); class OpPlain; remove_method :!; end; [before, after, f.(y)]", "[false, :late, false]")]
    [TestCase("f = ->(v) { !v }; y = Object.new; before = f.(y); def y.! = :single; [before, f.(y), f.(Object.new)]", "[false, :single, false]")]
    [TestCase("class OpUndef < BasicObject; undef !; end; !OpUndef.new", "NoMethodError: undefined method '!' for an instance of OpUndef")]
    [TestCase("class OpMissing < BasicObject; undef !; def method_missing(n, *a) = [n, a]; end; !OpMissing.new", "[:!, []]")]
    public void A_definition_of_not_counts(string expression, string answer) =>
        Assert.That(RubyMachine.Inspect($"{Own}x = OpOwn.new; {expression}"), Is.EqualTo(answer));

    [TestCase("class NilClass; def ! = 5; end; exit(!nil)", 5)]
    [TestCase("class NilClass; def ! = false; end; exit(!nil ? 1 : 6)", 6)]
    [TestCase("x = 3; exit(1) if !x; class Integer; def ! = 7; end; exit(!x)", 7)]
    [TestCase("class BasicObject; def ! = 8; end; exit(!Object.new)", 8)]
    [TestCase("class Object; def ! = 9; end; exit(!'text')", 9)]
    [TestCase("def sum(a) = a + 1; 2.times { sum(1) }; class Integer; def +(o) = 10; end; exit(sum(1))", 10)]
    [TestCase("def same(a) = a == 1; same(1); class Integer; def ==(o) = false; end; exit(same(1) ? 1 : 11)", 11)]
    public void A_core_class_whose_operator_was_redefined_is_sent_it(string program, int status) =>
        Assert.That(RubyMachine.Status(program), Is.EqualTo(status));
}
