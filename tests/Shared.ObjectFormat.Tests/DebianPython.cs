using System.Diagnostics;

namespace Shared.ObjectFormat.Tests;

/// <summary>Runs Debian's Python with a module that its packages bring; a test that needs it is ignored where it is absent.</summary>
public static class DebianPython
{
    private const string Interpreter = "/usr/bin/python3";

    /// <summary>Runs a program with input on its standard input; its standard output. Fails the test when the program fails.</summary>
    public static byte[] Run(string module, string package, string program, byte[] input, params string[] arguments)
    {
        if (!File.Exists(Interpreter) || Execute(["-c", $"import {module}"], []).Status != 0)
            Assert.Ignore($"Debian's {package} is not installed, so {module} cannot be compared with.");
        (int status, byte[] output, string error) = Execute(["-c", program, .. arguments], input);
        Assert.That(status, Is.Zero, error);
        return output;
    }

    private static (int Status, byte[] Output, string Error) Execute(string[] arguments, byte[] input)
    {
        ProcessStartInfo start = new(Interpreter, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        process.StandardInput.BaseStream.Write(input);
        process.StandardInput.Close();
        using MemoryStream output = new();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        return (process.ExitCode, output.ToArray(), error.Result);
    }
}
