namespace Kernel.Ruby.Tests.Syntax;

/// <summary>Strings, characters, words, symbols and shell commands.</summary>
public sealed class StringsTests : ParserTests
{
    [TestCase("'a\\n\\'b'", "(String \"a\\\\n'b\")")]
    [TestCase("\"a\\n\\t\\\"\\s\\e\\0\"", "(String \"a\\n\\t\\\" \\u001b\\u0000\")")]
    [TestCase("\"\\x41\\101\\u0041\\u{42 43}\"", "(String \"AAABC\")")]
    [TestCase("\"\\C-a\\M-a\\c?\"", "(String^ForcedUtf8Encoding {\"bytes\":\"\\u0001á\"})")]
    [TestCase("'a' 'b'", "(InterpolatedString [(String \"a\") (String \"b\")])")]
    [TestCase("\"a\" 'b'", "(InterpolatedString [(String \"a\") (String \"b\")])")]
    [TestCase("\"a\" \\\n \"b\"", "(InterpolatedString [(String \"a\") (String \"b\")])")]
    [TestCase("\"a\\\nb\"", "(String \"ab\")")]
    public void Quotes_keep_or_resolve_escapes(string text, string expected) => Assert.That(Parse(text), Is.EqualTo(expected));

    [TestCase("\"a#{b}c\"", "(InterpolatedString [(String \"a\") (EmbeddedStatements [(Call^v b)]) (String \"c\")])")]
    [TestCase("\"#{a}#{b}\"", "(InterpolatedString [(EmbeddedStatements [(Call^v a)]) (EmbeddedStatements [(Call^v b)])])")]
    [TestCase(
        "\"a#{\"b#{c}\"}\"",
        "(InterpolatedString [(String \"a\") (EmbeddedStatements [(InterpolatedString [(String \"b\") (EmbeddedStatements [(Call^v c)])])])])")]
    [TestCase(
        "\"#@a #@@b #$c #$1\"",
        "(InterpolatedString [(EmbeddedVariable (InstanceVariableRead @a)) (String \" \") (EmbeddedVariable (ClassVariableRead @@b)) (String \" \") (EmbeddedVariable (GlobalVariableRead $c)) (String \" \") (EmbeddedVariable (NumberedReferenceRead 1))])")]
    [TestCase("\"#{}\"", "(InterpolatedString [(EmbeddedStatements)])")]
    [TestCase("\"\\#{a}\"", "(String \"#{a}\")")]
    [TestCase("\"#a\"", "(String \"#a\")")]
    [TestCase("\"#{a; b}\"", "(InterpolatedString [(EmbeddedStatements [(Call^v a) (Call^v b)])])")]
    [TestCase("'#{a}'", "(String \"#{a}\")")]
    public void Interpolation_embeds_code(string text, string expected) => Assert.That(Parse(text), Is.EqualTo(expected));

    [TestCase("%(a(b)c)", "(String \"a(b)c\")")]
    [TestCase("%q(a\\)b)", "(String \"a)b\")")]
    [TestCase("%Q[a#{b}]", "(InterpolatedString [(String \"a\") (EmbeddedStatements [(Call^v b)])])")]
    [TestCase("%w[a b\\ c [d]]", "(Array [(String \"a\") (String \"b c\") (String \"[d]\")])")]
    [TestCase("%W[a#{b}c d]", "(Array [(InterpolatedString [(String \"a\") (EmbeddedStatements [(Call^v b)]) (String \"c\")]) (String \"d\")])")]
    [TestCase("%i[a b]", "(Array [(Symbol \"a\") (Symbol \"b\")])")]
    [TestCase("%I[a#{b} c]", "(Array [(InterpolatedSymbol [(String \"a\") (EmbeddedStatements [(Call^v b)])]) (Symbol \"c\")])")]
    [TestCase("%w[\na\nb\n]", "(Array [(String \"a\") (String \"b\")])")]
    [TestCase("%|a|", "(String \"a\")")]
    [TestCase("%s(a)", "(Symbol \"a\")")]
    [TestCase("%x(a)", "(XString \"a\")")]
    public void Percent_literals_nest_delimiters(string text, string expected) => Assert.That(Parse(text), Is.EqualTo(expected));

    [TestCase("?a", "(String \"a\")")]
    [TestCase("?\\n", "(String \"\\n\")")]
    [TestCase("?あ", "(String \"あ\")")]
    [TestCase("[?a, ?b]", "(Array [(String \"a\") (String \"b\")])")]
    [TestCase("a ? ?b : ?c", "(If (Call^v a) [(String \"b\")] (Else [(String \"c\")]))")]
    public void Characters_are_strings(string text, string expected) => Assert.That(Parse(text), Is.EqualTo(expected));

    [TestCase(":a", "(Symbol \"a\")")]
    [TestCase(":a?", "(Symbol \"a?\")")]
    [TestCase(":a=", "(Symbol \"a=\")")]
    [TestCase(":A", "(Symbol \"A\")")]
    [TestCase(":+", "(Symbol \"+\")")]
    [TestCase(":[]=", "(Symbol \"[]=\")")]
    [TestCase(":!", "(Symbol \"!\")")]
    [TestCase(":\"a b\"", "(Symbol \"a b\")")]
    [TestCase(":'a'", "(Symbol \"a\")")]
    [TestCase(":\"a#{b}\"", "(InterpolatedSymbol [(String \"a\") (EmbeddedStatements [(Call^v b)])])")]
    [TestCase(":@a", "(Symbol \"@a\")")]
    [TestCase(":@@a", "(Symbol \"@@a\")")]
    [TestCase(":$a", "(Symbol \"$a\")")]
    [TestCase(":if", "(Symbol \"if\")")]
    [TestCase("{a: 1}", "(Hash [(Assoc (Symbol \"a\") (Integer 1))])")]
    [TestCase("{\"a\": 1}", "(Hash [(Assoc (Symbol \"a\") (Integer 1))])")]
    [TestCase("{\"a#{b}\": 1}", "(Hash [(Assoc (InterpolatedSymbol [(String \"a\") (EmbeddedStatements [(Call^v b)])]) (Integer 1))])")]
    [TestCase("a ? b : :c", "(If (Call^v a) [(Call^v b)] (Else [(Symbol \"c\")]))")]
    [TestCase("{:a=>1}", "(Hash [(Assoc (Symbol \"a\") (Integer 1))])")]
    public void Symbols_take_every_name(string text, string expected) => Assert.That(Parse(text), Is.EqualTo(expected));

    [TestCase("`a`", "(XString \"a\")")]
    [TestCase("`a#{b}`", "(InterpolatedXString [(String \"a\") (EmbeddedStatements [(Call^v b)])])")]
    public void Shell_commands_interpolate(string text, string expected) => Assert.That(Parse(text), Is.EqualTo(expected));

    [TestCase("__FILE__", "(SourceFile \"test.rb\")")]
    [TestCase("__LINE__", "(SourceLine)")]
    [TestCase("__ENCODING__", "(SourceEncoding)")]
    [TestCase("__method__", "(Call^v __method__)")]
    public void Names_of_the_source(string text, string expected) => Assert.That(Parse(text), Is.EqualTo(expected));
}
