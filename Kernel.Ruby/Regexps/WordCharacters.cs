namespace Kernel.Ruby.Regexps;

/// <summary>The word characters of Unicode beyond ASCII, for \b.</summary>
internal static class WordCharacters
{
    private static CodeSet? _set;

    /// <summary>True when a code is one of a word.</summary>
    public static bool Contains(int code) => (_set ??= new CodeSet(UnicodeProperties.Find("word")!)).Contains(code);
}
