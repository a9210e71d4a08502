using System.Security.Cryptography;
using Shared.ObjectFormat.Pages;
using Stone.Server.Extents;
using Stone.Server.Storage;
using Stone.Server.TransactionLog;

namespace Stone.Server.Recovery;

/// <summary>
/// Makes the files of an empty repository, of one extent: opening it adds the others. The extent gets its final name last: a
/// crash before that leaves nothing that could be opened, and the next attempt begins anew.
/// </summary>
internal static class RepositoryCreation
{
    /// <summary>Makes the files; opening them is recovery's work, as always.</summary>
    public static void Create(IRepositoryFiles files, StorageSettings settings)
    {
        if (files.ExtentExists(0))
        {
            throw new StorageException("there is a repository already; a new one is not made over it");
        }
        RequireNothing(files);
        ulong repositoryId = settings.NewRepositoryId ?? BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8));
        using (IExtentFile extent = files.CreateExtent(0))
        {
            long regions = Math.Max(1, settings.InitialExtentBytes / ExtentSpace.RegionBytes);
            extent.Grow(regions * ExtentSpace.RegionBytes);
            ExtentHeaderBlock.Write(extent, new ExtentHeader
            {
                RepositoryId = repositoryId,
                Timeline = 1,
                CreatedMicroseconds = settings.NowMicroseconds,
            });
            extent.Write(Frame.SizeBytes, MetaBlock.Seal(new Meta
            {
                RepositoryId = repositoryId,
                Timeline = 1,
                Generation = 1,
                ExtentCount = 1,
                AllocatedFrames = (ulong)regions * FrameAllocator.RegionFrames,
                NextObjectId = Shared.ObjectFormat.Identity.ObjectIds.FirstLeased,
                LogSegment = 1,
                NextBatchSequence = 1,
                HashSeed = settings.NewRepositoryId ?? BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)),
                TakenMicroseconds = settings.NowMicroseconds,
            }));
            extent.Sync();
        }
        files.Log.Create(1, settings.LogSegmentBytes).Dispose();
        files.PublishExtent(0);
    }

    /// <summary>Refuses to begin a repository beside extents or the log of another.</summary>
    internal static void RequireNothing(IRepositoryFiles files)
    {
        for (int index = 1; index < files.ExtentNames.Count; index++)
        {
            if (files.ExtentExists(index))
            {
                throw new StorageException(
                    $"{files.ExtentNames[index]} is there, but {files.ExtentNames[0]}, the first extent, is missing; a new repository is not made beside it");
            }
        }
        ILogDirectory log = files.Log;
        using var reader = new LogReader(log, default);
        foreach (ulong segment in log.List())
        {
            if (reader.HasBatchAtStart(segment))
            {
                throw new StorageException(
                    $"{log.NameOf(segment)} belongs to a repository whose extent is missing; a new one is not made beside its log");
            }
        }
    }
}
