namespace Shared.ObjectFormat.Platform;

/// <summary>A watch on one process, safe against reuse of its id where the system allows.</summary>
public abstract class ProcessWatch : IDisposable
{
    /// <summary>The process's id.</summary>
    public abstract int ProcessId { get; }

    /// <summary>Whether it ended.</summary>
    public abstract bool HasExited { get; }

    /// <summary>Ends the watch.</summary>
    public abstract void Dispose();
}
