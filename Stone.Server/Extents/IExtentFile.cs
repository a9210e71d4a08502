using Stone.Server.Storage;

namespace Stone.Server.Extents;

/// <summary>
/// An extent's file, read and written by position: headers, metas, recovery. Everything else goes through the mapping of all
/// extents (<see cref="ExtentSet"/>); reading through it sees what was written by position and the reverse.
/// </summary>
public interface IExtentFile : IDisposable
{
    /// <summary>The name for messages.</summary>
    string Name { get; }

    /// <summary>How long the file is; its pages up to here are allocated on disk.</summary>
    long LengthBytes { get; }

    /// <summary>
    /// Allocates what is a hole in the file, before it is mapped. Throws <see cref="RepositoryFullException"/> when there is no
    /// room for that.
    /// </summary>
    void FillHoles();

    /// <summary>Allocates disk space up to this length. Throws <see cref="RepositoryFullException"/>, and then nothing has changed.</summary>
    void Grow(long lengthBytes);

    /// <summary>Reads by position, all or an exception.</summary>
    void Read(long offset, Span<byte> destination);

    /// <summary>Writes by position.</summary>
    void Write(long offset, ReadOnlySpan<byte> source);

    /// <summary>Asks the system to begin to write a range and waits for that; makes nothing durable by itself.</summary>
    void StartWriteback(long offset, long lengthBytes);

    /// <summary>Makes everything that was written durable. After an exception it must not be called again.</summary>
    void Sync();
}
