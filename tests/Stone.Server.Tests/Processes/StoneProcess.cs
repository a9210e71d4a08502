using System.Diagnostics;

namespace Stone.Server.Tests.Processes;

/// <summary>Programs of this solution as processes of their own, out of the test's output folder.</summary>
internal static class StoneProcess
{
    /// <summary>Runs `stone` with arguments to its end.</summary>
    public static (int Status, string Output, string Error) Run(params string[] arguments)
    {
        using Process process = Start("stone", arguments);
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }

    /// <summary>Starts a stone in the foreground and waits until it is ready. Fails the test when it is not.</summary>
    public static Process StartStone(string home, params string[] more)
    {
        Process process = Start("stone", ["start", "--foreground", "--home", home, .. more]);
        _ = process.StandardError.ReadToEndAsync().ContinueWith(read => TestContext.Progress.Write(read.Result), TaskScheduler.Default);
        string? line = process.StandardOutput.ReadLine();
        while (line is not null && !line.Contains("is ready", StringComparison.Ordinal))
            line = process.StandardOutput.ReadLine();
        if (line is null)
        {
            process.WaitForExit();
            Assert.Fail($"the stone did not become ready, it ended with status {process.ExitCode}");
        }
        _ = process.StandardOutput.ReadToEndAsync();
        return process;
    }

    /// <summary>Starts the test gem.</summary>
    public static Process StartGem(string command, string home, string stone = "maglev", int count = 0) =>
        Start("StoneGem", [command, home, stone, count.ToString(System.Globalization.CultureInfo.InvariantCulture)]);

    private static Process Start(string program, string[] arguments)
    {
        ProcessStartInfo start = new("dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(TestContext.CurrentContext.TestDirectory, program + ".dll"));
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }
}
