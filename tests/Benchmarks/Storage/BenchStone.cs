using System.Diagnostics;
using System.Globalization;
using Shared.ObjectFormat.Configuration;
using Shared.ObjectFormat.Protocol;

namespace Benchmarks.Storage;

/// <summary>A stone of the MAGLEV_HOME that is measured, driven through the stone program.</summary>
public sealed class BenchStone(string home, string name)
{
    private const string Service = "maglev.stone.v1.Stone/";

    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>Where its files are.</summary>
    public string Folder => Path.Combine(home, "data", name);

    /// <summary>Its process, while it runs.</summary>
    public int ProcessId => int.Parse(File.ReadAllText(Path.Combine(Folder, "stone.pid")), CultureInfo.InvariantCulture);

    /// <summary>Starts it; one that is not there begins on the Ruby image.</summary>
    public void Start(params string[] options) => Run("start", ["--image", Path.Combine(home, "bin", "extent0.ruby.dbf"), .. options]);

    /// <summary>Stops it, which makes a checkpoint.</summary>
    public void Stop() => Run("stop");

    /// <summary>Starts it anew with files that the kernel has no longer in memory.</summary>
    public void RestartCold()
    {
        Stop();
        KernelCache.Drop(Folder);
        Start();
    }

    /// <summary>
    /// Has it make a checkpoint and waits for that. Asked from this process, which is warm: a command's start would take a
    /// core from those that are measured.
    /// </summary>
    public void Checkpoint()
    {
        using GrpcChannel channel = new(new StonePaths(home, name).ControlSocket);
        channel.CallAsync(Service + "Checkpoint", new CheckpointRequest(), CheckpointReply.Parser, CancellationToken.None).GetAwaiter().GetResult();
    }

    /// <summary>Stops it and deletes what it has.</summary>
    public void Destroy()
    {
        Stop();
        Run("destroy");
    }

    /// <summary>Runs a command of the stone program; the exit status.</summary>
    public int Run(string verb, params string[] options)
    {
        using Process process = StartCommand([verb, "--home", home, "--name", name, .. options]);
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }

    /// <summary>Runs a command of two words; what it prints. Throws when it fails.</summary>
    public string Answer(string verb, params string[] options)
    {
        using Process process = StartCommand([verb, options[0], "--home", home, "--name", name, .. options[1..]]);
        string answer = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? answer : throw new InvalidOperationException($"stone {verb} {string.Join(' ', options)} failed: {answer}");
    }

    private static string Program(string home) => Path.Combine(home, "build", "stone", "stone");

    private Process StartCommand(string[] arguments)
    {
        ProcessStartInfo start = new(Program(home)) { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start) ?? throw new InvalidOperationException("can't run the stone program");
    }
}
