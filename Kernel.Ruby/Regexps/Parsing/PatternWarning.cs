namespace Kernel.Ruby.Regexps.Parsing;

/// <summary>Something doubtful in a pattern.</summary>
/// <param name="Message">What it is, without the pattern.</param>
/// <param name="IsVerbose">Said under -w only.</param>
internal sealed record PatternWarning(string Message, bool IsVerbose);
