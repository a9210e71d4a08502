using Kernel.Ruby.Regexps.Nodes;

namespace Kernel.Ruby.Regexps.Parsing;

/// <summary>What a parenthesis opened.</summary>
/// <param name="Node">The group; null for options that hold from here on.</param>
/// <param name="IsPlain">(?:...): a repeat means all of it.</param>
/// <param name="IsOptions">(?i): options that hold from here on.</param>
/// <param name="Options">Those options.</param>
internal readonly record struct GroupResult(Node? Node, bool IsPlain = false, bool IsOptions = false, PatternOptions Options = PatternOptions.None);
