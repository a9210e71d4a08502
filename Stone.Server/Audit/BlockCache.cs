using Shared.ObjectFormat.Pages;
using Stone.Server.Extents;
using Stone.Server.Storage;
using Stone.Server.TransactionLog;

namespace Stone.Server.Audit;

/// <summary>
/// Reads extents and log by position, never through a mapping, where an unreadable page would kill the process. Recently read
/// blocks stay in memory, so that records next to each other cost one read.
/// </summary>
internal sealed class BlockCache(ExtentSet extents, ILogDirectory log) : IDisposable
{
    /// <summary>The segment number that stands for the extents, where an offset is an address; segments of the log begin at 1.</summary>
    public const ulong Extent = 0;

    private const int BlockBytes = Frame.DataPageBytes;
    private const int BlockCount = 1024;

    private readonly byte[]?[] _blocks = new byte[BlockCount][];
    private readonly (ulong Segment, long Block)[] _held = new (ulong, long)[BlockCount];
    private readonly Dictionary<ulong, ILogFile> _segments = [];

    /// <summary>Reads all of the destination. Throws <see cref="StorageException"/>, also when the file ends before.</summary>
    public void Read(ulong segment, long offset, Span<byte> destination)
    {
        if (destination.Length > BytesFrom(segment, offset))
        {
            string where = segment == Extent
                ? $"{offset % Frame.ExtentSpanBytes} of {extents.NameOf((ulong)offset >> Frame.Shift)}"
                : $"{offset} of {log.NameOf(segment)}";
            throw new StorageException($"there are no {destination.Length} bytes at byte {where}");
        }
        while (!destination.IsEmpty)
        {
            int within = (int)(offset % BlockBytes);
            int length = Math.Min(destination.Length, BlockBytes - within);
            if (within == 0 && length == BlockBytes)
            {
                ReadFile(segment, offset, destination[..length]);
            }
            else
            {
                Block(segment, offset / BlockBytes).Slice(within, length).CopyTo(destination);
            }
            destination = destination[length..];
            offset += length;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (ILogFile file in _segments.Values)
        {
            file.Dispose();
        }
    }

    private ReadOnlySpan<byte> Block(ulong segment, long block)
    {
        int slot = (int)(((ulong)block ^ (segment * 127)) % BlockCount);
        if (_blocks[slot] == null || _held[slot] != (segment, block))
        {
            byte[] bytes = _blocks[slot] ?? new byte[BlockBytes];
            _blocks[slot] = null;
            long offset = block * BlockBytes;
            ReadFile(segment, offset, bytes.AsSpan(0, (int)Math.Min(BytesFrom(segment, offset), BlockBytes)));
            _blocks[slot] = bytes;
            _held[slot] = (segment, block);
        }
        return _blocks[slot];
    }

    private long BytesFrom(ulong segment, long offset) => segment == Extent ? extents.BytesFrom(offset) : Segment(segment).LengthBytes - offset;

    private void ReadFile(ulong segment, long offset, Span<byte> destination)
    {
        if (segment == Extent)
        {
            extents.Read(offset, destination);
        }
        else
        {
            Segment(segment).Read(offset, destination);
        }
    }

    private ILogFile Segment(ulong segment)
    {
        if (!_segments.TryGetValue(segment, out ILogFile? file))
        {
            _segments[segment] = file = log.Open(segment);
        }
        return file;
    }
}
