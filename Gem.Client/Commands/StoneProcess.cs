using System.Diagnostics;

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

    /// <summary>Runs a command quietly; on failure raises what it said.</summary>
    public static void RunQuietly(string program, params IEnumerable<string> arguments)
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
    }
}
