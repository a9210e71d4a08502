using System.Diagnostics;

namespace EndToEnd;

/// <summary>The commands of this checkout, run as a user runs them: real processes, real exit statuses.</summary>
public static class Installation
{
    /// <summary>Root of the checkout.</summary>
    public static string Checkout { get; } = FindCheckout();

    /// <summary>Where images and data are: MAGLEV_HOME or the checkout.</summary>
    public static string Home { get; } = Environment.GetEnvironmentVariable("MAGLEV_HOME") is { Length: > 0 } home ? home : Checkout;

    /// <summary>Path of a command in scripts/.</summary>
    public static string Script(string name) => Path.Combine(Checkout, "scripts", name);

    /// <summary>The stone program that the commands of scripts/ use.</summary>
    public static string StoneProgram => Path.Combine(Home, "build", "stone", "stone");

    /// <summary>Starts a command with its three streams redirected.</summary>
    public static Process Start(string command, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string? folder = null)
    {
        ProcessStartInfo start = new(command)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = folder ?? Path.GetTempPath(),
        };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["MAGLEV_HOME"] = Home;
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>Runs a command to its end, with text on its standard input.</summary>
    public static CommandResult Run(string command, IEnumerable<string> arguments, string input = "", IReadOnlyDictionary<string, string>? environment = null, string? folder = null)
    {
        using Process process = Start(command, arguments, environment, folder);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        if (!process.WaitForExit(TimeSpan.FromMinutes(2)))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{command} {string.Join(' ', arguments)} did not end");
        }

        return new CommandResult(process.ExitCode, output.Result, errors.Result);
    }

    private static string FindCheckout()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Stone.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("Stone.sln was not found above the tests");
    }
}
