using System.Text.RegularExpressions;

namespace EndToEnd.Transcripts;

/// <summary>An example of what several VMs on one stone do, a step after the other.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Steps">The steps.</param>
public sealed partial record Transcript(string Title, IReadOnlyList<TranscriptStep> Steps)
{
    /// <summary>
    /// The examples of a text. A title begins with <c>## </c>, a step is <c>vm&gt; code</c> or, in Smalltalk, <c>vm st&gt; code</c>, and the
    /// line behind it may say with <c>=&gt; </c> or <c>!! </c> what is answered. Other lines are for the reader.
    /// </summary>
    public static IEnumerable<Transcript> ReadAll(IEnumerable<string> lines)
    {
        List<TranscriptStep>? steps = null;
        string title = "";
        foreach (string line in lines)
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                if (steps is not null)
                {
                    yield return new Transcript(title, steps);
                }

                (title, steps) = (line[3..], []);
            }
            else if (steps is not null && Step().Match(line) is { Success: true } step)
            {
                steps.Add(new TranscriptStep(step.Groups["vm"].Value, (step.Groups["smalltalk"].Value + step.Groups["code"].Value).TrimStart(), ""));
            }
            else if (steps is { Count: > 0 } && (line.StartsWith("=> ", StringComparison.Ordinal) || line.StartsWith("!! ", StringComparison.Ordinal)))
            {
                steps[^1] = steps[^1] with { Answer = line[0] == '=' ? line[3..] : line };
            }
        }

        if (steps is not null)
        {
            yield return new Transcript(title, steps);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Title;

    [GeneratedRegex("^(?<vm>[a-zA-Z]+)( (?<smalltalk>st))?>(?<code> .*)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Step();
}
