using Kernel.Ruby.Syntax;

namespace Kernel.Ruby.Tests.Syntax;

/// <summary>What is rejected, and how the error names the culprit.</summary>
public sealed class SyntaxErrorTests : ParserTests
{
    [Test]
    public void An_error_names_file_line_column_and_shows_the_line()
    {
        Assert.That(TextOf("a = 1\nb = )\n"), Is.EqualTo("test.rb:2: syntax error found\n  1 | a = 1\n> 2 | b = )\n    |     ^ unexpected ')'\n"));
    }

    [TestCase("a = [1,")]
    [TestCase("def a")]
    [TestCase("if a")]
    [TestCase("a do")]
    [TestCase("\"a")]
    [TestCase("<<A\nb")]
    [TestCase("a +")]
    [TestCase("a.")]
    [TestCase("\"#{a")]
    [TestCase("=begin\n")]
    public void A_text_that_could_go_on_says_so(string text) => Assert.That(ErrorOf(text).IsAtEnd, Is.True);

    [TestCase("a b c)", "unexpected ')'")]
    [TestCase("end", "unexpected 'end'")]
    [TestCase("class a; end", "class/module name must be a constant")]
    [TestCase("def a; A = 1; end", "dynamic constant assignment")]
    [TestCase("def a; class B; end; end", "class definition in method body")]
    [TestCase("def a(b, b); end", "duplicated argument name 'b'")]
    [TestCase("def a(&b, c); end", "unexpected parameter order")]
    [TestCase("a(&b) { }", "both block arg and actual block given")]
    [TestCase("a = return", "unexpected void value expression")]
    [TestCase("[a b]", "without parentheses")]
    [TestCase("1 == 2 == 3", "unexpected '=='")]
    [TestCase("yield", "Invalid yield")]
    [TestCase("{a!=> 1}", "unexpected")]
    [TestCase("{a!:}", "identifier a! is not valid to get")]
    [TestCase("proc { |x| it }", "'it' is not allowed when an ordinary parameter is defined")]
    [TestCase("-> { _1; it }", "'it' is not allowed when a numbered parameter is already used")]
    [TestCase("def m(**); ->(**) { p(**) }; end", "anonymous keyword rest parameter is also used within block")]
    [TestCase("nil = 1", "Can't assign to nil")]
    [TestCase("self = 1", "Can't change the value of self")]
    [TestCase("__FILE__ = 1", "Can't assign to __FILE__")]
    [TestCase("$& = 1", "Can't set variable $&")]
    [TestCase("$1 += 1", "Can't set variable $1")]
    [TestCase("break", "Invalid break")]
    [TestCase("retry", "Invalid retry without rescue")]
    [TestCase("class A; return; end", "Invalid return")]
    [TestCase("a(*)", "anonymous '*'")]
    [TestCase("case a; in {b:, b:} then c; end", "duplicated")]
    [TestCase("case a; in [b, b] then c; end", "duplicated variable name 'b'")]
    [TestCase("case a; in b | 1 then c; end", "illegal variable in alternative pattern (b)")]
    [TestCase("case a; in ^b then c; end", "b: no such local variable")]
    [TestCase("a { |b| _1 }", "numbered parameter is not allowed")]
    [TestCase("_1 = 1", "_1 is reserved")]
    [TestCase("1__0", "invalid underscore")]
    [TestCase("0b2", "without digits")]
    [TestCase("08", "invalid digit '8'")]
    [TestCase("\"\\u{110000}\"", "invalid Unicode escape sequence")]
    [TestCase("/a/y", "unknown regexp option - y")]
    [TestCase("@1", "not allowed as an instance variable name")]
    [TestCase("a&.b, c = 1", "&.")]
    [TestCase("[not a]", "without parentheses")]
    [TestCase("a + b c", "without parentheses")]
    [TestCase("-a b", "without parentheses")]
    [TestCase("a(b\n, c)", "expecting ')'")]
    [TestCase(":\"\\xff\"", "invalid symbol in encoding UTF-8")]
    [TestCase("a[&b] = 1", "block arg given in index assignment")]
    [TestCase("a[b: 1] = 1", "keyword arg given in index assignment")]
    [TestCase("1..2..3", "unexpected '..'")]
    [TestCase("-> { _1; -> { _1 } }", "already used in another block")]
    [TestCase("def (1).a; end", "singleton for literals")]
    [TestCase("def a(b,); end", "unexpected ','")]
    [TestCase("if a\n  b\n", "to close the 'if' of line 1")]
    [TestCase("{a: 1, 2}", "expecting '=>'")]
    [TestCase("1 = 2", "unexpected '='")]
    [TestCase("def a=(b) = 1", "setter method")]
    [TestCase("alias $a $1", "expecting a global variable")]
    public void Bad_programs_are_rejected_with_a_reason(string text, string reason) =>
        Assert.That(ErrorOf(text).Message, Does.Contain(reason));

    [Test]
    public void Deep_nesting_is_an_error_and_not_a_crash()
    {
        string text = new string('(', 1_000_000);
        Assert.That(ErrorOf(text).Message, Is.EqualTo("nesting too deep"));
    }

    [Test]
    public void Every_prefix_of_a_program_parses_or_is_an_error()
    {
        const string Program = """
            class A < B # comment
              def c(d, *e, f: 1, **g, &h) = d.each { |i, (j, k)| "#{i + 1}" << <<~L if j }
                text #{k}
              L
              case x in {a: [Integer => b, *], **nil} then p(%w[a b], /c/i, :d, ?e, 1.5r) else @a ||= $b end rescue nil
            end
            """;
        for (int length = 0; length <= Program.Length; length++)
        {
            ParseResult result = RubyParser.Parse(new Source(Program[..length], "test.rb"));
            Assert.That(result.Error is null, Is.EqualTo(result.Program is not null));
        }
    }
}
