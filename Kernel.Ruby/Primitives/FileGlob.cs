namespace Kernel.Ruby.Primitives;

/// <summary>File patterns: <c>* ? [a-z] {a,b} **/</c> and backslash, as Dir.glob and File.fnmatch read them.</summary>
internal static class FileGlob
{
    public const int NoEscape = 1, PathName = 2, DotMatch = 4, CaseFold = 8, ExtGlob = 16;

    /// <summary>Paths that match a pattern, relative to a folder (empty: the current one), sorted within each folder.</summary>
    public static List<string> Find(string pattern, string folder, int flags)
    {
        List<string> found = [];
        foreach (string alternative in Braces(pattern))
        {
            if (alternative.Length == 0)
            {
                continue;
            }

            bool isAbsolute = alternative.StartsWith('/');
            string[] parts = alternative.Split('/', StringSplitOptions.RemoveEmptyEntries);
            Walk(isAbsolute ? "/" : "", folder, parts, 0, flags, alternative.EndsWith('/'), found);
        }

        return found;
    }

    /// <summary>True when a name matches as a whole.</summary>
    public static bool Matches(string pattern, string name, int flags)
    {
        if ((flags & ExtGlob) != 0)
        {
            return Braces(pattern).Exists(alternative => Matches(alternative, name, flags & ~ExtGlob));
        }

        if ((flags & PathName) == 0)
        {
            return MatchesPart(pattern, name, flags, true);
        }

        return MatchesParts(pattern.Split('/'), 0, name.Split('/'), 0, flags);
    }

    private static bool MatchesParts(string[] patterns, int p, string[] names, int n, int flags)
    {
        if (p == patterns.Length)
        {
            return n == names.Length;
        }

        if (patterns[p] == "**" && p < patterns.Length - 1)
        {
            for (int skip = n; skip <= names.Length; skip++)
            {
                if (MatchesParts(patterns, p + 1, names, skip, flags))
                {
                    return true;
                }

                if (skip < names.Length && names[skip].StartsWith('.') && (flags & DotMatch) == 0)
                {
                    break;
                }
            }

            return false;
        }

        return n < names.Length && MatchesPart(patterns[p], names[n], flags, true) && MatchesParts(patterns, p + 1, names, n + 1, flags);
    }

    private static void Walk(string prefix, string folder, string[] parts, int index, int flags, bool wantsFolder, List<string> found)
    {
        if (index == parts.Length)
        {
            found.Add(wantsFolder ? prefix + "/" : prefix);
            return;
        }

        string part = parts[index];
        bool isLast = index == parts.Length - 1;
        string Joined(string name) => prefix.Length == 0 || prefix.EndsWith('/') ? prefix + name : prefix + "/" + name;
        if (part.AsSpan().IndexOfAny("*?[\\") < 0)
        {
            string path = Joined(part);
            if (FileStatus.Read(Place(folder, path), false) is not null && (isLast ? !wantsFolder || IsFolder(folder, path) : IsFolder(folder, path)))
            {
                Walk(path, folder, parts, index + 1, flags, wantsFolder, found);
            }

            return;
        }

        bool isDeep = part == "**" && !isLast;
        if (isDeep)
        {
            Walk(prefix, folder, parts, index + 1, flags, wantsFolder, found);
        }

        foreach (string name in Names(Place(folder, prefix)))
        {
            string path = Joined(name);
            if (isDeep)
            {
                bool isHidden = name.StartsWith('.') && (flags & DotMatch) == 0;
                if (!isHidden && FileStatus.Read(Place(folder, path), false) is { IsFolder: true })
                {
                    Walk(path, folder, parts, index, flags, wantsFolder, found);
                }
            }
            else if (MatchesPart(part, name, flags, true) && (isLast && !wantsFolder || IsFolder(folder, path)))
            {
                Walk(path, folder, parts, index + 1, flags, wantsFolder, found);
            }
        }
    }

    private static bool IsFolder(string folder, string path) => FileStatus.Read(Place(folder, path)) is { IsFolder: true };

    private static string Place(string folder, string path) =>
        folder.Length == 0 || path.StartsWith('/') ? (path.Length == 0 ? "." : path) : folder + "/" + path;

    private static IEnumerable<string> Names(string folder)
    {
        try
        {
            return Directory.EnumerateFileSystemEntries(folder).Select(entry => Path.GetFileName(entry)).Order(StringComparer.Ordinal).ToArray();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static bool MatchesPart(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name, int flags, bool isStart)
    {
        if (isStart && name.StartsWith(".") && (flags & DotMatch) == 0 && !pattern.StartsWith("."))
        {
            return false;
        }

        while (!pattern.IsEmpty)
        {
            switch (pattern[0])
            {
                case '*':
                    for (int skip = 0; skip <= name.Length; skip++)
                    {
                        if (MatchesPart(pattern[1..], name[skip..], flags, false))
                        {
                            return true;
                        }
                    }

                    return false;
                case '[' when pattern.IndexOf(']') > 0:
                    if (name.IsEmpty || !MatchesSet(ref pattern, name[0], flags))
                    {
                        return false;
                    }

                    break;
                default:
                    if (pattern[0] == '\\' && (flags & NoEscape) == 0 && pattern.Length > 1)
                    {
                        pattern = pattern[1..];
                    }
                    else if (pattern[0] == '?' && !name.IsEmpty)
                    {
                        pattern = pattern[1..];
                        break;
                    }

                    if (name.IsEmpty || !Same(pattern[0], name[0], flags))
                    {
                        return false;
                    }

                    pattern = pattern[1..];
                    break;
            }

            name = name[1..];
        }

        return name.IsEmpty;
    }

    private static bool MatchesSet(ref ReadOnlySpan<char> pattern, char c, int flags)
    {
        int i = 1;
        bool negated = pattern[i] is '!' or '^';
        i += negated ? 1 : 0;
        bool matches = false;
        for (int first = i; i < pattern.Length && (pattern[i] != ']' || i == first); i++)
        {
            char low = pattern[i];
            char high = low;
            if (i + 2 < pattern.Length && pattern[i + 1] == '-' && pattern[i + 2] != ']')
            {
                high = pattern[i + 2];
                i += 2;
            }

            matches |= (c >= low && c <= high) || Same(c, low, flags);
        }

        pattern = pattern[Math.Min(i + 1, pattern.Length)..];
        return matches != negated;
    }

    private static bool Same(char left, char right, int flags) =>
        left == right || ((flags & CaseFold) != 0 && char.ToUpperInvariant(left) == char.ToUpperInvariant(right));

    /// <summary>The patterns a pattern with braces stands for.</summary>
    private static List<string> Braces(string pattern)
    {
        int open = pattern.IndexOf('{');
        int depth = 0;
        List<int> commas = [];
        for (int i = open; open >= 0 && i < pattern.Length; i++)
        {
            depth += pattern[i] == '{' ? 1 : pattern[i] == '}' ? -1 : 0;
            if (depth == 1 && pattern[i] == ',')
            {
                commas.Add(i);
            }

            if (depth == 0)
            {
                List<string> expanded = [];
                int start = open + 1;
                foreach (int end in (List<int>)[.. commas, i])
                {
                    expanded.AddRange(Braces(pattern[..open] + pattern[start..end] + pattern[(i + 1)..]));
                    start = end + 1;
                }

                return expanded;
            }
        }

        return [pattern];
    }
}
