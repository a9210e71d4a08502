using System.Diagnostics;
using Shared.ObjectFormat.Configuration;

namespace Gem.Client.Commands;

/// <summary>Runs the stone program's commands and hands on what they print.</summary>
internal static class StoneProcess
{
    /// <summary>Runs a command; its output goes where this process's goes. Answers the exit status.</summary>
    public static int Run(string program, params IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(program) { UseShellExecute = false };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start) ?? throw new UsageException($"can't run {program}");
        process.WaitForExit();
        return process.ExitCode;
    }

    /// <summary>Runs a command of the stone program about a stone of this installation. Answers the exit status.</summary>
    public static int Run(string verb, StonePaths paths) =>
        Run(Installation.StoneProgram, verb, "--home", paths.Home, "--name=" + paths.Name);

    /// <summary>As <see cref="Run(string, StonePaths)"/>, quietly; on failure raises what it said.</summary>
    public static void RunQuietly(string verb, StonePaths paths) =>
        RunQuietly(Installation.StoneProgram, verb, "--home", paths.Home, "--name=" + paths.Name);

    /// <summary>
    /// Runs a command that may begin a repository on an image, this installation's if none is named; prints what it says. A
    /// complaint about this installation's image gets a hint.
    /// </summary>
    public static int RunWithImage(string verb, StonePaths paths, IEnumerable<string> options, string? image = null)
    {
        try
        {
            string[] place = ["--home", paths.Home, "--name=" + paths.Name, "--image", image ?? Installation.RubyImage];
            StandardOutput.WriteLine(RunQuietly(Installation.StoneProgram, [verb, .. place, .. options]));
            return 0;
        }
        catch (UsageException failure) when (failure.Message.Contains($"the image {Installation.RubyImage} ", StringComparison.Ordinal))
        {
            throw new UsageException(failure.Message + "; 'maglev build image --clean' makes it anew");
        }
    }

    /// <summary>Runs a command quietly; answers what it said, on failure raises it.</summary>
    public static string RunQuietly(string program, params IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(program) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start) ?? throw new UsageException($"can't run {program}");
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            string said = errors.Trim().Length > 0 ? errors.Trim() : output.Result.Trim();
            throw new UsageException(said.Length > 0 ? said : $"{program} ended with status {process.ExitCode}");
        }

        return output.Result.Trim();
    }
}
