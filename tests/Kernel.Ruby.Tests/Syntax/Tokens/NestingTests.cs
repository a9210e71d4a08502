using Kernel.Ruby.Syntax.Tokens;

namespace Kernel.Ruby.Tests.Syntax.Tokens;

/// <summary>Depth and indentation of lines.</summary>
public sealed class NestingTests
{
    [TestCase("def f\n  1\nend\n", "0 1 1 0")]
    [TestCase("def f = 1\n", "0 0")]
    [TestCase("def f(a) = a\n", "0 0")]
    [TestCase("def f(a = 1)\n", "0 1")]
    [TestCase("a if b\n", "0 0")]
    [TestCase("return if b\n", "0 0")]
    [TestCase("x = if b\n", "0 1")]
    [TestCase("while a do\n b\nend\n", "0 1 1 0")]
    [TestCase("while foo { |x| x } do\n b\nend\n", "0 1 1 0")]
    [TestCase("a do |b|\n", "0 1")]
    [TestCase("[1, [\n", "0 2")]
    [TestCase("case x\nwhen 1\n 2\nelse\n 3\nend\n", "0 1 1 1 1 1 0")]
    [TestCase("class A < B\n  def c; end\nend\n", "0 1 1 0")]
    [TestCase("foo.if\n", "0 0")]
    [TestCase("{if: 1}\n", "0 0")]
    [TestCase("x = \"#{[\n", "0 3")]
    [TestCase("x = <<A\n b\nA\n", "0 0 0 0")]
    [TestCase("begin\n 1\nend while x\n", "0 1 1 0")]
    [TestCase("-> do\n", "0 1")]
    [TestCase("class << self\n", "0 1")]
    public void Each_line_has_a_depth(string text, string depths)
    {
        Nesting nesting = new(text, TokenScan.Of(text));
        Assert.That(string.Join(' ', Enumerable.Range(0, nesting.LineCount).Select(nesting.DepthAt)), Is.EqualTo(depths));
    }

    [TestCase("def f\n1\nend", "0 2 0")]
    [TestCase("if a\nb\nelsif c\nd\nelse\ne\nend", "0 2 0 2 0 2 0")]
    [TestCase("  foo do\nx\nend", "0 4 2")]
    [TestCase("foo(a,\nb)", "0 2")]
    [TestCase("x = [\n1\n]", "0 2 0")]
    [TestCase("foo([{\na: 1\n}])", "0 2 0")]
    [TestCase("a +\nb", "0 2")]
    [TestCase("a.\nb", "0 2")]
    [TestCase("foo do |x|\nx", "0 2")]
    public void A_line_is_indented_by_what_stands_above(string text, string indents)
    {
        // Each line is indented in turn, as it happens while typing.
        string[] lines = text.Split('\n');
        List<int> found = [0];
        for (int i = 1; i < lines.Length; i++)
        {
            string above = string.Join('\n', lines.Take(i + 1));
            found.Add(new Nesting(above, TokenScan.Of(above)).IndentOf(i));
            lines[i] = new string(' ', found[i]) + lines[i];
        }

        Assert.That(string.Join(' ', found), Is.EqualTo(indents));
    }

    [TestCase("x = \"a\nb\"\nc", "False True False")]
    [TestCase("x = <<A\n b\nA\nc", "False True False False")]
    [TestCase("x = \"a\nb", "False True")]
    [TestCase("x = <<A\n", "False True")]
    [TestCase("[\n1]", "False False")]
    public void Lines_in_literals_are_told(string text, string isInLiteral)
    {
        Nesting nesting = new(text, TokenScan.Of(text));
        Assert.That(string.Join(' ', Enumerable.Range(0, nesting.LineCount).Select(nesting.IsInLiteral)), Is.EqualTo(isInLiteral));
    }
}
