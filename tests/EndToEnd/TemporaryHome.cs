namespace EndToEnd;

/// <summary>
/// A MAGLEV_HOME of a test's own with this checkout's programs and images, for stones that no other test shall meet. Removed
/// with all data at the end.
/// </summary>
public sealed class TemporaryHome : IDisposable
{
    /// <summary>Makes it.</summary>
    public TemporaryHome()
    {
        Folder = Directory.CreateTempSubdirectory("mag").FullName;
        foreach (string generated in (string[])["build", "bin", "gemstone"])
        {
            Directory.CreateSymbolicLink(Path.Combine(Folder, generated), Path.Combine(Installation.Home, generated));
        }

        Environment = new Dictionary<string, string> { ["MAGLEV_HOME"] = Folder };
    }

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>What commands that use it get.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; }

    /// <summary>Runs a command of scripts/ to its end.</summary>
    public CommandResult Run(string script, params string[] arguments) =>
        Installation.Run(Installation.Script(script), arguments, environment: Environment, folder: Folder);

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
