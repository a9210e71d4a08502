namespace Kernel.Ruby.Regexps.Parsing;

/// <summary>A name of groups.</summary>
/// <param name="Name">The name.</param>
/// <param name="Numbers">The groups that bear it.</param>
internal sealed record GroupName(string Name, List<int> Numbers);
