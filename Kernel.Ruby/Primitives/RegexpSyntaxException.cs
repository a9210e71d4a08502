namespace Kernel.Ruby.Primitives;

/// <summary>A pattern that is wrong, or uses something this engine does not have; the message names it.</summary>
internal sealed class RegexpSyntaxException(string message) : Exception(message);
