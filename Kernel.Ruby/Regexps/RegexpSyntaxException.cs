namespace Kernel.Ruby.Regexps;

/// <summary>A pattern that is wrong; the message says what, in MRI's words, without the pattern.</summary>
internal sealed class RegexpSyntaxException(string message) : Exception(message);
