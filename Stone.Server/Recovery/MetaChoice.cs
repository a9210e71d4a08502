using System.Runtime.InteropServices;
using Shared.ObjectFormat.Pages;
using Stone.Server.Extents;

namespace Stone.Server.Recovery;

/// <summary>
/// Chooses the meta that recovery starts from: the whole one with the highest generation. Refuses a file that is no extent,
/// another version, a foreign or truncated extent, by name.
/// </summary>
internal sealed class MetaChoice
{
    private MetaChoice(Meta meta, string? doubt, bool hasUnfinishedCheckpoint)
    {
        Meta = meta;
        Doubt = doubt;
        HasUnfinishedCheckpoint = hasUnfinishedCheckpoint;
    }

    /// <summary>The meta.</summary>
    public Meta Meta { get; }

    /// <summary>The other meta is damaged, in a line that names it; null when it is fine.</summary>
    public string? Doubt { get; }

    /// <summary>Another extent is one checkpoint ahead of the meta: there was a crash, or extent 0 is a copy of an earlier time.</summary>
    public bool HasUnfinishedCheckpoint { get; }

    /// <summary>False when the other meta is damaged, so that it may have been the newer one, or extent 0 may be old: then everything is verified.</summary>
    public bool IsCertain => Doubt == null && !HasUnfinishedCheckpoint;

    /// <summary>Reads header and metas.</summary>
    public static MetaChoice Read(IExtentFile file, long maximumBytes)
    {
        ExtentHeader header = ExtentHeaderBlock.Read(file, 0);
        Meta? first = ReadMeta(file, header, 0, out bool firstIsBlank);
        Meta? second = ReadMeta(file, header, 1, out bool secondIsBlank);
        if (first == null && second == null)
        {
            throw Refuse(RefusalReason.MetaDamaged, $"{file.Name}: both metas are damaged (pages 0 and 1)");
        }
        bool takeFirst = second == null || (first != null && first.Value.Generation > second.Value.Generation);
        Meta meta = takeFirst ? first!.Value : second!.Value;
        // Only the first checkpoint has a blank one beside it.
        bool otherIsFine = takeFirst ? second != null || (secondIsBlank && meta.Generation == 1) : first != null || (firstIsBlank && meta.Generation == 1);
        CheckLength(file, meta.AllocatedFrames, maximumBytes);
        int other = takeFirst ? 1 : 0;
        return new MetaChoice(meta, otherIsFine ? null : $"{file.Name}: page {other} is damaged: it holds no whole meta", hasUnfinishedCheckpoint: false);
    }

    /// <summary>The same meta, where an extent has a checkpoint that the meta does not know.</summary>
    public MetaChoice WithUnfinishedCheckpoint() => new(Meta, Doubt, hasUnfinishedCheckpoint: true);

    /// <summary>Refuses an extent that is shorter than what was allocated, or longer than it may be.</summary>
    public static void CheckLength(IExtentFile file, ulong allocatedFrames, long maximumBytes)
    {
        if (file.LengthBytes < (long)allocatedFrames * Frame.SizeBytes)
        {
            throw Refuse(
                RefusalReason.Truncated,
                $"{file.Name}: the extent is truncated, it has {file.LengthBytes} bytes of {(long)allocatedFrames * Frame.SizeBytes}");
        }
        if (file.LengthBytes > maximumBytes)
        {
            throw Refuse(
                RefusalReason.Swapped, $"{file.Name}: the extent has {file.LengthBytes} bytes, more than its largest size of {maximumBytes}");
        }
    }

    private static Meta? ReadMeta(IExtentFile file, in ExtentHeader header, int slot, out bool isBlank)
    {
        byte[] sector = new byte[MetaBlock.SectorBytes];
        file.Read((long)slot * Frame.SizeBytes, sector);
        Meta meta = MemoryMarshal.Read<Meta>(sector);
        isBlank = !sector.AsSpan().ContainsAnyExcept((byte)0);
        if (meta.Magic != Meta.MagicValue || !MetaBlock.IsWhole(sector, Meta.SizeBytes, Meta.ChecksumOffset))
        {
            return null;
        }
        if (!FormatVersion.IsRead(meta.Version))
        {
            throw Refuse(RefusalReason.WrongVersion, $"{file.Name}: meta {slot} has format version {meta.Version}, this program reads {FormatVersion.Current}");
        }
        if (meta.RepositoryId != header.RepositoryId || meta.Timeline != header.Timeline)
        {
            throw Refuse(
                RefusalReason.Swapped,
                $"{file.Name}: the extent belongs to repository {header.RepositoryId:x16}, but its meta {slot} to {meta.RepositoryId:x16}");
        }
        return meta.Generation % 2 == (ulong)slot ? meta : throw Refuse(RefusalReason.MetaDamaged, $"{file.Name}: meta {slot} stands in the wrong place");
    }

    private static RecoveryRefusedException Refuse(RefusalReason reason, string message) => new(reason, message);
}
