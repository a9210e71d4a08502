namespace Shared.ObjectFormat.Platform;

/// <summary>A mapping of one or several files.</summary>
public abstract unsafe class FileMap : IDisposable
{
    /// <summary>The first file's first byte.</summary>
    public abstract byte* Pointer { get; }

    /// <summary>Bytes of address space; the files may be shorter.</summary>
    public abstract long LengthBytes { get; }

    /// <summary>
    /// Takes in growth of the files since it was mapped. Returns false when nothing had to be done; when true,
    /// <see cref="Pointer"/> may be another and old pointers are invalid.
    /// </summary>
    public abstract bool FollowGrowth();

    /// <summary>
    /// Asks the system to read a part into memory, and does not wait for that; what of it is past the end of a file does not
    /// matter. Does nothing where the system reads ahead by itself.
    /// </summary>
    /// <param name="offset">From <see cref="Pointer"/>, whole memory pages.</param>
    /// <param name="lengthBytes">Whole memory pages.</param>
    public abstract void ReadAhead(long offset, long lengthBytes);

    /// <summary>Unmaps.</summary>
    public abstract void Dispose();
}
