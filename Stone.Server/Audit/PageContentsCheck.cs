using System.Runtime.InteropServices;
using Shared.ObjectFormat.Objects;
using Shared.ObjectFormat.Pages;
using Stone.Server.ObjectTable;

namespace Stone.Server.Audit;

/// <summary>Checks that what is in a page is what its header says, for a page whose checksum is right.</summary>
internal static class PageContentsCheck
{
    /// <summary>What is wrong; null when nothing is.</summary>
    /// <param name="first">The page's first bytes: of a data page, all.</param>
    public static string? Fault(ReadOnlySpan<byte> first)
    {
        ref readonly PageHeader header = ref MemoryMarshal.AsRef<PageHeader>(first);
        return header.Kind switch
        {
            PageKind.Data => DataFault(header, first),
            PageKind.LargeObject => RunFault(header, ObjectRecord.Header(first[PageHeader.SizeBytes..])),
            _ => null,
        };
    }

    /// <summary>Records stand one behind the other up to where the page is used.</summary>
    private static string? DataFault(in PageHeader header, ReadOnlySpan<byte> page)
    {
        if (header.UsedBytes is < PageHeader.SizeBytes or > Frame.DataPageBytes)
        {
            return $"it claims that {header.UsedBytes} bytes of it are used";
        }
        uint count = 0;
        for (long at = PageHeader.SizeBytes; at < header.UsedBytes; count++)
        {
            long left = header.UsedBytes - at;
            long recordBytes = left < RecordHeader.SizeBytes ? long.MaxValue : ObjectRecord.Header(page[(int)at..]).RecordBytes;
            if (recordBytes > left)
            {
                return $"its record at byte {at} reaches past the {header.UsedBytes} bytes that are used";
            }
            at += recordBytes;
        }
        return count == header.Count ? null : $"it has {count} records, not {header.Count}";
    }

    private static string? RunFault(in PageHeader header, in RecordHeader record) =>
        header.Count == 1 && ObjectPlacement.RunFrames(record.RecordBytes) == header.Frames
            ? null
            : $"it has {header.Frames} frames for {header.Count} record of {record.RecordBytes} bytes";
}
