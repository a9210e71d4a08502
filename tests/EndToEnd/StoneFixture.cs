namespace EndToEnd;

/// <summary>A stone of its own for one test class, with a folder for scripts; stopped and removed at the end.</summary>
public abstract class StoneFixture
{
    /// <summary>Name of the stone.</summary>
    protected string Stone { get; private set; } = "";

    /// <summary>Folder for the test's scripts.</summary>
    protected string Folder { get; private set; } = "";

    /// <summary>Starts the stone.</summary>
    [OneTimeSetUp]
    public void StartStone()
    {
        Stone = "t" + Guid.NewGuid().ToString("N")[..8];
        Folder = Directory.CreateTempSubdirectory("maglev-test").FullName;
        CommandResult started = Installation.Run(Installation.Script("maglev"), ["start", Stone]);
        Assert.That(started.ExitStatus, Is.Zero, started.ToString());
    }

    /// <summary>Stops and removes it.</summary>
    [OneTimeTearDown]
    public void StopStone()
    {
        Installation.Run(Installation.Script("maglev"), ["stop", Stone]);
        Directory.Delete(Folder, recursive: true);
        string data = Path.Combine(Installation.Home, "data", Stone);
        if (Directory.Exists(data))
        {
            Directory.Delete(data, recursive: true);
        }
    }

    /// <summary>Runs maglev-ruby on this stone.</summary>
    protected CommandResult Ruby(params string[] arguments) =>
        Installation.Run(Installation.Script("maglev-ruby"), ["--stone", Stone, .. arguments], folder: Folder);

    /// <summary>A VM on this stone that stays and runs a line at a time.</summary>
    protected LiveVm Vm() => new(Stone, Folder);

    /// <summary>Writes a script into the test's folder; answers its path.</summary>
    protected string Write(string name, string text)
    {
        string path = Path.Combine(Folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
