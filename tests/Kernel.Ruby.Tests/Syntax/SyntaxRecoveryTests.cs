using Kernel.Ruby.Syntax;

namespace Kernel.Ruby.Tests.Syntax;

/// <summary>A text with several errors tells of all of them at once, and of none that only follows from another.</summary>
public sealed class SyntaxRecoveryTests : ParserTests
{
    [TestCase("x = )\ny = 1\nz = ]\n", "1:5 unexpected ')'", "3:5 unexpected ']'")]
    [TestCase("def a\n  1 +\nend\nb = [1, 2\nc = 3\n", "3:1 unexpected 'end'", "5:1 unexpected local variable or method, expecting ']'")]
    [TestCase("def a(b c)\n  yield\n  if b\n    A = 1\n  end\nend\nclass d\n  return\nend\nbreak\n",
        "1:9 unexpected local variable or method, expecting ')'", "7:7 class/module name must be a constant", "10:1 Invalid break")]
    [TestCase("if a == = b\n  c\nelsif d\n  e\nelse\n  f\nend\ng = }\n", "1:9 unexpected '='", "8:5 unexpected '}'")]
    [TestCase("while 1 2 do\n  c\nend\nd )\n", "1:9 unexpected number, expecting 'do' or ';' or a newline", "4:3 unexpected ')'")]
    [TestCase("a(1 2) do |b|\n  \"the end\"\nend\n", "1:5 unexpected number, expecting ')'")]
    [TestCase("a(1 2,\n  3)\nb\n", "1:5 unexpected number, expecting ')'")]
    [TestCase("a { |b|\n  b = )\n  c = ]\n}\n", "2:7 unexpected ')'", "3:7 unexpected ']'")]
    [TestCase("p \"#{1 +}\"\n$1 = 2\n", "1:9 unexpected '}'", "2:1 Can't set variable $1")]
    [TestCase("a\nend\nb\nend\n", "2:1 unexpected 'end'", "4:1 unexpected 'end'")]
    [TestCase("def a(b, b)\nend\nnil = 4\ndef c; D = 1; end\n", "1:10 duplicated argument name 'b'", "3:1 Can't assign to nil", "4:8 dynamic constant assignment")]
    [TestCase("@1\n@@2\n$\n", "1:1 '@1' is not allowed as an instance variable name",
        "2:1 '@@2' is not allowed as a class variable name", "3:1 '$' without a name is not allowed as a global variable name")]
    [TestCase("case a\nwhen 1 2\n  b\nwhen 3 then c\nelse d\nend\ne = )\n", "2:8 unexpected number, expecting 'then' or ';' or a newline", "7:5 unexpected ')'")]
    public void Each_mistake_is_told_once(string text, params string[] expected)
    {
        ParseResult result = RubyParser.Parse(new Source(text, "test.rb"));
        Assert.That(result.Errors.Select(error => $"{error.Line}:{error.Column} {error.Message}"), Is.EqualTo(expected));
        Assert.That(result.Program, Is.Null);
    }

    [Test]
    public void The_lines_between_errors_are_shown_once_and_gaps_are_marked()
    {
        string text = string.Concat(Enumerable.Range(1, 11).Select(line => line is 2 or 4 or 11 ? "$1 = $2 = 0\n" : $"line{line}\n"));
        Assert.That(TextOf(text), Is.EqualTo("""
            test.rb:2: syntax errors found
               1 | line1
            >  2 | $1 = $2 = 0
                 | ^~ Can't set variable $1
                 |      ^~ Can't set variable $2
               3 | line3
            >  4 | $1 = $2 = 0
                 | ^~ Can't set variable $1
                 |      ^~ Can't set variable $2
               5 | line5
               6 | line6
              ~~~~~~
               9 | line9
              10 | line10
            > 11 | $1 = $2 = 0
                 | ^~ Can't set variable $1
                 |      ^~ Can't set variable $2

            """));
    }

    [Test]
    public void A_long_line_is_cut_around_its_mark()
    {
        string text = $"a = \"{new string('x', 40)}\"; $1 = 2; b = \"{new string('y', 40)}\"\n";
        Assert.That(TextOf(text), Is.EqualTo($"test.rb:1: syntax error found\n> 1 | ... $1 = 2; b = \"{new string('y', 19)} ...\n    |     ^~ Can't set variable $1\n"));
    }

    [Test]
    public void A_line_that_is_no_text_is_not_shown()
    {
        ParseResult result = RubyParser.Parse(new Source([(byte)'"', 0xf0, (byte)'"'], "test.rb"));
        Assert.That(result.ErrorText, Is.EqualTo("test.rb:1: syntax error found\ntest.rb:1: invalid multibyte character 0xF0"));
    }

    [Test]
    public void What_follows_may_catch_the_jumps_of_a_text_that_ends_too_early() =>
        Assert.That(RubyParser.Parse(new Source("begin\n  break\n", "test.rb")).Errors, Has.Count.EqualTo(1).And.All.Property("IsAtEnd").True);

    [Test]
    public void A_text_full_of_mistakes_is_given_up()
    {
        ParseResult result = RubyParser.Parse(new Source(string.Concat(Enumerable.Repeat("a = )\n", 1000)), "test.rb"));
        Assert.That(result.Errors, Has.Count.InRange(50, 51));
    }
}
