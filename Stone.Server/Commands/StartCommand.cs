using System.Diagnostics;
using Shared.ObjectFormat.Platform;
using Shared.ObjectFormat.Protocol;

namespace Stone.Server.Commands;

/// <summary>
/// `stone start`: in the foreground runs the stone; otherwise starts a child that leaves the terminal, passes on its first
/// line, and ends when the child is ready or has failed.
/// </summary>
public static class StartCommand
{
    private static readonly TimeSpan OtherStartLimit = TimeSpan.FromSeconds(30);

    /// <summary>Runs it; the exit status.</summary>
    public static int Run(string[] arguments)
    {
        StoneOptions options = StoneOptions.Parse("stone start", arguments);
        return options.IsForeground ? RunHere(options) : RunChild(arguments);
    }

    private static int RunHere(StoneOptions options)
    {
        RunningStone? started = StartUnlessRunning(options);
        if (started is null)
            return 0;
        using RunningStone stone = started;
        Console.Out.WriteLine(stone.ReadyLine);
        Console.Out.Flush();
        return stone.RunUntilStopped();
    }

    /// <summary>
    /// Several gems may find no stone at the same moment and each start one: the first serves, the others wait for it. Null
    /// when another serves.
    /// </summary>
    private static RunningStone? StartUnlessRunning(StoneOptions options)
    {
        DateTime limit = DateTime.UtcNow + OtherStartLimit;
        while (true)
        {
            try
            {
                return RunningStone.Start(options);
            }
            catch (AlreadyServedException) when (options.IsUnlessRunning && DateTime.UtcNow < limit)
            {
                if (TryConnect(options.Paths.SessionSocket) && TellOther(options))
                    return null;
                // It is still starting, or stopping; in the latter case the next turn takes its place.
                Thread.Sleep(20);
            }
        }
    }

    /// <summary>Tells of the stone that serves already; false when it has just gone.</summary>
    private static bool TellOther(StoneOptions options)
    {
        StatusReply other;
        try
        {
            other = AdministrationCommands.Status(options.Paths);
        }
        catch (StartFailureException)
        {
            return false;
        }
        if (other.Durable && options.IsNotDurable)
            throw new StartFailureException($"Stone \"{other.Name}\" runs already, with durable commits (process {other.ProcessId}): stop it first.");
        string durable = other.Durable ? "" : ", commits not durable";
        string until = other.IdleStopMinutes > 0 && options.IdleMinutes is null
            ? $"; it stops after {other.IdleStopMinutes} idle minutes, a restart makes it stay" : "";
        Console.Out.WriteLine($"stone {other.Name} runs already: process {other.ProcessId}{durable}{until}");
        return true;
    }

    private static bool TryConnect(string socket)
    {
        try
        {
            Platforms.Native.Connect(socket).Dispose();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static int RunChild(string[] arguments)
    {
        ProcessStartInfo start = OwnProgram.With(["start", .. arguments, "--detached"]);
        Platforms.Native.HoldBackDescriptors();
        using Process child = Process.Start(start) ?? throw new StartFailureException($"{start.FileName} cannot be started.");
        child.StandardInput.Close();
        string? line = child.StandardOutput.ReadLine();
        if (line is not null)
        {
            Console.Out.WriteLine(line);
            return 0;
        }
        // It ended before it was ready: its one line of complaint is on the other stream.
        Console.Error.Write(child.StandardError.ReadToEnd());
        child.WaitForExit();
        return child.ExitCode == 0 ? 1 : child.ExitCode;
    }
}
