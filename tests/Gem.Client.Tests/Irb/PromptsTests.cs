using Gem.Client.Commands.Irb;
using Kernel.Ruby.Syntax.Tokens;

namespace Gem.Client.Tests.Irb;

/// <summary>Prompts: number and depth of a line, changes to commit.</summary>
public sealed class PromptsTests
{
    private const string Text = "def f\n  if a\n    1\n  end\nend";

    [TestCase(0, "maglev(main):007:0> ")]
    [TestCase(1, "maglev(main):008:1* ")]
    [TestCase(2, "maglev(main):009:2* ")]
    [TestCase(4, "maglev(main):011:1* ")]
    public void A_line_has_its_number_and_depth(int line, string prompt) =>
        Assert.That(new Prompts(PromptMode.Default, "main", 7, false).Of(line, Nesting()).ToString(), Is.EqualTo(prompt));

    [Test]
    public void A_plus_sign_tells_of_changes() =>
        Assert.That(new Prompts(PromptMode.Default, "main", 1, true).Of(0, Nesting()).ToString(), Is.EqualTo("maglev(main)+:001:0> "));

    [Test]
    public void Simple_prompts_are_short()
    {
        Prompts prompts = new(PromptMode.Simple, "main", 1, false);
        Assert.That(prompts.Of(0, Nesting()).ToString() + prompts.Of(1, Nesting()), Is.EqualTo(">> ?> "));
        Assert.That(new Prompts(PromptMode.Null, "main", 1, true).Of(0, Nesting()).ToString(), Is.Empty);
    }

    private static Nesting Nesting() => new(Text, TokenScan.Of(Text));
}
