using System.Globalization;
using System.Text;

namespace Kernel.Ruby.Syntax;

/// <summary>Why and where a source text is not Ruby.</summary>
/// <param name="FileName">The file.</param>
/// <param name="Line">The line, counted from the source's first.</param>
/// <param name="Column">The column in bytes, from 1.</param>
/// <param name="Message">What is wrong, without the place.</param>
/// <param name="LineText">The text of the line.</param>
/// <param name="IsAtEnd">The text ended too early: an interactive shell asks for another line.</param>
public sealed record SyntaxError(
    string FileName, int Line, int Column, string Message, string LineText, bool IsAtEnd)
{
    /// <summary>Length of an unknown encoding's name in a magic comment, which is no error of syntax; 0 for those.</summary>
    public int EncodingNameLength { get; init; }

    /// <summary>The lines before, up to two.</summary>
    public string[] Before { get; init; } = [];

    /// <summary>The lines behind, up to two.</summary>
    public string[] After { get; init; } = [];

    /// <summary>
    /// The place, then the line and those around it, with a caret below the column and what is wrong there: as MRI 3.4 shows it.
    /// </summary>
    public override string ToString()
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{FileName}:{Line}: {(EncodingNameLength > 0 ? Message : "syntax error found")}\n");
        int width = Number(Line + After.Length).Length;
        for (int i = 0; i < Before.Length; i++)
        {
            AppendLine(text, "  ", Number(Line - Before.Length + i), width, Before[i]);
        }

        AppendLine(text, "> ", Number(Line), width, LineText);
        AppendLine(text, "  ", "", width, $"{new string(' ', Math.Max(0, Column - 1))}^{(EncodingNameLength > 0 ? new string('~', EncodingNameLength - 1) : " " + Message)}");
        for (int i = 0; i < After.Length; i++)
        {
            AppendLine(text, "  ", Number(Line + 1 + i), width, After[i]);
        }

        return text.ToString();
    }

    private static string Number(int line) => line.ToString(CultureInfo.InvariantCulture);

    private static void AppendLine(StringBuilder text, string mark, string number, int width, string line) =>
        text.Append(mark).Append(number.PadLeft(width)).Append(" | ").Append(line.Replace('\t', ' ')).Append('\n');
}
