using System.Security.Cryptography;
using Shared.ObjectFormat.Pages;
using Shared.ObjectFormat.Platform;
using Stone.Server.Extents;
using Stone.Server.Storage;

namespace Stone.Server.Recovery;

/// <summary>
/// Begins a repository with a copy of an image: the extents of another one, which was ended in good order. The copy keeps
/// repository id and hash seed, which its pages and objects hold, and gets a random timeline of its own and an empty log, so
/// that extents and logs of two repositories from one image are never taken for each other's. As in
/// <see cref="RepositoryCreation"/> extent 0 gets its final name last.
/// </summary>
internal static class ImageAdoption
{
    private const int CopyBytes = 1 << 20;

    /// <summary>Makes the files. What is wrong with the image raises <see cref="StorageException"/> naming it.</summary>
    public static void Create(IRepositoryFiles files, StorageSettings settings, string imagePath)
    {
        if (files.ExtentExists(0))
        {
            throw new StorageException("there is a repository already; an image is not copied over it");
        }
        RepositoryCreation.RequireNothing(files);
        using ExtentSet image = Open(imagePath, settings, out Meta meta);
        if (meta.ExtentCount > files.ExtentNames.Count)
        {
            throw new StorageException($"the image {imagePath} has {meta.ExtentCount} extents, but DBF_EXTENT_NAMES names {files.ExtentNames.Count}");
        }
        Rename(ref meta);
        for (int index = image.Count - 1; index >= 0; index--)
        {
            using IExtentFile extent = files.CreateExtent(index);
            Copy(image[index], extent);
            WriteRoots(extent, index, meta, image.AllocatedFrames(index), settings);
            extent.Sync();
        }
        files.Log.Create(1, settings.LogSegmentBytes).Dispose();
        for (int index = image.Count - 1; index >= 0; index--)
        {
            files.PublishExtent(index);
        }
    }

    private static ExtentSet Open(string imagePath, StorageSettings settings, out Meta meta)
    {
        try
        {
            using ImageFiles files = new(Path.GetFullPath(imagePath), Platforms.Native);
            ExtentSet image = ExtentOpening.Open(files, settings.ExtentLimitBytes, out MetaChoice choice);
            meta = choice.Meta;
            if (!choice.HasUnfinishedCheckpoint)
            {
                return image;
            }
            image.Dispose();
            throw new StorageException($"the image {imagePath} was not ended in good order: start its stone and stop it");
        }
        catch (RecoveryRefusedException e)
        {
            throw new StorageException($"the image {imagePath} cannot be used: {e.Message}", e);
        }
        catch (Exception e) when (DiskFile.IsSystemError(e))
        {
            throw new StorageException($"the image {imagePath} cannot be copied: {DiskFile.Reason(e)}", e);
        }
    }

    private static void Copy(IExtentFile from, IExtentFile to)
    {
        if (from.LengthBytes > to.LengthBytes)
        {
            to.Grow((from.LengthBytes + ExtentSpace.RegionBytes - 1) / ExtentSpace.RegionBytes * ExtentSpace.RegionBytes);
        }
        byte[] buffer = new byte[CopyBytes];
        for (long at = 0; at < from.LengthBytes; at += buffer.Length)
        {
            Span<byte> piece = buffer.AsSpan(0, (int)Math.Min(buffer.Length, from.LengthBytes - at));
            from.Read(at, piece);
            to.Write(at, piece);
        }
    }

    /// <summary>Another timeline, the beginning of an empty log.</summary>
    private static void Rename(ref Meta meta)
    {
        meta.Timeline = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));
        meta.LogSegment = 1;
        meta.LogOffset = 0;
        meta.NextBatchSequence = 1;
        meta.PreviousChecksum = 0;
        // Both metas are written anew, so the later one is two further.
        meta.Generation += 2;
    }

    private static void WriteRoots(IExtentFile extent, int index, Meta meta, ulong allocatedFrames, StorageSettings settings)
    {
        ExtentHeaderBlock.Write(extent, new ExtentHeader
        {
            RepositoryId = meta.RepositoryId,
            Timeline = meta.Timeline,
            ExtentIndex = (uint)index,
            CheckpointGeneration = index == 0 ? 0 : meta.Generation,
            CreatedMicroseconds = settings.NowMicroseconds,
            AllocatedFrames = index == 0 ? 0 : allocatedFrames,
        });
        if (index != 0)
        {
            return;
        }
        meta.Generation--;
        for (int i = 0; i < 2; i++, meta.Generation++)
        {
            extent.Write((long)(meta.Generation % 2) * Frame.SizeBytes, MetaBlock.Seal(meta));
        }
    }
}
