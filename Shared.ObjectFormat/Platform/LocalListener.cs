namespace Shared.ObjectFormat.Platform;

/// <summary>A listening local socket.</summary>
public abstract class LocalListener : IDisposable
{
    /// <summary>Its path.</summary>
    public abstract string Path { get; }

    /// <summary>The next connection, or null when the listener was disposed.</summary>
    public abstract LocalStream? Accept();

    /// <summary>Stops listening and removes the socket file.</summary>
    public abstract void Dispose();
}
