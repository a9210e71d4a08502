namespace Kernel.Smalltalk.Sources;

/// <summary>The order in which a folder's sources load: its <c>load_order.txt</c>, one file name a line, <c>#</c> for comments.</summary>
public sealed class LoadOrder
{
    /// <summary>The name of the list in every folder that has one.</summary>
    public const string FileName = "load_order.txt";

    private LoadOrder(string folder, IReadOnlyList<string> files)
    {
        Folder = folder;
        Files = files;
    }

    /// <summary>The folder of the sources.</summary>
    public string Folder { get; }

    /// <summary>File names within the folder, in load order.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>Reads a folder's load order and holds it against the folder.</summary>
    /// <exception cref="LoadOrderException">The list is missing, lists a file twice or one that is missing, or leaves one out.</exception>
    public static LoadOrder Read(string folder, string extension = ".st")
    {
        string list = Path.Combine(folder, FileName);
        if (!File.Exists(list))
        {
            throw new LoadOrderException([$"{list}: no such file"]);
        }

        var faults = new List<string>();
        var lines = new Dictionary<string, int>();
        var files = new List<string>();
        int line = 0;
        foreach (string text in File.ReadLines(list))
        {
            line++;
            int comment = text.IndexOf('#');
            string name = (comment < 0 ? text : text[..comment]).Trim();
            if (name.Length == 0)
            {
                continue;
            }

            if (!lines.TryAdd(name, line))
            {
                faults.Add($"{list}:{line}: {name} is listed already in line {lines[name]}");
            }
            else if (!File.Exists(Path.Combine(folder, name)))
            {
                faults.Add($"{list}:{line}: {name} is listed but missing");
            }

            files.Add(name);
        }

        AddUnlisted(folder, extension, list, lines, faults);
        return faults.Count == 0 ? new LoadOrder(folder, files) : throw new LoadOrderException(faults);
    }

    /// <summary>Reads every class file, in order.</summary>
    public IEnumerable<ClassSource> ReadClasses()
    {
        foreach (string file in Files)
        {
            yield return ClassSourceReader.ReadFile(Path.Combine(Folder, file));
        }
    }

    private static void AddUnlisted(string folder, string extension, string list, Dictionary<string, int> listed, List<string> faults)
    {
        var unlisted = new List<string>();
        foreach (string path in Directory.EnumerateFiles(folder, "*" + extension))
        {
            string name = Path.GetFileName(path);
            if (!listed.ContainsKey(name))
            {
                unlisted.Add($"{list}: {name} stands in the folder but is not listed");
            }
        }

        unlisted.Sort(StringComparer.Ordinal);
        faults.AddRange(unlisted);
    }
}
