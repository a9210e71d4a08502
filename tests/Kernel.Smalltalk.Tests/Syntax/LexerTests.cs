using System.Globalization;
using Kernel.Smalltalk.Syntax;

namespace Kernel.Smalltalk.Tests.Syntax;

public sealed class LexerTests
{
    [TestCase("foo", "Identifier foo")]
    [TestCase("foo: bar", "Keyword foo:, Identifier bar")]
    [TestCase("foo:=3", "Identifier foo, Assign :=, Integer 3")]
    [TestCase("x--5", "Identifier x, Binary -, Binary -, Integer 5")]
    [TestCase("a->b", "Identifier a, Binary ->, Identifier b")]
    [TestCase("#foo:bar: #+ #'a b' #->", "Symbol foo:bar:, Symbol +, Symbol a b, Symbol ->")]
    [TestCase("#foo:bar", "Symbol foo:, Identifier bar")]
    [TestCase("'it''s' $' $ $a", "String it's, Character $', Character $ , Character $a")]
    [TestCase("\"a comment\" x \"\" y", "Identifier x, Identifier y")]
    [TestCase("#( #[ ) ]", "LiteralArrayStart #(, ByteArrayStart #[, RightParenthesis ), RightBracket ]")]
    [TestCase("{ } ; . ^ :", "LeftBrace {, RightBrace }, Semicolon ;, Period ., Caret ^, Colon :")]
    [TestCase("x @ruby1:ljust: y", "Identifier x, EnvironmentKeyword ljust:, Identifier y")]
    [TestCase("x @ruby1:empty? @env0:size @ruby1:+ 3", "Identifier x, EnvironmentUnary empty?, EnvironmentUnary size, EnvironmentBinary +, Integer 3")]
    [TestCase("x @ruby1:name=: 3 @ruby1:[]: 4", "Identifier x, EnvironmentKeyword name=:, Integer 3, EnvironmentKeyword []:, Integer 4")]
    [TestCase("3 @ ruby1", "Integer 3, Binary @, Identifier ruby1")]
    [TestCase("été _x1", "Identifier été, Identifier _x1")]
    public void A_text_is_split_into_tokens(string text, string expected) => Assert.That(Tokens(text), Is.EqualTo(expected));

    [TestCase("16rFF", "255")]
    [TestCase("16rff", "255")]
    [TestCase("16#FF", "255")]
    [TestCase("36rZZ", "1295")]
    [TestCase("2r1e8", "256")]
    [TestCase("16r-A", "-10")]
    [TestCase("1e3", "1000")]
    [TestCase("1e0", "1")]
    [TestCase("123456789012345678901234567890", "123456789012345678901234567890")]
    [TestCase("16r1E2", "482")]
    public void An_integer_has_its_value(string text, string expected)
    {
        Token token = new Lexer(new SourceText("test.st", text)).Next();
        Assert.That(token.Kind, Is.EqualTo(TokenKind.Integer));
        Assert.That(token.Number.ToString(CultureInfo.InvariantCulture), Is.EqualTo(expected));
        Assert.That(token.Span.End, Is.EqualTo(text.Length));
    }

    [TestCase("1.5", 1.5)]
    [TestCase("1.5e3", 1500.0)]
    [TestCase("1.25e-2", 0.0125)]
    [TestCase("5e-1", 0.5)]
    [TestCase("1.5d2", 150.0)]
    [TestCase("2q0", 2.0)]
    public void A_float_has_its_value(string text, double expected)
    {
        Token token = new Lexer(new SourceText("test.st", text)).Next();
        Assert.That(token.Kind, Is.EqualTo(TokenKind.Float));
        Assert.That(token.Double, Is.EqualTo(expected));
    }

    [TestCase("1.50s2", 150, 2, 2)]
    [TestCase("1.505s", 1505, 3, 3)]
    [TestCase("3s4", 3, 0, 4)]
    [TestCase("2.5p1", 25, 1, 1)]
    public void A_scaled_decimal_keeps_digits_and_scale(string text, int digits, int fractionDigits, int scale)
    {
        Token token = new Lexer(new SourceText("test.st", text)).Next();
        Assert.That(token.Kind, Is.EqualTo(TokenKind.ScaledDecimal));
        Assert.That(((int)token.Number, token.FractionDigits, token.Scale), Is.EqualTo((digits, fractionDigits, scale)));
    }

    [TestCase("3 sin", "Integer 3, Identifier sin")]
    [TestCase("3sin", "Integer 3, Identifier sin")]
    [TestCase("3even", "Integer 3, Identifier even")]
    [TestCase("3.foo", "Integer 3, Period ., Identifier foo")]
    [TestCase("3.", "Integer 3, Period .")]
    public void A_number_ends_where_a_name_or_statement_begins(string text, string expected) => Assert.That(Tokens(text), Is.EqualTo(expected));

    [Test]
    public void A_character_beyond_the_basic_plane_is_one_character()
    {
        Token token = new Lexer(new SourceText("test.st", "$😀")).Next();
        Assert.That((int)token.Number, Is.EqualTo(0x1F600));
    }

    [TestCase("  'abc", 3, "this string is never closed")]
    [TestCase("\"abc", 1, "this comment is never closed")]
    [TestCase("37r1", 1, "radix 37 is not between 2 and 36")]
    [TestCase("8r19", 4, "'9' is not a digit of radix 8")]
    [TestCase("1e99999999999", 2, "this exponent is beyond the largest, 20000")]
    [TestCase("2r1e-3", 4, "a number with a radix cannot have a negative exponent")]
    [TestCase("a § b", 3, "unexpected character '§'")]
    [TestCase("a $", 3, "a character is missing behind '$'")]
    [TestCase("# foo", 1, "a symbol or array is missing behind '#'")]
    [TestCase("x @ruby999:foo", 3, "environment 999 is beyond the last, 255")]
    public void Bad_text_is_reported_at_its_column(string text, int column, string description)
    {
        var error = Assert.Throws<SmalltalkSyntaxException>(() => Tokens(text));
        Assert.That((error!.Position.Column, error.Description), Is.EqualTo((column, description)));
    }

    private static string Tokens(string text)
    {
        var lexer = new Lexer(new SourceText("test.st", text));
        var tokens = new List<string>();
        for (Token token = lexer.Next(); token.Kind != TokenKind.End; token = lexer.Next())
        {
            string meaning = token.Kind == TokenKind.Integer ? token.Number.ToString(CultureInfo.InvariantCulture) : token.Text;
            tokens.Add($"{token.Kind} {meaning}");
        }

        return string.Join(", ", tokens);
    }
}
