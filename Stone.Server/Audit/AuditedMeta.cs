using System.Globalization;
using Shared.ObjectFormat.Pages;
using Stone.Server.Extents;
using Stone.Server.Recovery;
using Stone.Server.Storage;

namespace Stone.Server.Audit;

/// <summary>The meta from which an audit starts.</summary>
internal static class AuditedMeta
{
    /// <summary>Reads header and metas as recovery does and tells their faults; null when nothing can be found from there.</summary>
    public static Meta? Read(IExtentFile extent, AuditReport report)
    {
        MetaChoice choice;
        try
        {
            choice = MetaChoice.Read(extent, long.MaxValue);
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
        Meta meta = choice.Meta;
        report.Row("repository", string.Create(CultureInfo.InvariantCulture, $"{meta.RepositoryId:x16}, commit {meta.CommitId}, checkpoint {meta.Generation}"));
        return meta;
    }
}
