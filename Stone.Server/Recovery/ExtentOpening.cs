using Shared.ObjectFormat.Pages;
using Stone.Server.Extents;
using Stone.Server.Storage;

namespace Stone.Server.Recovery;

/// <summary>
/// Opens the extents of a repository. Those that the meta counts must be there and of its checkpoint, or of the one that was
/// being made when the stone ended; others at the end are new. What is missing, foreign, swapped or stale is refused by name.
/// </summary>
internal static class ExtentOpening
{
    /// <summary>
    /// Opens those that the meta counts, as far as they are named; the caller owns them. One that is not named and holds
    /// nothing may be left out: whether it holds something only a walk of the object table finds.
    /// </summary>
    public static ExtentSet Open(IRepositoryFiles files, Func<int, long> limitBytes, out MetaChoice choice)
    {
        IExtentFile first = files.OpenExtent(0);
        try
        {
            choice = MetaChoice.Read(first, limitBytes(0));
        }
        catch
        {
            first.Dispose();
            throw;
        }
        Meta meta = choice.Meta;
        ExtentSet extents = new() { RecordedCount = (int)Math.Min(meta.ExtentCount, (uint)Frame.ExtentLimit) };
        extents.Add(first, meta.AllocatedFrames);
        try
        {
            for (int index = 1; index < Math.Min(files.ExtentNames.Count, meta.ExtentCount); index++)
            {
                if (!files.ExtentExists(index))
                {
                    throw new RecoveryRefusedException(
                        RefusalReason.ExtentMissing, $"{files.ExtentNames[index]} is missing: it is extent {index} of {meta.ExtentCount} of repository {meta.RepositoryId:x16}");
                }
                ExtentHeader header = OpenOne(files, extents, index, meta, limitBytes(index));
                if (header.CheckpointGeneration != meta.Generation)
                {
                    choice = choice.WithUnfinishedCheckpoint();
                }
            }
            return extents;
        }
        catch
        {
            extents.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Opens those that the meta does not count yet: makes their files, or takes what a start has left that ended before its
    /// checkpoint. They count from the next checkpoint on.
    /// </summary>
    public static void AddNew(IRepositoryFiles files, ExtentSet extents, in Meta meta, StorageSettings settings)
    {
        for (int index = extents.Count; index < files.ExtentNames.Count; index++)
        {
            if (!files.ExtentExists(index))
            {
                Create(files, index, meta, settings);
            }
            OpenOne(files, extents, index, meta, settings.ExtentLimitBytes(index));
        }
    }

    /// <summary>Makes the file of an extent that holds nothing.</summary>
    private static void Create(IRepositoryFiles files, int index, in Meta meta, StorageSettings settings)
    {
        using (IExtentFile file = files.CreateExtent(index))
        {
            long regions = Math.Max(1, settings.InitialExtentBytes / ExtentSpace.RegionBytes);
            file.Grow(regions * ExtentSpace.RegionBytes);
            ExtentHeaderBlock.Write(file, new ExtentHeader
            {
                RepositoryId = meta.RepositoryId,
                Timeline = meta.Timeline,
                ExtentIndex = (uint)index,
                CheckpointGeneration = meta.Generation,
                CreatedMicroseconds = settings.NowMicroseconds,
                AllocatedFrames = (ulong)regions * FrameAllocator.RegionFrames,
            });
            file.Sync();
        }
        files.PublishExtent(index);
    }

    private static ExtentHeader OpenOne(IRepositoryFiles files, ExtentSet extents, int index, in Meta meta, long limitBytes)
    {
        IExtentFile file = files.OpenExtent(index);
        try
        {
            ExtentHeader header = ExtentHeaderBlock.Read(file, index);
            Check(file, header, meta, extents[0].Name);
            MetaChoice.CheckLength(file, header.AllocatedFrames, limitBytes);
            extents.Add(file, header.AllocatedFrames);
            return header;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static void Check(IExtentFile file, in ExtentHeader header, in Meta meta, string firstName)
    {
        if (header.RepositoryId != meta.RepositoryId || header.Timeline != meta.Timeline)
        {
            throw new RecoveryRefusedException(
                RefusalReason.ExtentForeign,
                $"{file.Name} is foreign: it belongs to repository {header.RepositoryId:x16}.{header.Timeline:x}, {firstName} to {meta.RepositoryId:x16}.{meta.Timeline:x}");
        }
        // Headers are written before the meta, so they may be one checkpoint ahead of it.
        if (header.CheckpointGeneration < meta.Generation || header.CheckpointGeneration > meta.Generation + 1)
        {
            bool isBehind = header.CheckpointGeneration < meta.Generation;
            throw new RecoveryRefusedException(
                RefusalReason.ExtentStale,
                $"{(isBehind ? file.Name : firstName)} is stale: it is of checkpoint {(isBehind ? header.CheckpointGeneration : meta.Generation)}, "
                + $"but {(isBehind ? firstName : file.Name)} is of checkpoint {(isBehind ? meta.Generation : header.CheckpointGeneration)}");
        }
    }
}
