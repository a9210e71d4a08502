using System.Runtime.InteropServices;
using Shared.ObjectFormat.Pages;

namespace Stone.Server.Recovery;

/// <summary>Writes and checks the blocks that are smaller than a sector: metas and extent headers.</summary>
internal static class MetaBlock
{
    /// <summary>Writing so many bytes is atomic.</summary>
    public const int SectorBytes = 512;

    /// <summary>A sector with the meta and its checksum.</summary>
    public static byte[] Seal(Meta meta)
    {
        meta.Magic = Meta.MagicValue;
        meta.Version = FormatVersion.Current;
        byte[] sector = new byte[SectorBytes];
        MemoryMarshal.Write(sector, in meta);
        return SealAt(sector, Meta.SizeBytes, Meta.ChecksumOffset);
    }

    /// <summary>A sector with the extent header and its checksum.</summary>
    public static byte[] Seal(ExtentHeader header)
    {
        header.Magic = ExtentHeader.MagicValue;
        header.Version = FormatVersion.Current;
        byte[] sector = new byte[SectorBytes];
        MemoryMarshal.Write(sector, in header);
        return SealAt(sector, ExtentHeader.SizeBytes, ExtentHeader.ChecksumOffset);
    }

    /// <summary>Whether the first bytes of a sector carry the checksum that stands in them.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> sector, int sizeBytes, int checksumOffset) =>
        Crc32C.ComputeWithoutField(sector[..sizeBytes], checksumOffset) == MemoryMarshal.Read<uint>(sector[checksumOffset..]);

    private static byte[] SealAt(byte[] sector, int sizeBytes, int checksumOffset)
    {
        uint checksum = Crc32C.ComputeWithoutField(sector.AsSpan(0, sizeBytes), checksumOffset);
        MemoryMarshal.Write(sector.AsSpan(checksumOffset), in checksum);
        return sector;
    }
}
