namespace Kernel.Ruby.Tests.Syntax;

/// <summary>Heredocs.</summary>
public sealed class HeredocsTests : ParserTests
{
    [TestCase("<<A\nb\nc\nA\n", "(String \"b\\nc\\n\")")]
    [TestCase("<<-A\nb\n  A\n", "(String \"b\\n\")")]
    [TestCase("<<\"A\"\nb#{c}\nA\n", "(InterpolatedString [(String \"b\") (EmbeddedStatements [(Call^v c)]) (String \"\\n\")])")]
    [TestCase("<<'A'\nb#{c}\\n\nA\n", "(String \"b#{c}\\\\n\\n\")")]
    [TestCase("<<`A`\nb\nA\n", "(XString \"b\\n\")")]
    [TestCase("a(<<A, 1).b\nc\nA\n", "(Call (Call a (Arguments [(String \"c\\n\") (Integer 1)])) b)")]
    [TestCase("<<A.b\nc\nA\nd", "(Call (String \"c\\n\") b) (Call^v d)")]
    [TestCase("<<A\nA\n", "(String \"\")")]
    [TestCase("<<A\nb \\\nc\nA\n", "(String \"b c\\n\")")]
    public void The_body_follows_the_line(string text, string expected) => Assert.That(Parse(text), Is.EqualTo(expected));

    [TestCase("a(<<A, <<B)\nc\nA\nd\nB\ne", "(Call a (Arguments [(String \"c\\n\") (String \"d\\n\")])) (Call^v e)")]
    [TestCase("[<<A, <<A]\nb\nA\nc\nA\n", "(Array [(String \"b\\n\") (String \"c\\n\")])")]
    public void Several_start_on_one_line(string text, string expected) => Assert.That(Parse(text), Is.EqualTo(expected));

    [TestCase("<<~A\n  b\n    c\nA\n", "(InterpolatedString [(String \"b\\n\") (String \"  c\\n\")])")]
    [TestCase("<<~A\n  b\n\n  c\nA\n", "(InterpolatedString [(String \"b\\n\") (String \"\\n\") (String \"c\\n\")])")]
    [TestCase(
        "<<~A\n  b#{c}\n  d\nA\n",
        "(InterpolatedString [(String \"b\") (EmbeddedStatements [(Call^v c)]) (String \"\\n\") (String \"d\\n\")])")]
    [TestCase("<<~A\n\tb\n\t c\nA\n", "(InterpolatedString [(String \"b\\n\") (String \" c\\n\")])")]
    [TestCase("<<~'A'\n  b\n  c\nA\n", "(InterpolatedString [(String \"b\\n\") (String \"c\\n\")])")]
    [TestCase("<<~A\n  #{b}\n   c\nA\n", "(InterpolatedString [(EmbeddedStatements [(Call^v b)]) (String \"\\n\") (String \" c\\n\")])")]
    [TestCase("<<~A\n  \\tb\n   c\nA\n", "(InterpolatedString [(String \"\\tb\\n\") (String \" c\\n\")])")]
    public void Squiggly_ones_lose_their_indentation(string text, string expected) => Assert.That(Parse(text), Is.EqualTo(expected));

    [TestCase("<<A\n#{<<B}\nb\nB\nA\n", "(InterpolatedString [(EmbeddedStatements [(String \"b\\n\")]) (String \"\\n\")])")]
    [TestCase("\"a#{<<A}b\"\nc\nA\n", "(InterpolatedString [(String \"a\") (EmbeddedStatements [(String \"c\\n\")]) (String \"b\")])")]
    [TestCase("a(<<A) do\nb\nA\n  c\nend", "(Call a (Arguments [(String \"b\\n\")]) (Block [(Call^v c)]))")]
    public void They_nest_in_interpolation(string text, string expected) => Assert.That(Parse(text), Is.EqualTo(expected));
}
