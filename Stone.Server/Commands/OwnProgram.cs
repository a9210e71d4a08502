using System.Diagnostics;

namespace Stone.Server.Commands;

/// <summary>This program, to be started again with other arguments.</summary>
internal static class OwnProgram
{
    /// <summary>How to start it, with its three streams redirected.</summary>
    public static ProcessStartInfo With(IEnumerable<string> arguments)
    {
        string program = Environment.ProcessPath ?? "dotnet";
        ProcessStartInfo start = new(program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        // Under the dotnet host the program is its first argument.
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
            start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        return start;
    }
}
