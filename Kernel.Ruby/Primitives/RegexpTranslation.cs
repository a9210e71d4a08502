namespace Kernel.Ruby.Primitives;

/// <summary>A pattern in .NET's syntax, and its groups.</summary>
/// <param name="Pattern">The translated pattern; every group carries its number.</param>
/// <param name="GroupCount">Groups beside the whole match.</param>
/// <param name="Names">Group names in order of appearance, with the numbers that bear them.</param>
internal sealed record RegexpTranslation(string Pattern, int GroupCount, List<KeyValuePair<string, List<int>>> Names);
