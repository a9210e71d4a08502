namespace Kernel.Ruby.Tests.Syntax;

/// <summary>Heredocs.</summary>
public sealed class HeredocsTests : ParserTests
{
    [TestCase("<<A\nb\nc\nA\n", "(String \"b\\u000ac\\u000a\")")]
    [TestCase("<<-A\nb\n  A\n", "(String \"b\\u000a\")")]
    [TestCase("<<\"A\"\nb#{c}\nA\n", "(InterpolatedString [(String \"b\") (EmbeddedStatements [(Call^v c)]) (String \"\\u000a\")])")]
    [TestCase("<<'A'\nb#{c}\\n\nA\n", "(String \"b#{c}\\\\n\\u000a\")")]
    [TestCase("<<`A`\nb\nA\n", "(XString \"b\\u000a\")")]
    [TestCase("a(<<A, 1).b\nc\nA\n", "(Call (Call a (Arguments [(String \"c\\u000a\") (Integer 1)])) b)")]
    [TestCase("<<A.b\nc\nA\nd", "(Call (String \"c\\u000a\") b) (Call^v d)")]
    [TestCase("<<A\nA\n", "(String \"\")")]
    [TestCase("<<A\nb \\\nc\nA\n", "(String \"b c\\u000a\")")]
    public void The_body_follows_the_line(string text, string expected) => Assert.That(Parse(text), Is.EqualTo(expected));

    [TestCase("a(<<A, <<B)\nc\nA\nd\nB\ne", "(Call a (Arguments [(String \"c\\u000a\") (String \"d\\u000a\")])) (Call^v e)")]
    [TestCase("[<<A, <<A]\nb\nA\nc\nA\n", "(Array [(String \"b\\u000a\") (String \"c\\u000a\")])")]
    public void Several_start_on_one_line(string text, string expected) => Assert.That(Parse(text), Is.EqualTo(expected));

    [TestCase("<<~A\n  b\n    c\nA\n", "(InterpolatedString [(String \"b\\u000a\") (String \"  c\\u000a\")])")]
    [TestCase("<<~A\n  b\n\n  c\nA\n", "(InterpolatedString [(String \"b\\u000a\") (String \"\\u000a\") (String \"c\\u000a\")])")]
    [TestCase(
        "<<~A\n  b#{c}\n  d\nA\n",
        "(InterpolatedString [(String \"b\") (EmbeddedStatements [(Call^v c)]) (String \"\\u000a\") (String \"d\\u000a\")])")]
    [TestCase("<<~A\n\tb\n\t c\nA\n", "(InterpolatedString [(String \"b\\u000a\") (String \" c\\u000a\")])")]
    [TestCase("<<~'A'\n  b\n  c\nA\n", "(InterpolatedString [(String \"b\\u000a\") (String \"c\\u000a\")])")]
    [TestCase("<<~A\n  #{b}\n   c\nA\n", "(InterpolatedString [(EmbeddedStatements [(Call^v b)]) (String \"\\u000a\") (String \" c\\u000a\")])")]
    [TestCase("<<~A\n  \\tb\n   c\nA\n", "(InterpolatedString [(String \"\\u0009b\\u000a\") (String \" c\\u000a\")])")]
    public void Squiggly_ones_lose_their_indentation(string text, string expected) => Assert.That(Parse(text), Is.EqualTo(expected));

    [TestCase("<<A\n#{<<B}\nb\nB\nA\n", "(InterpolatedString [(EmbeddedStatements [(String \"b\\u000a\")]) (String \"\\u000a\")])")]
    [TestCase("\"a#{<<A}b\"\nc\nA\n", "(InterpolatedString [(String \"a\") (EmbeddedStatements [(String \"c\\u000a\")]) (String \"b\")])")]
    [TestCase("a(<<A) do\nb\nA\n  c\nend", "(Call a (Arguments [(String \"b\\u000a\")]) (Block [(Call^v c)]))")]
    public void They_nest_in_interpolation(string text, string expected) => Assert.That(Parse(text), Is.EqualTo(expected));
}
