namespace Kernel.Ruby.Interactive;

/// <summary>Names under a title, as a listing shows them: <c>Array#methods</c>, <c>locals</c>.</summary>
public sealed record NameGroup(string Title, IReadOnlyList<string> Names);
