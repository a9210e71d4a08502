using Gem.Vm;

namespace Kernel.Ruby;

/// <summary>
/// The kernel's Ruby files in the order they load: <c>alpha.rb</c>, the folders bootstrap, platform, common and delta in
/// the order of their <c>load_order.txt</c> (a file name a line, <c>#</c> for comments), then <c>loader.rb</c>.
/// </summary>
public sealed class KernelSources
{
    private static readonly string[] Folders = ["bootstrap", "platform", "common", "delta"];

    private readonly string _folder;

    /// <summary>The kernel in a folder. Nothing is read yet.</summary>
    public KernelSources(string folder) => _folder = folder;

    /// <summary>The stages in order. The first, <c>vm</c>, is the VM itself, which has no files.</summary>
    public static IReadOnlyList<string> Stages { get; } = ["vm", "alpha", .. Folders, "loader"];

    /// <summary>The kernel that lies beside the program.</summary>
    public static KernelSources Default => new(DefaultFolder);

    /// <summary>Folder of <see cref="Default"/>.</summary>
    public static string DefaultFolder => Path.Combine(AppContext.BaseDirectory, "kernel", "ruby");

    /// <summary>Folder of the library that <c>require</c> finds: it lies beside the kernel's own.</summary>
    public string LibraryFolder => Path.Combine(_folder, "lib");

    /// <summary>Paths relative to the kernel's folder, in load order.</summary>
    /// <exception cref="KernelException">A list is missing, or names a file twice or one that is missing, or leaves one out.</exception>
    public IReadOnlyList<string> Files()
    {
        List<string> files = ["alpha.rb"];
        List<string> faults = [];
        foreach (string stage in Folders)
        {
            AddStage(stage, files, faults);
        }

        files.Add("loader.rb");
        return faults.Count == 0 ? files : throw new KernelException(string.Join('\n', faults));
    }

    /// <summary>The stage of one of <see cref="Files"/>: its folder, or its name without ending.</summary>
    public static string StageOf(string file) => Path.GetDirectoryName(file) is { Length: > 0 } folder ? folder : Path.GetFileNameWithoutExtension(file);

    /// <summary>Those of <see cref="Files"/> that belong to a stage or an earlier one.</summary>
    public IReadOnlyList<string> FilesUntil(string stage)
    {
        HashSet<string> wanted = [.. Stages.TakeWhile(earlier => earlier != stage), stage];
        return [.. Files().Where(file => wanted.Contains(StageOf(file)))];
    }

    /// <summary>Content of one of <see cref="Files"/>.</summary>
    public byte[] Read(string file) => File.ReadAllBytes(PathOf(file));

    /// <summary>Full path of one of <see cref="Files"/>.</summary>
    public string PathOf(string file) => Path.Combine(_folder, file);

    private void AddStage(string stage, List<string> files, List<string> faults)
    {
        string stageFolder = Path.Combine(_folder, stage);
        string list = Path.Combine(stageFolder, "load_order.txt");
        if (!File.Exists(list))
        {
            faults.Add($"{list}: no such file");
            return;
        }

        HashSet<string> listed = new(StringComparer.Ordinal);
        foreach (string line in File.ReadLines(list))
        {
            int comment = line.IndexOf('#');
            string name = (comment < 0 ? line : line[..comment]).Trim();
            if (name.Length == 0)
            {
                continue;
            }

            if (!listed.Add(name))
            {
                faults.Add($"{list}: {name} is listed twice");
            }
            else if (!File.Exists(Path.Combine(stageFolder, name)))
            {
                faults.Add($"{list}: {name} is listed but missing");
            }
            else
            {
                files.Add($"{stage}/{name}");
            }
        }

        foreach (string path in Directory.EnumerateFiles(stageFolder, "*.rb").Order(StringComparer.Ordinal))
        {
            if (!listed.Contains(Path.GetFileName(path)))
            {
                faults.Add($"{list}: {Path.GetFileName(path)} stands in the folder but is not listed");
            }
        }
    }
}
