using System.Runtime.InteropServices;
using Shared.ObjectFormat.Pages;
using Stone.Server.Extents;

namespace Stone.Server.Recovery;

/// <summary>Reads and writes the header of an extent. What is no header of that extent is refused by name.</summary>
internal static class ExtentHeaderBlock
{
    private const long OffsetBytes = (long)Frame.ExtentHeaderFrame * Frame.SizeBytes;

    /// <summary>Writes the header; not durable before a sync.</summary>
    public static void Write(IExtentFile file, in ExtentHeader header) => file.Write(OffsetBytes, MetaBlock.Seal(header));

    /// <summary>Reads the header of what should be the extent of that index.</summary>
    public static ExtentHeader Read(IExtentFile file, int index)
    {
        if (file.LengthBytes < (long)Frame.FirstUsable * Frame.SizeBytes)
        {
            throw Refuse(RefusalReason.Truncated, $"{file.Name}: the extent is truncated, it has only {file.LengthBytes} bytes");
        }
        byte[] sector = new byte[MetaBlock.SectorBytes];
        file.Read(OffsetBytes, sector);
        ExtentHeader header = MemoryMarshal.Read<ExtentHeader>(sector);
        if (header.Magic != ExtentHeader.MagicValue)
        {
            throw Refuse(RefusalReason.NotAnExtent, $"{file.Name} is not an extent of a repository (page {Frame.ExtentHeaderFrame} does not begin as its header)");
        }
        if (!FormatVersion.IsRead(header.Version))
        {
            throw Refuse(
                RefusalReason.WrongVersion, $"{file.Name} has format version {header.Version}, this program reads {FormatVersion.Current} (page {Frame.ExtentHeaderFrame})");
        }
        if (!MetaBlock.IsWhole(sector, ExtentHeader.SizeBytes, ExtentHeader.ChecksumOffset))
        {
            throw Refuse(RefusalReason.MetaDamaged, $"{file.Name}: the extent header is damaged (page {Frame.ExtentHeaderFrame})");
        }
        return header.ExtentIndex == index
            ? header
            : throw Refuse(RefusalReason.Swapped, $"{file.Name} is extent {header.ExtentIndex} of its repository, not extent {index}");
    }

    private static RecoveryRefusedException Refuse(RefusalReason reason, string message) => new(reason, message);
}
