using Kernel.Ruby.Syntax;

namespace Kernel.Ruby.Tests.Syntax;

/// <summary>What the tests of all grammar areas share: parse and print.</summary>
public abstract class ParserTests
{
    /// <summary>The statements of a text that must parse, as <see cref="SyntaxTreeText"/> prints them.</summary>
    protected static string Parse(string text, ParseOptions? options = null)
    {
        ParseResult result = RubyParser.Parse(new Source(text, "test.rb"), options);
        Assert.That(result.Error, Is.Null, () => $"{text}\n{result.Error}");
        string printed = SyntaxTreeText.Of(result.Program!.Statements);
        return printed[1..^1].Replace("^IgnoreVisibility+VariableCall", "^v").Replace("^VariableCall+IgnoreVisibility", "^v")
            .Replace("^IgnoreVisibility", "");
    }

    /// <summary>What a user is shown of a text that must not parse.</summary>
    protected static string TextOf(string text) => RubyParser.Parse(new Source(text, "test.rb")).ErrorText;

    /// <summary>The first error of a text that must not parse.</summary>
    protected static SyntaxError ErrorOf(string text)
    {
        ParseResult result = RubyParser.Parse(new Source(text, "test.rb"));
        Assert.That(result.Error, Is.Not.Null, () => $"should not parse: {text}");
        Assert.That(result.Program, Is.Null);
        return result.Error!;
    }
}
