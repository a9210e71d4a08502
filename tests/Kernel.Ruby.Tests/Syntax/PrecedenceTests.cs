namespace Kernel.Ruby.Tests.Syntax;

/// <summary>Which operator binds more tightly.</summary>
public sealed class PrecedenceTests : ParserTests
{
    [TestCase("a + b * c", "(Call (Call^v a) + (Arguments [(Call (Call^v b) * (Arguments [(Call^v c)]))]))")]
    [TestCase("a * b + c", "(Call (Call (Call^v a) * (Arguments [(Call^v b)])) + (Arguments [(Call^v c)]))")]
    [TestCase("a - b - c", "(Call (Call (Call^v a) - (Arguments [(Call^v b)])) - (Arguments [(Call^v c)]))")]
    [TestCase("a ** b ** c", "(Call (Call^v a) ** (Arguments [(Call (Call^v b) ** (Arguments [(Call^v c)]))]))")]
    [TestCase("a % b / c", "(Call (Call (Call^v a) % (Arguments [(Call^v b)])) / (Arguments [(Call^v c)]))")]
    [TestCase("a << b + c", "(Call (Call^v a) << (Arguments [(Call (Call^v b) + (Arguments [(Call^v c)]))]))")]
    [TestCase("a & b | c ^ d", "(Call (Call (Call (Call^v a) & (Arguments [(Call^v b)])) | (Arguments [(Call^v c)])) ^ (Arguments [(Call^v d)]))")]
    public void Arithmetic(string text, string expected) => Assert.That(Parse(text), Is.EqualTo(expected));

    [TestCase("a < b == c", "(Call (Call (Call^v a) < (Arguments [(Call^v b)])) == (Arguments [(Call^v c)]))")]
    [TestCase("a == b && c", "(And (Call (Call^v a) == (Arguments [(Call^v b)])) (Call^v c))")]
    [TestCase("a || b && c", "(Or (Call^v a) (And (Call^v b) (Call^v c)))")]
    [TestCase("!a == b", "(Call (Call (Call^v a) !) == (Arguments [(Call^v b)]))")]
    [TestCase("!a.b", "(Call (Call (Call^v a) b) !)")]
    [TestCase("a <=> b", "(Call (Call^v a) <=> (Arguments [(Call^v b)]))")]
    [TestCase("a =~ b || c", "(Or (Call (Call^v a) =~ (Arguments [(Call^v b)])) (Call^v c))")]
    public void Comparison_and_logic(string text, string expected) => Assert.That(Parse(text), Is.EqualTo(expected));

    [TestCase("a || b ? c : d", "(If (Or (Call^v a) (Call^v b)) [(Call^v c)] (Else [(Call^v d)]))")]
    [TestCase("a..b + c", "(Range (Call^v a) (Call (Call^v b) + (Arguments [(Call^v c)])))")]
    [TestCase("a = b ? c : d", "(LocalVariableWrite a (If (Call^v b) [(Call^v c)] (Else [(Call^v d)])))")]
    [TestCase("a = b..c", "(LocalVariableWrite a (Range (Call^v b) (Call^v c)))")]
    [TestCase("a ? b : c ? d : e", "(If (Call^v a) [(Call^v b)] (Else [(If (Call^v c) [(Call^v d)] (Else [(Call^v e)]))]))")]
    [TestCase("a = b || c", "(LocalVariableWrite a (Or (Call^v b) (Call^v c)))")]
    public void Ternary_range_and_assignment(string text, string expected) => Assert.That(Parse(text), Is.EqualTo(expected));

    [TestCase("a = b and c", "(And (LocalVariableWrite a (Call^v b)) (Call^v c))")]
    [TestCase("not a && b", "(Call (And (Call^v a) (Call^v b)) !)")]
    [TestCase("a or b if c", "(If (Call^v c) [(Or (Call^v a) (Call^v b))])")]
    [TestCase("defined? a + b", "(Defined (Call (Call^v a) + (Arguments [(Call^v b)])))")]
    [TestCase("a = not(b)", "(LocalVariableWrite a (Call (Call^v b) !))")]
    public void Keywords_bind_last(string text, string expected) => Assert.That(Parse(text), Is.EqualTo(expected));
}
