using Shared.ObjectFormat.Platform;

namespace CrashSimulation;

/// <summary>The "mapping" of simulated extents: their memory itself.</summary>
public sealed unsafe class SimulatedMap(byte* first, long lengthBytes) : FileMap
{
    /// <inheritdoc/>
    public override byte* Pointer => first;

    /// <inheritdoc/>
    public override long LengthBytes => lengthBytes;

    /// <inheritdoc/>
    public override bool FollowGrowth() => false;

    /// <inheritdoc/>
    public override void ReadAhead(long offset, long lengthBytes)
    {
        // All of it is in memory.
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        // The disk frees it.
    }
}
