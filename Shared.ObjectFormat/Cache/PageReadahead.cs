using System.Runtime.CompilerServices;
using Shared.ObjectFormat.Objects;
using Shared.ObjectFormat.Pages;
using Shared.ObjectFormat.Platform;

namespace Shared.ObjectFormat.Cache;

/// <summary>
/// Reads pages of the extents before they are wanted. The mapping by itself reads only what is touched, which is right for
/// objects here and there. What was committed together lies together: so the second data page that is touched in a stretch of
/// 256 KB has all of the stretch read, in whatever order a program goes through it. A record larger than a page is read whole at
/// once. Not thread-safe.
/// </summary>
/// <param name="extents">The mapped extents.</param>
public sealed unsafe class PageReadahead(FileMap extents)
{
    /// <summary>Bytes that are read at once: a region, in which are data pages only, or runs.</summary>
    public const int StretchBytes = 1 << StretchShift;

    /// <summary>After so many, 4 GB, the first ones may be gone from memory again: all are forgotten.</summary>
    public const int StretchesRemembered = 1 << 14;

    private const int StretchShift = 18;
    private const int PageShift = 14;
    private const byte IsRead = byte.MaxValue;

    // By extent, a byte for each stretch: 0, or which of its pages was touched, counted from 1, or that it was read.
    private readonly byte[]?[] _extents = new byte[]?[Frame.ExtentLimit];
    private long _lastPage = -1;
    private int _readCount;

    /// <summary>A record is read now.</summary>
    /// <param name="address">Its distance from the first byte of extent 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Touch(long address)
    {
        long page = address >> PageShift;
        if (page != _lastPage)
        {
            _lastPage = page;
            TouchPage(address);
        }
    }

    private void TouchPage(long address)
    {
        ref byte state = ref StateOf(address);
        if (state == IsRead)
        {
            return;
        }
        long start = address & -StretchBytes;
        byte page = (byte)(1 + ((address - start) >> PageShift));
        long end = address + ((RecordHeader*)(extents.Pointer + address))->RecordBytes;
        bool isLarge = end - address > Frame.DataPageBytes;
        if (!isLarge && (state == 0 || state == page))
        {
            state = page;
            return;
        }
        if (_readCount++ == StretchesRemembered)
        {
            _readCount = 1;
            Array.Clear(_extents);
        }
        StateOf(address) = IsRead;
        extents.ReadAhead(start, Math.Max(end - start, StretchBytes));
    }

    private ref byte StateOf(long address)
    {
        ref byte[]? states = ref _extents[address / Frame.ExtentSpanBytes];
        int stretch = (int)((address % Frame.ExtentSpanBytes) >> StretchShift);
        if (states == null || stretch >= states.Length)
        {
            Array.Resize(ref states, Math.Max(stretch + 1, 2 * (states?.Length ?? 512)));
        }
        return ref states[stretch];
    }
}
