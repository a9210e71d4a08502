using System.Security.Cryptography;
using Shared.ObjectFormat.Pages;
using Stone.Server.Extents;
using Stone.Server.Storage;

namespace Stone.Server.Recovery;

/// <summary>
/// Begins a repository with a copy of an image: the extent of another one, which was ended in good order. The copy keeps
/// repository id and hash seed, which its pages and objects hold, and gets a random timeline of its own and an empty log, so
/// that extents and logs of two repositories from one image are never taken for each other's. As in
/// <see cref="RepositoryCreation"/> the extent gets its final name last.
/// </summary>
internal static class ImageAdoption
{
    private const int CopyBytes = 1 << 20;

    /// <summary>Makes the files. What is wrong with the image raises <see cref="StorageException"/> naming it.</summary>
    public static void Create(IRepositoryFiles files, StorageSettings settings, string imagePath)
    {
        if (files.ExtentExists)
        {
            throw new StorageException("there is a repository already; an image is not copied over it");
        }
        RepositoryCreation.RequireEmptyLog(files.Log);
        using (IExtentFile extent = files.CreateExtent())
        {
            Copy(imagePath, extent);
            Rename(extent, settings, imagePath);
            extent.Sync();
        }
        files.Log.Create(1, settings.LogSegmentBytes).Dispose();
        files.PublishExtent();
    }

    private static void Copy(string imagePath, IExtentFile extent)
    {
        try
        {
            using FileStream image = new(imagePath, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            if (image.Length > extent.LengthBytes)
            {
                extent.Grow((image.Length + ExtentSpace.RegionBytes - 1) / ExtentSpace.RegionBytes * ExtentSpace.RegionBytes);
            }
            byte[] buffer = new byte[CopyBytes];
            long at = 0;
            for (int read = image.Read(buffer); read > 0; read = image.Read(buffer))
            {
                extent.Write(at, buffer.AsSpan(0, read));
                at += read;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"the image {imagePath} cannot be copied: {e.Message}", e);
        }
    }

    /// <summary>Writes header and both metas anew: another timeline, the beginning of an empty log.</summary>
    private static void Rename(IExtentFile extent, StorageSettings settings, string imagePath)
    {
        Meta meta;
        try
        {
            meta = MetaChoice.Read(extent, settings.MaximumExtentBytes).Meta;
        }
        catch (RecoveryRefusedException e)
        {
            throw new StorageException($"the image {imagePath} cannot be used: {e.Message}", e);
        }
        meta.Timeline = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));
        meta.LogSegment = 1;
        meta.LogOffset = 0;
        meta.NextBatchSequence = 1;
        meta.PreviousChecksum = 0;
        for (int i = 0; i < 2; i++)
        {
            meta.Generation++;
            extent.Write((long)(meta.Generation % 2) * Frame.SizeBytes, MetaBlock.Seal(meta));
        }
        extent.Write((long)Frame.ExtentHeaderFrame * Frame.SizeBytes, MetaBlock.Seal(new ExtentHeader
        {
            RepositoryId = meta.RepositoryId,
            Timeline = meta.Timeline,
            CreatedMicroseconds = settings.NowMicroseconds,
        }));
    }
}
