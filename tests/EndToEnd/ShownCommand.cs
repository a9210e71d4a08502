using System.Text.RegularExpressions;

namespace EndToEnd;

/// <summary>
/// A command in a README and what it prints. They stand in blocks that are marked <c>console</c>: a line that begins with
/// "$ " is a command, the lines up to the next one are its output, both streams together; "…" stands for any text.
/// </summary>
/// <param name="Line">Line of the command in its file, from 1.</param>
/// <param name="Command">What is typed.</param>
/// <param name="Output">What comes.</param>
public sealed record ShownCommand(int Line, string Command, string Output)
{
    private const string Prompt = "$ ";

    /// <summary>All commands of a file, in order.</summary>
    public static IReadOnlyList<ShownCommand> In(string file)
    {
        List<ShownCommand> found = [];
        bool isInside = false;
        int number = 0;
        foreach (string line in File.ReadLines(file))
        {
            number++;
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                isInside = line == "```console";
            }
            else if (isInside && line.StartsWith(Prompt, StringComparison.Ordinal))
            {
                found.Add(new ShownCommand(number, line[Prompt.Length..], ""));
            }
            else if (isInside)
            {
                found[^1] = found[^1] with { Output = found[^1].Output + line + "\n" };
            }
        }

        return found;
    }

    /// <summary>Whether this is what was to come.</summary>
    public bool Matches(string output) =>
        Regex.IsMatch(output, "\\A" + Regex.Escape(Output).Replace("…", ".*", StringComparison.Ordinal) + "\\z");
}
