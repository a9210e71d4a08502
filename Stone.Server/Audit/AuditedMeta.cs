using System.Globalization;
using Shared.ObjectFormat.Pages;
using Stone.Server.Extents;
using Stone.Server.Recovery;
using Stone.Server.Storage;

namespace Stone.Server.Audit;

/// <summary>The meta from which an audit starts.</summary>
internal static class AuditedMeta
{
    /// <summary>
    /// Opens the extents, reads headers and metas as recovery does and tells their faults; null when nothing can be found from
    /// there. Throws <see cref="StorageException"/> when there is no extent.
    /// </summary>
    public static ExtentSet? Open(IRepositoryFiles files, AuditReport report, out Meta meta)
    {
        meta = default;
        if (!files.ExtentExists(0))
        {
            throw new StorageException($"{files.ExtentNames[0]} is missing");
        }
        ExtentSet extents;
        MetaChoice choice;
        try
        {
            extents = ExtentOpening.Open(files, _ => long.MaxValue, out choice);
        }
        catch (StorageException refused)
        {
            report.Faults.Add(refused.Message);
            report.Row("not audited", "all the rest: without header and metas nothing says where it is");
            return null;
        }
        if (choice.Doubt is { } doubt)
        {
            report.Faults.Add(doubt);
        }
        meta = choice.Meta;
        report.Row("repository", string.Create(CultureInfo.InvariantCulture, $"{meta.RepositoryId:x16}, commit {meta.CommitId}, checkpoint {meta.Generation}"));
        if (extents.Count > 1)
        {
            report.Row("extents", string.Join(", ", Enumerable.Range(0, extents.Count).Select(index => extents[index].Name)));
        }
        return extents;
    }

    /// <summary>All frames as of the last checkpoint, none of them in use yet.</summary>
    public static FrameAllocator Frames(ExtentSet extents)
    {
        FrameAllocator frames = new();
        for (int extent = 0; extent < extents.Count; extent++)
        {
            frames.Extend(extent, (int)(extents.AllocatedFrames(extent) / FrameAllocator.RegionFrames));
        }
        return frames;
    }
}
