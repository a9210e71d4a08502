using System.Runtime.InteropServices;
using Shared.ObjectFormat.Configuration;
using Shared.ObjectFormat.Pages;
using Stone.Server.Storage;

namespace Stone.Server.Commands;

/// <summary>
/// A file in the data directory that says which repository, and which history of it, lives there: so an extent that was put
/// in the place of another is refused also when no log could tell.
/// </summary>
internal static class ExtentIdentity
{
    /// <summary>Writes down whose extent it is.</summary>
    internal static void Record(StonePaths paths, string extent)
    {
        if (Read(extent) is { } identity)
            DiskFile.ReplaceText(paths.IdentityFile, identity + "\n");
    }

    /// <summary>
    /// Refuses an extent that is not the one that was written down. One that has no header at all is left to recovery, which
    /// names what is wrong; where nothing is written down it is written now.
    /// </summary>
    internal static void Check(StonePaths paths, string extent)
    {
        if (!File.Exists(paths.IdentityFile))
        {
            Record(paths, extent);
            return;
        }
        string expected = File.ReadAllText(paths.IdentityFile).Trim();
        if (Read(extent) is { } found && found != expected)
        {
            throw new StartFailureException(
                $"{extent} is the extent of repository {found}, but here lives {expected}; to put it here for good, remove {paths.IdentityFile}.");
        }
    }

    /// <summary>Those of the files that are extents of the stone's repository.</summary>
    internal static string[] OwnedBy(StonePaths paths, IEnumerable<string> extents)
    {
        string? identity = File.Exists(paths.IdentityFile) ? File.ReadAllText(paths.IdentityFile).Trim() : null;
        return [.. extents.Where(extent => File.Exists(extent) && identity is not null && Read(extent) == identity)];
    }

    /// <summary>Repository id and timeline from the extent's header, null when it has none.</summary>
    private static string? Read(string extent)
    {
        Span<byte> bytes = stackalloc byte[ExtentHeader.SizeBytes];
        using FileStream file = new(extent, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        file.Position = (long)Frame.ExtentHeaderFrame * Frame.SizeBytes;
        if (file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
            return null;
        ExtentHeader header = MemoryMarshal.Read<ExtentHeader>(bytes);
        return header.Magic == ExtentHeader.MagicValue ? $"{header.RepositoryId:x16}.{header.Timeline:x}" : null;
    }
}
