namespace EndToEnd;

/// <summary>How a command ended.</summary>
/// <param name="ExitStatus">Exit status.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Errors">Standard error.</param>
public sealed record CommandResult(int ExitStatus, string Output, string Errors)
{
    /// <summary>For failed assertions.</summary>
    public override string ToString() => $"exit {ExitStatus}\n--- output\n{Output}\n--- errors\n{Errors}";
}
