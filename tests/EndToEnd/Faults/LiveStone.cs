using System.Diagnostics;
using Shared.ObjectFormat.Configuration;

namespace EndToEnd.Faults;

/// <summary>
/// A stone that runs in the foreground as the test's own process, so that the test may do to it what a bad night does: kill it
/// at any moment, take its disk away, start it again on the same data. It lives in a home of its own.
/// </summary>
public sealed class LiveStone : IDisposable
{
    private readonly SeparateHome _home = new();
    private readonly List<Process> _gems = [];
    private Process? _process;
    private Task<string> _output = Task.FromResult("");
    private Task<string> _errors = Task.FromResult("");

    /// <summary>Makes home and configuration; nothing runs yet.</summary>
    /// <param name="configuration">Settings in GemStone's form.</param>
    public LiveStone(string configuration)
    {
        Paths = new StonePaths(_home.Folder, Name);
        Directory.CreateDirectory(Paths.DataDirectory);
        File.WriteAllText(ConfigurationFile, configuration);
    }

    /// <summary>The stone's name: not the default one, so that no gem starts it by itself.</summary>
    public const string Name = "night";

    /// <summary>Where it keeps what.</summary>
    public StonePaths Paths { get; }

    /// <summary>Its process.</summary>
    public Process Process => _process ?? throw new InvalidOperationException("the stone was not started");

    /// <summary>What its own log says.</summary>
    public string Log => File.Exists(Paths.LogFile) ? File.ReadAllText(Paths.LogFile) : "";

    private string ConfigurationFile => Path.Combine(_home.Folder, "test.conf");

    private string[] StartArguments =>
    [
        "start", "--foreground", "--home", _home.Folder, "--name", Name, "--config", ConfigurationFile,
        "--image", Path.Combine(_home.Folder, "bin", "extent0.ruby.dbf"),
    ];

    /// <summary>Starts it and waits until it is ready. Fails the test when it does not become ready.</summary>
    public void Start()
    {
        Launch();
        string said = "";
        while (Process.StandardOutput.ReadLine() is { } line)
        {
            said += line + "\n";
            if (line.Contains("is ready", StringComparison.Ordinal))
            {
                _output = Process.StandardOutput.ReadToEndAsync();
                return;
            }
        }

        Process.WaitForExit();
        Assert.Fail($"the stone did not become ready, it ended with status {Process.ExitCode}:\n{said}{_errors.Result}");
    }

    /// <summary>Starts it and does not wait: it may be killed while it recovers.</summary>
    public void Launch()
    {
        _process?.Dispose();
        _process = Installation.Start(Installation.StoneProgram, StartArguments, _home.Environment, _home.Folder);
        _errors = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>Starts it where it cannot run; what it says.</summary>
    public CommandResult StartInVain() => Installation.Run(Installation.StoneProgram, StartArguments, "", _home.Environment, _home.Folder);

    /// <summary>kill -9.</summary>
    public void Kill()
    {
        Process.Kill();
        Process.WaitForExit();
    }

    /// <summary>Waits until it has ended by itself; how.</summary>
    public CommandResult WaitForEnd()
    {
        Assert.That(Process.WaitForExit(TimeSpan.FromSeconds(20)), "the stone still runs");
        return new CommandResult(Process.ExitCode, _output.Result, _errors.Result);
    }

    /// <summary>Bytes of its extents.</summary>
    public long ExtentBytes => new DirectoryInfo(Paths.DataDirectory).GetFiles("extent*.dbf").Sum(file => file.Length);

    /// <summary>Runs one of the stone's commands: status, checkpoint, stop; or one of two words and what follows them.</summary>
    public CommandResult Command(string command, params string[] rest)
    {
        string[] words = rest.Length > 0 ? [command, rest[0]] : [command];
        return Installation.Run(
            Installation.StoneProgram, [.. words, "--home", _home.Folder, "--name", Name, .. rest.Skip(1)], "", _home.Environment, _home.Folder);
    }

    /// <summary>Runs a Ruby program on it to its end.</summary>
    public CommandResult Ruby(params string[] arguments) => _home.Run("maglev-ruby", ["--stone", Name, .. arguments]);

    /// <summary>Starts a Ruby program on it; ended with the test at the latest.</summary>
    public Process StartRuby(params string[] arguments)
    {
        Process gem = Installation.Start(Installation.Script("maglev-ruby"), ["--stone", Name, .. arguments], _home.Environment, _home.Folder);
        _gems.Add(gem);
        return gem;
    }

    /// <summary>A VM on it that stays and runs a line at a time.</summary>
    public LiveVm Vm() => new(Name, _home.Folder, _home.Environment);

    /// <summary>Ends all processes and removes the data.</summary>
    public void Dispose()
    {
        foreach (Process process in (Process[])[.. _gems, .. _process is null ? [] : (Process[])[_process]])
        {
            if (!process.HasExited)
            {
                process.Kill();
            }

            process.WaitForExit();
            process.Dispose();
        }

        _home.Dispose();
    }
}
