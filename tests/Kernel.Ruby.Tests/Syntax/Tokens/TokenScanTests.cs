using Kernel.Ruby.Syntax.Tokens;

namespace Kernel.Ruby.Tests.Syntax.Tokens;

/// <summary>Text as tokens while it is typed.</summary>
public sealed class TokenScanTests
{
    private const string Inserted = "\"'{}()[]#/%:?<\n @$|&.=é";

    private static readonly string[] Snippets =
    [
        "def f(a, *b, k: 1, **o, &blk)\n  return a if b.empty? # why\n  blk.call(%w[x #{y} z], /a#{1}b/i, ?c, :\"s#{2}\", <<~X, <<'Y') { |q| q ? 1 : 2 }\n    text #{a} \"q\"\n  X\nraw #{no}\nY\nend\n",
        "class << self; alias foo= bar; undef x; end\n=begin\nc\n=end\nBEGIN { puts `ls #{x}` }\n__END__\ndata",
        "case [1, {a: 2}] in [Integer => n, {a:}] if n > 1 then p(n) else nil end",
        "x = y / 2 / z; puts /re/ =~ s, %i(a b), -> (m) do m ** 2 end, a&.b, 1..2, 0x1f, 1.5e-3, 2ri, $~, $1, @@v, @v",
        "while a do b end until c; for i in 1..3 do p i end; begin; rescue A => e; ensure; end while true",
        "日本 = \"語#{é}\" 'x\\'y' %q(a(b)c)",
    ];

    [TestCase("x = 1", "Identifier:x Operator:= Number:1")]
    [TestCase("foo.class", "Identifier:foo Punctuation:. Identifier:class")]
    [TestCase("def end; end", "Keyword:def MethodName:end Punctuation:; Keyword:end")]
    [TestCase("def self.a=(v)", "Keyword:def ValueKeyword:self Punctuation:. MethodName:a= Bracket:( Identifier:v Bracket:)")]
    [TestCase("{a: 1, if: 2}", "Bracket:{ Label:a: Number:1 Punctuation:, Label:if: Number:2 Bracket:}")]
    [TestCase("{\"a b\": 1}", "Bracket:{ StringDelimiter:\" String:a b Label:\": Number:1 Bracket:}")]
    [TestCase("a ? b : c", "Identifier:a Operator:? Identifier:b Punctuation:: Identifier:c")]
    [TestCase("\"a#{b}c\"", "StringDelimiter:\" String:a Embedding:#{ Identifier:b Embedding:} String:c StringDelimiter:\"")]
    [TestCase("\"#@a\"", "StringDelimiter:\" Embedding:# InstanceVariable:@a StringDelimiter:\"")]
    [TestCase("a / b", "Identifier:a Operator:/ Identifier:b")]
    [TestCase("puts /b/", "Identifier:puts Regexp:/ Regexp:b Regexp:/")]
    [TestCase("a = 1; a /b/ 2", "Identifier:a Operator:= Number:1 Punctuation:; Identifier:a Operator:/ Identifier:b Operator:/ Number:2")]
    [TestCase("x = /a/", "Identifier:x Operator:= Regexp:/ Regexp:a Regexp:/")]
    [TestCase("puts %w[a b]", "Identifier:puts StringDelimiter:%w[ String:a b StringDelimiter:]")]
    [TestCase("a % b", "Identifier:a Operator:% Identifier:b")]
    [TestCase(":a", "Symbol::a")]
    [TestCase(":[]=", "Symbol::[]=")]
    [TestCase("a ? :b : :c", "Identifier:a Operator:? Symbol::b Punctuation:: Symbol::c")]
    [TestCase("A::B", "Constant:A Punctuation::: Constant:B")]
    [TestCase("?a", "String:?a")]
    [TestCase("x << y", "Identifier:x Operator:<< Identifier:y")]
    [TestCase("1 # note", "Number:1 Comment:# note")]
    [TestCase("nil.to_a", "ValueKeyword:nil Punctuation:. Identifier:to_a")]
    [TestCase("@", "Invalid:@")]
    [TestCase("a § b", "Identifier:a Identifier:§ Identifier:b")]
    public void A_text_is_cut_into_tokens(string text, string tokens) => Assert.That(Show(text), Is.EqualTo(tokens));

    [TestCase("\"abc", "StringDelimiter:\" String:abc")]
    [TestCase("\"a#{b", "StringDelimiter:\" String:a Embedding:#{ Identifier:b")]
    [TestCase("%w[a b", "StringDelimiter:%w[ String:a b")]
    [TestCase("/a", "Regexp:/ Regexp:a")]
    [TestCase("foo(", "Identifier:foo Bracket:(")]
    [TestCase("foo.", "Identifier:foo Punctuation:.")]
    [TestCase("def ", "Keyword:def")]
    [TestCase("1__2 + x", "Invalid:_2 Operator:+ Identifier:x")]
    [TestCase(") 1 end \"x\"", "Bracket:) Number:1 Keyword:end StringDelimiter:\" String:x StringDelimiter:\"")]
    public void A_text_that_is_not_whole_or_wrong_is_cut_as_well(string text, string tokens) => Assert.That(Show(text), Does.EndWith(tokens[^Math.Min(tokens.Length, 200)..]));

    [Test]
    public void A_heredoc_stands_where_its_lines_stand() => Assert.That(
        Show("f(<<~A, 1)\n  x#{y}\nA\nz"),
        Is.EqualTo("Identifier:f Bracket:( StringDelimiter:<<~A Punctuation:, Number:1 Bracket:) Newline:\n String:  x Embedding:#{ Identifier:y Embedding:} String:\n StringDelimiter:A Identifier:z"));

    [Test]
    public void A_heredoc_without_end_takes_the_rest() =>
        Assert.That(Show("x = <<A\nab\ncd"), Is.EqualTo("Identifier:x Operator:= StringDelimiter:<<A Newline:\n String:ab\ncd"));

    [Test]
    public void Variables_that_the_caller_knows_take_no_arguments()
    {
        Assert.That(TokenScan.Of("a /b").Select(token => token.Category), Does.Contain(TokenCategory.Regexp));
        Assert.That(TokenScan.Of("a /b", ["a"]).Select(token => token.Category), Does.Not.Contain(TokenCategory.Regexp));
    }

    [Test]
    public void Offsets_count_characters()
    {
        const string Text = "日本 = \"😀\" + x";
        SourceToken last = TokenScan.Of(Text)[^1];
        Assert.That((last.Start, last.End), Is.EqualTo((Text.Length - 1, Text.Length)));
    }

    [Test]
    public void Whatever_the_text_tokens_stand_in_order_and_cover_all_but_white_space()
    {
        int seed = Random.Shared.Next();
        TestContext.Out.WriteLine($"seed {seed}");
        Random random = new(seed);
        for (int round = 0; round < 4000; round++)
        {
            string text = Mutate(Snippets[random.Next(Snippets.Length)], random);
            int from = 0;
            foreach (SourceToken token in TokenScan.Of(text))
            {
                Assert.That(token.Start, Is.GreaterThanOrEqualTo(from), () => $"overlap at {token} in {text}");
                Assert.That(token.End, Is.GreaterThan(token.Start).And.LessThanOrEqualTo(text.Length), () => text);
                Assert.That(text[from..token.Start].Trim(' ', '\n', '\t', '\r', '\\', '\0'), Is.Empty, () => $"before {token} in {text}");
                from = token.End;
            }
        }
    }

    private static string Mutate(string text, Random random)
    {
        for (int i = random.Next(6); i > 0; i--)
        {
            int at = random.Next(text.Length);
            int end = Math.Min(text.Length, at + random.Next(6));
            text = random.Next(3) switch
            {
                0 => text.Remove(at, end - at),
                1 => text.Insert(at, Inserted[random.Next(Inserted.Length)].ToString()),
                _ => text[..Math.Max(1, end)],
            };
            text = text.Length == 0 ? "x" : text;
        }

        return text;
    }

    private static string Show(string text) =>
        string.Join(' ', TokenScan.Of(text).Select(token => $"{token.Category}:{text[token.Start..token.End]}"));
}
