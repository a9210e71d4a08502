using System.Diagnostics;

namespace Shared.ObjectFormat.Platform;

/// <summary>Asks for a process by its id and start time, so that a process that got the id later is not taken for it.</summary>
internal sealed class PortableProcessWatch : ProcessWatch
{
    private readonly DateTime _started;

    internal PortableProcessWatch(int processId)
    {
        ProcessId = processId;
        _started = StartTime(processId) ?? throw new IOException($"Process {processId} does not run.");
    }

    /// <inheritdoc/>
    public override int ProcessId { get; }

    /// <inheritdoc/>
    public override bool HasExited => StartTime(ProcessId) is not { } started || Math.Abs((started - _started).TotalSeconds) > 2;

    /// <inheritdoc/>
    public override void Dispose()
    {
        // Holds nothing.
    }

    private static DateTime? StartTime(int processId)
    {
        try
        {
            using Process process = Process.GetProcessById(processId);
            return process.HasExited ? null : process.StartTime;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
