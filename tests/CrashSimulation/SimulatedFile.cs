using System.Runtime.InteropServices;

namespace CrashSimulation;

/// <summary>
/// One file: what programs see (in memory that does not move, so it can be "mapped") and what is on the platters. They
/// differ by 512-byte sectors that were not synced yet.
/// </summary>
public sealed unsafe class SimulatedFile : IDisposable
{
    private const int SectorBytes = 512;

    private readonly byte* _seen;
    private readonly byte* _durable;
    private readonly long _capacityBytes;
    private readonly bool _ownsSeen;
    private long _durableLengthBytes;

    /// <summary>An empty file that can grow so far; in memory of zeros that is given, if it must be at a certain place.</summary>
    public SimulatedFile(long capacityBytes, byte* place = null)
    {
        _capacityBytes = capacityBytes;
        _ownsSeen = place == null;
        _seen = place == null ? (byte*)NativeMemory.AllocZeroed((nuint)capacityBytes) : place;
        _durable = (byte*)NativeMemory.AllocZeroed((nuint)capacityBytes);
    }

    /// <summary>The file as programs see it.</summary>
    public byte* Seen => _seen;

    /// <summary>Its length as programs see it.</summary>
    public long LengthBytes { get; private set; }

    /// <summary>Makes it longer, with zeros.</summary>
    public void Extend(long lengthBytes)
    {
        if (lengthBytes > _capacityBytes)
        {
            throw new InvalidOperationException($"the simulated file cannot hold {lengthBytes} bytes");
        }
        LengthBytes = Math.Max(LengthBytes, lengthBytes);
    }

    /// <summary>Cuts it short, on the platters too: damage for a test.</summary>
    public void Truncate(long lengthBytes) => LengthBytes = _durableLengthBytes = lengthBytes;

    /// <summary>What programs see becomes durable.</summary>
    public void Sync()
    {
        Buffer.MemoryCopy(_seen, _durable, _capacityBytes, LengthBytes);
        _durableLengthBytes = LengthBytes;
    }

    /// <summary>What programs see of a range becomes durable, for a file of which nothing else was written.</summary>
    public void SyncRange(long offset, long endOffset) => Buffer.MemoryCopy(_seen + offset, _durable + offset, _capacityBytes - offset, endOffset - offset);

    /// <summary>Some sectors of some pages go to the platters by themselves, as a system's write-back does.</summary>
    public void WriteBackSome(Random random, int pages)
    {
        for (int i = 0; i < pages && LengthBytes > 0; i++)
        {
            long page = random.NextInt64((LengthBytes + 4095) / 4096);
            for (long at = page * 4096; at < Math.Min(LengthBytes, (page + 1) * 4096); at += SectorBytes)
            {
                if (random.Next(4) != 0)
                {
                    Buffer.MemoryCopy(_seen + at, _durable + at, SectorBytes, Math.Min(SectorBytes, LengthBytes - at));
                }
            }
        }
    }

    /// <summary>Power is lost: of the sectors that were not synced a random part survives.</summary>
    public void Crash(Random random)
    {
        if (random.Next(2) == 0)
        {
            _durableLengthBytes = LengthBytes;
        }
        int chance = random.Next(5);
        for (long at = 0; at < LengthBytes; at += SectorBytes)
        {
            var seen = new ReadOnlySpan<byte>(_seen + at, (int)Math.Min(SectorBytes, LengthBytes - at));
            var durable = new Span<byte>(_durable + at, seen.Length);
            if (!seen.SequenceEqual(durable) && random.Next(4) < chance)
            {
                seen.CopyTo(durable);
            }
        }
        new Span<byte>(_durable + _durableLengthBytes, (int)(LengthBytes - _durableLengthBytes)).Clear();
        Buffer.MemoryCopy(_durable, _seen, _capacityBytes, LengthBytes);
        LengthBytes = _durableLengthBytes;
    }

    /// <summary>What programs see.</summary>
    public byte[] Contents() => new ReadOnlySpan<byte>(_seen, (int)LengthBytes).ToArray();

    /// <summary>Another file in its place, durable.</summary>
    public void Replace(ReadOnlySpan<byte> contents)
    {
        new Span<byte>(_seen, (int)LengthBytes).Clear();
        contents.CopyTo(new Span<byte>(_seen, (int)_capacityBytes));
        LengthBytes = contents.Length;
        Sync();
    }

    /// <summary>Changes a byte on the platters and as seen: rot.</summary>
    public void Flip(long offset)
    {
        _seen[offset] ^= 0x55;
        _durable[offset] = _seen[offset];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_ownsSeen)
        {
            NativeMemory.Free(_seen);
        }
        NativeMemory.Free(_durable);
    }
}
