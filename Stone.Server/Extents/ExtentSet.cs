using Shared.ObjectFormat.Pages;
using Shared.ObjectFormat.Platform;

namespace Stone.Server.Extents;

/// <summary>
/// The open extents of one repository, in order, addressed as one: an address is the distance from the first byte of extent
/// 0, where extents are <see cref="Frame.ExtentSpanBytes"/> from each other. By position always, by pointer once they are mapped.
/// </summary>
public sealed unsafe class ExtentSet : IDisposable
{
    private readonly List<IExtentFile> _files = [];
    private readonly List<ulong> _allocatedFrames = [];
    private FileMap? _map;

    /// <summary>How many there are.</summary>
    public int Count => _files.Count;

    /// <summary>How many the meta counts: more, when some are not named.</summary>
    public int RecordedCount { get; init; }

    /// <summary>First byte of extent 0's mapping; null before <see cref="Map"/>.</summary>
    public byte* Base { get; private set; }

    /// <summary>Bytes of all files.</summary>
    public long LengthBytes => _files.Sum(file => file.LengthBytes);

    /// <summary>Frames of all extents that were allocated on disk when they were opened.</summary>
    public long AllFrames => _allocatedFrames.Sum(frames => (long)frames);

    /// <summary>One of them.</summary>
    public IExtentFile this[int index] => _files[index];

    /// <summary>Adds the next one, and how many of its frames are allocated on disk as of the last checkpoint.</summary>
    public void Add(IExtentFile file, ulong allocatedFrames)
    {
        _files.Add(file);
        _allocatedFrames.Add(allocatedFrames);
    }

    /// <summary>Frames of an extent that were allocated on disk when it was opened.</summary>
    public ulong AllocatedFrames(int index) => _allocatedFrames[index];

    /// <summary>Whether these are frames of one extent that hold nodes or pages, as of its opening.</summary>
    public bool Holds(ulong frame, ulong frames)
    {
        int index = Frame.ExtentIndex(frame);
        ulong within = Frame.WithinExtent(frame);
        return index < Count && within >= Frame.FirstUsable && within < _allocatedFrames[index] && frames <= _allocatedFrames[index] - within;
    }

    /// <summary>The name of the extent of a frame; of extent 0 when there is none.</summary>
    public string NameOf(ulong frame) => _files[Frame.ExtentIndex(frame) < Count ? Frame.ExtentIndex(frame) : 0].Name;

    /// <summary>Maps them, once, after holes in them were filled. Nothing past a file's length may be touched.</summary>
    public void Map(FileMap map)
    {
        _map = map;
        Base = map.Pointer;
    }

    /// <summary>Makes an extent longer; the mapping may move. Throws <see cref="Storage.RepositoryFullException"/>, and then nothing has changed.</summary>
    public void Grow(int index, long lengthBytes)
    {
        _files[index].Grow(lengthBytes);
        if (_map != null && _map.FollowGrowth())
        {
            Base = _map.Pointer;
        }
    }

    /// <summary>How many bytes there are from an address to the end of its extent's file.</summary>
    public long BytesFrom(long address)
    {
        int index = (int)(address / Frame.ExtentSpanBytes);
        return index < Count ? Math.Max(0, _files[index].LengthBytes - (address % Frame.ExtentSpanBytes)) : 0;
    }

    /// <summary>Reads by position, within one extent: all or an exception.</summary>
    public void Read(long address, Span<byte> destination) => At(address).Read(address % Frame.ExtentSpanBytes, destination);

    /// <summary>Writes by position, within one extent.</summary>
    public void Write(long address, ReadOnlySpan<byte> source) => At(address).Write(address % Frame.ExtentSpanBytes, source);

    /// <summary>Asks the system to read a range into memory; returns before it is there.</summary>
    public void ReadAhead(long address, long lengthBytes) => _map?.ReadAhead(address, lengthBytes);

    /// <summary>Asks the system to begin to write a range; makes nothing durable by itself.</summary>
    public void StartWriteback(long address, long lengthBytes) => At(address).StartWriteback(address % Frame.ExtentSpanBytes, lengthBytes);

    /// <summary>Makes everything that was written durable, in all of them. After an exception it must not be called again.</summary>
    public void Sync() => _files.ForEach(file => file.Sync());

    /// <inheritdoc/>
    public void Dispose()
    {
        _map?.Dispose();
        Base = null;
        _files.ForEach(file => file.Dispose());
    }

    private IExtentFile At(long address) => _files[(int)(address / Frame.ExtentSpanBytes)];
}
