using Stone.Server.Storage;

namespace Stone.Server.Extents;

/// <summary>
/// An extent's file: read and written by position for headers, metas and recovery, mapped for everything else. Reading
/// through the mapping sees what was written by position and the reverse.
/// </summary>
public unsafe interface IExtentFile : IDisposable
{
    /// <summary>The name for messages.</summary>
    string Name { get; }

    /// <summary>How long the file is; its pages up to here are allocated on disk.</summary>
    long LengthBytes { get; }

    /// <summary>First byte of the mapping; null before <see cref="Map"/>.</summary>
    byte* Base { get; }

    /// <summary>
    /// Maps the file, once, at the size it may grow to, after holes in it were filled: throws
    /// <see cref="RepositoryFullException"/> when there is no room for that. Nothing past <see cref="LengthBytes"/> may be touched.
    /// </summary>
    void Map(long maximumBytes);

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
