namespace Shared.ObjectFormat.Platform;

/// <summary>A mapping of memory that several processes share.</summary>
public abstract unsafe class SharedMemory : IDisposable
{
    /// <summary>The first byte; page-aligned.</summary>
    public abstract byte* Pointer { get; }

    /// <summary>Its length in bytes.</summary>
    public abstract int LengthBytes { get; }

    /// <summary>The descriptor to hand to others, or -1 when others open it by path.</summary>
    public abstract int Descriptor { get; }

    /// <summary>The path by which others open it, or null when they get a descriptor.</summary>
    public abstract string? Path { get; }

    /// <summary>Unmaps; the maker also removes its file. Pointers into it are then invalid.</summary>
    public abstract void Dispose();
}
