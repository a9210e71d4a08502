using System.Diagnostics;
using System.Globalization;

namespace Benchmarks;

/// <summary>One Ruby that runs benchmark programs.</summary>
/// <param name="Name">Name in the table.</param>
/// <param name="Command">Executable and leading arguments.</param>
public sealed record RubyPeer(string Name, params string[] Command)
{
    /// <summary>An MRI, named with its version.</summary>
    public static RubyPeer OfMri(string command) =>
        new("MRI " + new RubyPeer("", command).Output(["-e", "print RUBY_VERSION[/\\d+\\.\\d+/]"]), command);

    /// <summary>Runs a program; answers its figures by name.</summary>
    public Dictionary<string, double> Figures(params string[] arguments)
    {
        Dictionary<string, double> figures = [];
        foreach (string line in Output(arguments).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = line.Split('\t');
            if (parts.Length == 2)
            {
                figures[parts[0]] = double.Parse(parts[1], CultureInfo.InvariantCulture);
            }
        }

        return figures;
    }

    /// <summary>Wall time in milliseconds of a whole process.</summary>
    public double WallMilliseconds(params string[] arguments)
    {
        long start = Stopwatch.GetTimestamp();
        Output(arguments);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    /// <summary>Resident memory of a process at its peak, as the kernel counts it, in MB.</summary>
    public double PeakMegabytes(params string[] arguments)
    {
        ProcessStartInfo start = new("/usr/bin/python3") { RedirectStandardOutput = true, UseShellExecute = false };
        const string Program = "import resource, subprocess, sys; subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL); print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)";
        foreach (string argument in (string[])["-c", Program, .. Command, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start) ?? throw new InvalidOperationException("can't run python3");
        double kilobytes = double.Parse(process.StandardOutput.ReadToEnd(), CultureInfo.InvariantCulture);
        process.WaitForExit();
        return kilobytes / 1024;
    }

    /// <summary>Starts a program without waiting.</summary>
    public Process Start(params string[] arguments)
    {
        ProcessStartInfo start = new(Command[0]) { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (string argument in Command[1..].Concat(arguments))
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start) ?? throw new InvalidOperationException($"can't run {Command[0]}");
    }

    /// <summary>Waits for a program that prints one figure.</summary>
    public static double OnlyFigure(Process running)
    {
        using Process process = running;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return double.Parse(output.Split('\t')[1], CultureInfo.InvariantCulture);
    }

    private string Output(string[] arguments)
    {
        using Process process = Start(arguments);
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{Name} {string.Join(' ', arguments)}: exit status {process.ExitCode}");
    }
}
