namespace EndToEnd.Transcripts;

/// <summary>A line that a VM evaluates, and what it answers.</summary>
/// <param name="Vm">The VM's name.</param>
/// <param name="Code">The line; of Smalltalk behind <c>st </c>.</param>
/// <param name="Answer">What the value inspects as, or <c>!! Class: message</c>, or <c>!! Class</c>; empty when only no error is expected.</param>
public sealed record TranscriptStep(string Vm, string Code, string Answer)
{
    /// <summary>An exception is expected, whatever its message.</summary>
    public bool NamesOnlyAClass => Answer.StartsWith("!! ", StringComparison.Ordinal) && !Answer.Contains(": ", StringComparison.Ordinal);
}
