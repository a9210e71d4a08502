namespace Kernel.Ruby.Tests.Syntax;

/// <summary>Numbers, regular expressions, ranges and collections.</summary>
public sealed class LiteralsTests : ParserTests
{
    [TestCase("1", "(Integer 1)")]
    [TestCase("1_000", "(Integer 1000)")]
    [TestCase("0x1F", "(Integer 31)")]
    [TestCase("0b101", "(Integer 5)")]
    [TestCase("017", "(Integer 15)")]
    [TestCase("0o17", "(Integer 15)")]
    [TestCase("0d10", "(Integer 10)")]
    [TestCase("1.5", "(Float 1.5)")]
    [TestCase("1e3", "(Float 1000)")]
    [TestCase("1.5e-3", "(Float 0.0015)")]
    [TestCase("1r", "(Rational^Decimal 1 1)")]
    [TestCase("1.5r", "(Rational^Decimal 3 2)")]
    [TestCase("2i", "(Imaginary (Integer 2))")]
    [TestCase("2ri", "(Imaginary (Rational^Decimal 2 1))")]
    [TestCase("-1", "(Integer -1)")]
    [TestCase("-1.5", "(Float -1.5)")]
    [TestCase("123456789012345678901234567890", "(Integer {\"int\":\"123456789012345678901234567890\"})")]
    [TestCase("- 1", "(Call (Integer 1) -@)")]
    [TestCase("+1", "(Integer 1)")]
    public void Numbers_have_bases_and_suffixes(string text, string expected) => Assert.That(Parse(text), Is.EqualTo(expected));

    [TestCase("-2 ** 2", "(Call (Call (Integer 2) ** (Arguments [(Integer 2)])) -@)")]
    [TestCase("-2.abs", "(Call (Integer -2) abs)")]
    [TestCase("-a ** b", "(Call (Call (Call^v a) ** (Arguments [(Call^v b)])) -@)")]
    [TestCase("2 ** -1", "(Call (Integer 2) ** (Arguments [(Integer -1)]))")]
    [TestCase("1.+ 2", "(Call (Integer 1) + (Arguments [(Integer 2)]))")]
    [TestCase("1..2", "(Range (Integer 1) (Integer 2))")]
    [TestCase("1.a", "(Call (Integer 1) a)")]
    public void Signs_bind_by_precedence(string text, string expected) => Assert.That(Parse(text), Is.EqualTo(expected));

    [TestCase("/a/", "(RegularExpression^ForcedUSAsciiEncoding \"a\")")]
    [TestCase(
        "/a#{b}c/mix",
        "(InterpolatedRegularExpression^IgnoreCase+Extended+MultiLine [(String \"a\") (EmbeddedStatements [(Call^v b)]) (String \"c\")])")]
    [TestCase("/a\\/b\\n/", "(RegularExpression^ForcedUSAsciiEncoding \"a/b\\\\n\")")]
    [TestCase("%r{a/b}i", "(RegularExpression^IgnoreCase+ForcedUSAsciiEncoding \"a/b\")")]
    [TestCase("/a/n", "(RegularExpression^Ascii8Bit+ForcedUSAsciiEncoding \"a\")")]
    [TestCase("//", "(RegularExpression^ForcedUSAsciiEncoding \"\")")]
    [TestCase("/\\u3042/", "(RegularExpression^ForcedUtf8Encoding \"\\\\u3042\")")]
    public void Regular_expressions_keep_their_escapes(string text, string expected) => Assert.That(Parse(text), Is.EqualTo(expected));

    [TestCase(
        "/(?<a>.)/ =~ b; a",
        "(MatchWrite (Call (RegularExpression^ForcedUSAsciiEncoding \"(?<a>.)\") =~ (Arguments [(Call^v b)])) [(LocalVariableTarget a)]) (LocalVariableRead a)")]
    [TestCase("/(?<A>.)/ =~ b", "(Call (RegularExpression^ForcedUSAsciiEncoding \"(?<A>.)\") =~ (Arguments [(Call^v b)]))")]
    [TestCase("a =~ /(?<b>.)/", "(Call (Call^v a) =~ (Arguments [(RegularExpression^ForcedUSAsciiEncoding \"(?<b>.)\")]))")]
    [TestCase("/\\(?<a>/ =~ b", "(Call (RegularExpression^ForcedUSAsciiEncoding \"\\\\(?<a>\") =~ (Arguments [(Call^v b)]))")]
    public void Named_groups_become_variables(string text, string expected) => Assert.That(Parse(text), Is.EqualTo(expected));

    [TestCase("1..2", "(Range (Integer 1) (Integer 2))")]
    [TestCase("1...2", "(Range^ExcludeEnd (Integer 1) (Integer 2))")]
    [TestCase("(1..)", "(Parentheses [(Range (Integer 1))])")]
    [TestCase("(..1)", "(Parentheses [(Range (Integer 1))])")]
    [TestCase("a[1..]", "(Call (Call^v a) [] (Arguments [(Range (Integer 1))]))")]
    [TestCase("1..a+1", "(Range (Integer 1) (Call (Call^v a) + (Arguments [(Integer 1)])))")]
    [TestCase("a..b ? 1 : 2", "(If (FlipFlop (Call^v a) (Call^v b)) [(Integer 1)] (Else [(Integer 2)]))")]
    public void Ranges_may_lack_an_end(string text, string expected) => Assert.That(Parse(text), Is.EqualTo(expected));

    [TestCase("[]", "(Array)")]
    [TestCase("[1, [2]]", "(Array [(Integer 1) (Array [(Integer 2)])])")]
    [TestCase("[*a, 1]", "(Array^ContainsSplat [(Splat (Call^v a)) (Integer 1)])")]
    [TestCase("[a: 1]", "(Array [(KeywordHash^SymbolKeys [(Assoc (Symbol \"a\") (Integer 1))])])")]
    [TestCase("[1, b => 2]", "(Array [(Integer 1) (KeywordHash [(Assoc (Call^v b) (Integer 2))])])")]
    [TestCase("{}", "(Hash)")]
    [TestCase("{a => 1}", "(Hash [(Assoc (Call^v a) (Integer 1))])")]
    [TestCase("{a: 1, **b}", "(Hash [(Assoc (Symbol \"a\") (Integer 1)) (AssocSplat (Call^v b))])")]
    [TestCase("{\"a\" => 1, b: 2}", "(Hash [(Assoc (String \"a\") (Integer 1)) (Assoc (Symbol \"b\") (Integer 2))])")]
    [TestCase("a[b, c]", "(Call (Call^v a) [] (Arguments [(Call^v b) (Call^v c)]))")]
    public void Collections_hold_elements(string text, string expected) => Assert.That(Parse(text), Is.EqualTo(expected));
}
