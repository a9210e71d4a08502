namespace Kernel.Ruby.Interactive;

/// <summary>Source with the place it came from.</summary>
/// <param name="Place"><c>file:line</c>.</param>
/// <param name="Text">The source, not indented.</param>
public sealed record SourceListing(string Place, string Text);
