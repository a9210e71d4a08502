namespace Kernel.Ruby.Regexps;

/// <summary>The POSIX types as ASCII has them.</summary>
internal static class AsciiTypes
{
    /// <summary>All of ASCII.</summary>
    public static readonly CodeRanges All = CodeRanges.Of(0, 0x7F);

    private static readonly Dictionary<string, CodeRanges> Types = new()
    {
        ["alnum"] = CodeRanges.Of('0', '9', 'A', 'Z', 'a', 'z'),
        ["alpha"] = CodeRanges.Of('A', 'Z', 'a', 'z'),
        ["blank"] = CodeRanges.Of('\t', '\t', ' ', ' '),
        ["cntrl"] = CodeRanges.Of(0, 0x1F, 0x7F, 0x7F),
        ["digit"] = CodeRanges.Of('0', '9'),
        ["graph"] = CodeRanges.Of('!', '~'),
        ["lower"] = CodeRanges.Of('a', 'z'),
        ["print"] = CodeRanges.Of(' ', '~'),
        ["punct"] = CodeRanges.Of('!', '/', ':', '@', '[', '`', '{', '~'),
        ["space"] = CodeRanges.Of('\t', '\r', ' ', ' '),
        ["upper"] = CodeRanges.Of('A', 'Z'),
        ["xdigit"] = CodeRanges.Of('0', '9', 'A', 'F', 'a', 'f'),
        ["word"] = CodeRanges.Of('0', '9', 'A', 'Z', '_', '_', 'a', 'z'),
        ["ascii"] = All,
    };

    /// <summary>The ASCII codes of a type; null when there is none of that name.</summary>
    public static CodeRanges? Find(string name) => Types.GetValueOrDefault(name);

    /// <summary>A type that is the same in Unicode, so that its tables need not be read.</summary>
    public static CodeRanges? Whole(string name) => name is "ascii" or "xdigit" ? Types[name] : null;
}
