using Gem.Client.Commands.Irb.Terminals;

namespace Gem.Client.Tests.Irb.Terminals;

/// <summary>Columns of characters.</summary>
public sealed class CharacterWidthTests
{
    [TestCase("abc", 3)]
    [TestCase("日本", 4)]
    [TestCase("e\u0301", 1)]
    [TestCase("한글", 4)]
    [TestCase("😀", 2)]
    [TestCase("👍🏽", 2)]
    [TestCase("❤\uFE0F", 2)]
    [TestCase("ｱ", 1)]
    [TestCase("Ａ", 2)]
    public void A_text_is_as_wide_as_terminals_show_it(string text, int columns) => Assert.That(CharacterWidth.OfText(text), Is.EqualTo(columns));
}
