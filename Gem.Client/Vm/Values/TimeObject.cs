using Gem.Vm.Memory;

namespace Gem.Vm.Values;

/// <summary>A point in time and the offset in which it is shown.</summary>
public sealed class TimeObject : HeapObject
{
    /// <summary>Seconds since 1970-01-01 00:00 UTC, rounded down.</summary>
    public long Seconds;

    /// <summary>Nanoseconds within the second, 0 to 999,999,999.</summary>
    public int Nanoseconds;

    /// <summary>Seconds that local time is ahead of UTC.</summary>
    public int OffsetSeconds;

    /// <summary>Shown as UTC.</summary>
    public bool IsUtc;

    /// <summary>The offset was given by the program, so there is no zone name.</summary>
    public bool HasFixedOffset;

    /// <inheritdoc/>
    public override BodyKind Kind => BodyKind.Time;

    /// <inheritdoc/>
    public override void WriteBody(RecordWriter writer)
    {
        writer.Int64(Seconds);
        writer.Int32(Nanoseconds);
        writer.Int32(OffsetSeconds);
        writer.Byte((byte)((IsUtc ? 1 : 0) | (HasFixedOffset ? 2 : 0)));
    }

    /// <inheritdoc/>
    public override void ReadBody(ref RecordReader reader)
    {
        Seconds = reader.Int64();
        Nanoseconds = reader.Int32();
        OffsetSeconds = reader.Int32();
        byte flags = reader.Byte();
        IsUtc = (flags & 1) != 0;
        HasFixedOffset = (flags & 2) != 0;
    }
}
