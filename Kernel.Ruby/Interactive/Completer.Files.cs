using Gem.Vm.Values;
using Kernel.Ruby.Syntax.Tokens;

namespace Kernel.Ruby.Interactive;

/// <summary>File names in strings: features behind <c>require</c>, and any string that begins as a path does.</summary>
public sealed partial class Completer
{
    /// <summary>Completes in the string that the text ends in; null when it ends in none.</summary>
    private Completion? OpenLiteral(string text, IReadOnlyList<SourceToken> tokens)
    {
        int opening = -1;
        for (int i = tokens.Count - 1; i >= 0 && opening < 0; i--)
        {
            if (tokens[i].Category is not (TokenCategory.String or TokenCategory.StringDelimiter))
            {
                return null;
            }

            opening = tokens[i] is { Category: TokenCategory.StringDelimiter, Role: TokenRole.Opens } ? i : -1;
        }

        if (opening < 0)
        {
            return null;
        }

        int start = tokens[opening].End;
        string typed = text[start..];
        string caller = CallerOf(text, tokens, opening);
        if (caller is "require" or "load")
        {
            return Pick(start, typed, typed is ['.' or '/' or '~', ..] ? Paths(typed, caller == "require") : Features(typed, caller == "require"));
        }

        if (caller == "require_relative")
        {
            return Pick(start, typed, Paths(typed, dropsExtension: true));
        }

        return typed is ['/', ..] or ['.', '/', ..] or ['~', '/', ..] ? Pick(start, typed, Paths(typed, dropsExtension: false)) : null;
    }

    private static string CallerOf(string text, IReadOnlyList<SourceToken> tokens, int opening)
    {
        int before = opening - 1;
        before -= before >= 0 && tokens[before].In(text) is "(" ? 1 : 0;
        return before >= 0 && tokens[before].Category == TokenCategory.Identifier ? tokens[before].In(text).ToString() : "";
    }

    private List<string> Features(string typed, bool dropsExtension)
    {
        List<string> features = [];
        ArrayObject folders = runtime.LoadPath;
        for (int i = 0; i < folders.Count; i++)
        {
            if (_vm.Load(ref folders.Slot(i)).Ref is StringObject folder)
            {
                AddFiles(Path.GetFullPath(folder.ToString()), typed, dropsExtension, onlyRuby: true, features);
            }
        }

        return features;
    }

    private static List<string> Paths(string typed, bool dropsExtension)
    {
        List<string> paths = [];
        AddFiles(Directory.GetCurrentDirectory(), typed, dropsExtension, onlyRuby: dropsExtension, paths);
        return paths;
    }

    /// <summary>Adds the files and folders beside what was typed, written as it was: relative, absolute, or from home.</summary>
    private static void AddFiles(string root, string typed, bool dropsExtension, bool onlyRuby, List<string> found)
    {
        string typedFolder = typed[..(typed.LastIndexOf('/') + 1)];
        string folder = typedFolder.StartsWith("~/", StringComparison.Ordinal)
            ? Environment.GetEnvironmentVariable("HOME") + typedFolder[1..]
            : Path.GetFullPath(typedFolder, root);
        try
        {
            foreach (string child in Directory.EnumerateDirectories(folder))
            {
                found.Add(typedFolder + Path.GetFileName(child) + "/");
            }

            foreach (string file in Directory.EnumerateFiles(folder, onlyRuby ? "*.rb" : "*"))
            {
                found.Add(typedFolder + (dropsExtension ? Path.GetFileNameWithoutExtension(file) : Path.GetFileName(file)));
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Nothing to offer there.
        }
    }
}
