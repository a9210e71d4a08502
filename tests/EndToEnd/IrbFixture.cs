namespace EndToEnd;

/// <summary>Interactive Ruby on the class's stone, with a home folder of its own.</summary>
public abstract class IrbFixture : StoneFixture
{
    /// <summary>The first prompt.</summary>
    protected const string FirstPrompt = "maglev(main):001:0>";

    /// <summary>The home folder of the sessions; emptied before each test.</summary>
    protected string HomeFolder => Path.Combine(Folder, "home");

    /// <summary>Empties the home folder, and takes the test's customisation away.</summary>
    [SetUp]
    public void EmptyHome()
    {
        if (Directory.Exists(HomeFolder))
        {
            Directory.Delete(HomeFolder, recursive: true);
        }

        Directory.CreateDirectory(HomeFolder);
        File.Delete(Path.Combine(Folder, ".irbrc"));
    }

    /// <summary>A session in a terminal.</summary>
    protected PseudoTerminal Irb(params string[] switches) => Irb(80, 24, switches);

    /// <summary>A session in a terminal of that size.</summary>
    protected PseudoTerminal Irb(int columns, int rows, params string[] switches)
    {
        PseudoTerminal terminal = InTerminal("maglev-irb", columns, rows, switches);
        terminal.WaitFor(switches.Contains("simple") ? ">>" : FirstPrompt);
        return terminal;
    }

    /// <summary>A command on the stone in a terminal.</summary>
    protected PseudoTerminal InTerminal(string command, int columns, int rows, params string[] arguments) =>
        new(Installation.Script(command), ["--stone", Stone, .. arguments], Environment("xterm-256color"), Folder, columns, rows);

    /// <summary>A session on a pipe.</summary>
    protected CommandResult Piped(string input, params string[] switches) =>
        Installation.Run(Installation.Script("maglev-irb"), ["--stone", Stone, .. switches], input, Environment("xterm-256color"), Folder);

    /// <summary>Environment of a session.</summary>
    protected Dictionary<string, string> Environment(string terminal) => new() { ["HOME"] = HomeFolder, ["TERM"] = terminal, ["NO_COLOR"] = "", ["IRBRC"] = "" };
}
