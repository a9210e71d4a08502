using System.Buffers.Binary;

namespace Kernel.Ruby.Primitives;

/// <summary>What statx(2) tells about a file.</summary>
internal sealed class FileStatus
{
    private const int CurrentFolder = -100, NoFollow = 0x100, BasicFields = 0xFFF, RecordBytes = 256;
    private const int KindMask = 0xF000;

    private readonly byte[] _record;

    private FileStatus(byte[] record) => _record = record;

    /// <summary>Kind and permissions (st_mode).</summary>
    public int Mode => BinaryPrimitives.ReadUInt16LittleEndian(_record.AsSpan(28));

    /// <summary>Size in bytes.</summary>
    public long Size => BinaryPrimitives.ReadInt64LittleEndian(_record.AsSpan(40));

    /// <summary>Inode.</summary>
    public long Inode => BinaryPrimitives.ReadInt64LittleEndian(_record.AsSpan(32));

    /// <summary>Hard links.</summary>
    public long Links => BinaryPrimitives.ReadUInt32LittleEndian(_record.AsSpan(16));

    /// <summary>Owner.</summary>
    public long User => BinaryPrimitives.ReadUInt32LittleEndian(_record.AsSpan(20));

    /// <summary>Group.</summary>
    public long Group => BinaryPrimitives.ReadUInt32LittleEndian(_record.AsSpan(24));

    /// <summary>Device.</summary>
    public long Device => ((long)BinaryPrimitives.ReadUInt32LittleEndian(_record.AsSpan(136)) << 8) | BinaryPrimitives.ReadUInt32LittleEndian(_record.AsSpan(140));

    /// <summary>Kind as File.ftype names it.</summary>
    public string Kind => (Mode & KindMask) switch
    {
        0x8000 => "file",
        0x4000 => "directory",
        0xA000 => "link",
        0x2000 => "characterSpecial",
        0x6000 => "blockSpecial",
        0x1000 => "fifo",
        0xC000 => "socket",
        _ => "unknown",
    };

    /// <summary>True for a regular file.</summary>
    public bool IsFile => (Mode & KindMask) == 0x8000;

    /// <summary>True for a directory.</summary>
    public bool IsFolder => (Mode & KindMask) == 0x4000;

    /// <summary>A time: seconds and nanoseconds since 1970.</summary>
    public (long Seconds, long Nanoseconds) Time(FileTime which)
    {
        ReadOnlySpan<byte> field = _record.AsSpan((int)which);
        return (BinaryPrimitives.ReadInt64LittleEndian(field), BinaryPrimitives.ReadUInt32LittleEndian(field[8..]));
    }

    /// <summary>Status of a file, null when there is none (errno is in <see cref="Posix.LastError"/>).</summary>
    public static unsafe FileStatus? Read(string path, bool followsLinks = true)
    {
        byte[] record = new byte[RecordBytes];
        fixed (byte* start = record)
        {
            return Posix.Status(CurrentFolder, path, followsLinks ? 0 : NoFollow, BasicFields, start) == 0 ? new FileStatus(record) : null;
        }
    }
}
