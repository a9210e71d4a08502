namespace EndToEnd;

/// <summary>
/// A MAGLEV_HOME of its own with the programs and images of the checkout, so that nothing is built. Its stones are stopped
/// and it is removed at the end.
/// </summary>
public sealed class SeparateHome : IDisposable
{
    private readonly Dictionary<string, string> _environment;

    /// <summary>Makes the home.</summary>
    public SeparateHome()
    {
        Folder = Directory.CreateTempSubdirectory("mag").FullName;
        Directory.CreateDirectory(Under("build"));
        // The folder itself is the home's: it has the lock, and what is half-made.
        foreach (string entry in Directory.GetFileSystemEntries(Path.Combine(Installation.Home, "build"), "*.stamp"))
        {
            File.Copy(entry, Under("build", Path.GetFileName(entry)));
        }

        foreach (string program in (string[])["build/gem", "build/stone", "scripts"])
        {
            File.CreateSymbolicLink(Under(program), Path.Combine(program == "scripts" ? Installation.Checkout : Installation.Home, program));
        }

        File.CreateSymbolicLink(Under("examples"), Path.Combine(Installation.Checkout, "Kernel.Ruby", "examples"));
        foreach (string image in (string[])["gemstone/bin/extent0.dbf", "bin/extent0.ruby.dbf", "bin/kernel.fingerprints"])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Under(image))!);
            File.Copy(Path.Combine(Installation.Home, image), Under(image));
        }

        _environment = new() { ["MAGLEV_HOME"] = Folder };
    }

    /// <summary>Its path.</summary>
    public string Folder { get; }

    /// <summary>The variables that lead commands to it.</summary>
    public IReadOnlyDictionary<string, string> Environment => _environment;

    /// <summary>A path in it.</summary>
    public string Under(params string[] parts) => Path.Combine([Folder, .. parts]);

    /// <summary>Runs a command of scripts/ in it.</summary>
    public CommandResult Run(string command, params string[] arguments) =>
        Installation.Run(Installation.Script(command), arguments, environment: _environment, folder: Folder);

    /// <summary>Runs <c>maglev</c> in it.</summary>
    public CommandResult Maglev(params string[] arguments) => Run("maglev", arguments);

    /// <summary>Processes whose command lines name it.</summary>
    public IReadOnlyList<int> Processes() =>
    [
        .. Directory.GetDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _))
            .Where(process => CommandLine(process!).Contains(Folder, StringComparison.Ordinal))
            .Select(process => int.Parse(process!, System.Globalization.CultureInfo.InvariantCulture)),
    ];

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (string stone in Maglev("stone", "list").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            Maglev("stop", stone);
        }

        Directory.Delete(Folder, recursive: true);
    }

    private static string CommandLine(string process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline");
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
