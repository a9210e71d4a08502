namespace Shared.ObjectFormat.Platform;

/// <summary>A pidfd: becomes readable when the process ends, and never means another process.</summary>
internal sealed unsafe class LinuxProcessWatch(int processId, int descriptor) : ProcessWatch
{
    private int _descriptor = descriptor;

    /// <summary>The pidfd.</summary>
    internal int Descriptor => _descriptor;

    /// <inheritdoc/>
    public override int ProcessId => processId;

    /// <inheritdoc/>
    public override bool HasExited
    {
        get
        {
            PollEntry entry = new() { Descriptor = _descriptor, Events = LinuxCalls.PollIn };
            return LinuxCalls.poll(&entry, 1, 0) > 0;
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        int descriptor = Interlocked.Exchange(ref _descriptor, -1);
        if (descriptor >= 0)
            LinuxCalls.close(descriptor);
    }
}
