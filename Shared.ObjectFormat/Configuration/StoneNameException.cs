using System.Globalization;
using System.Text;

namespace Shared.ObjectFormat.Configuration;

/// <summary>A name that no stone can have; the message is one line, whatever characters the name has.</summary>
public sealed class StoneNameException(string name, int limit) : ArgumentException(
    $"\"{Shown(name)}\" is no name for a stone: letters, digits, - and _ only, no - at the beginning, {limit} characters at most.")
{
    private const int ShownCharacters = 60;

    /// <summary>The name as it can stand in a line: cut when it is long, `?` for what would break the line.</summary>
    private static string Shown(string name)
    {
        StringBuilder shown = new();
        foreach (Rune rune in name.EnumerateRunes().Take(ShownCharacters))
            shown.Append(BreaksLine(rune) ? "?" : rune.ToString());
        return shown.Length < name.Length ? shown.Append('…').ToString() : shown.ToString();
    }

    private static bool BreaksLine(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
