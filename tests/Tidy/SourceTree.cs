namespace Tidy;

/// <summary>The checkout as the tidy test sees it.</summary>
public static class SourceTree
{
    private static readonly string[] SkippedFolders = ["bin", "obj", ".git", "TestResults", "node_modules"];

    /// <summary>What MAGLEV_HOME holds, when it is the checkout.</summary>
    private static readonly string[] GeneratedFolders = ["build", "data", "examples", "gemstone", "log", "run"];

    /// <summary>Root of the checkout: where Stone.sln stands.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Files with an extension, relative to the root, generated ones left out.</summary>
    public static IEnumerable<string> Files(params string[] extensions) => Walk(Root)
        .Where(file => extensions.Contains(Path.GetExtension(file)))
        .Select(file => Path.GetRelativePath(Root, file));

    /// <summary>Absolute path of a file of the tree.</summary>
    public static string Absolute(string relative) => Path.Combine(Root, relative);

    /// <summary>Text of a file of the tree.</summary>
    public static string Read(string relative) => File.ReadAllText(Absolute(relative));

    private static IEnumerable<string> Walk(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(folder))
        {
            yield return file;
        }

        string[] skipped = folder == Root ? [.. SkippedFolders, .. GeneratedFolders] : SkippedFolders;
        foreach (string child in Directory.EnumerateDirectories(folder).Where(child => !skipped.Contains(Path.GetFileName(child))))
        {
            foreach (string file in Walk(child))
            {
                yield return file;
            }
        }
    }

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Stone.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("Stone.sln was not found above the tests");
    }
}
