using Shared.ObjectFormat.Pages;
using Stone.Server.Extents;
using Stone.Server.Storage;

namespace Stone.Server.Recovery;

/// <summary>
/// Finds which frames a meta uses and how many records each data page holds. In a large repository that is read from the map
/// of space, whose size is a few thousandths of a percent of it, and pages are verified later; a small one is walked and
/// verified. It is walked too when the meta is not certain or the map is damaged.
/// </summary>
internal sealed class SpaceRecovery(RepositoryCore core, MetaChoice choice, PageVerifier pages)
{
    private Meta _meta = choice.Meta;

    /// <summary>Objects under the meta.</summary>
    public long ObjectCount { get; private set; }

    /// <summary>Fills allocator and usage, in which nothing is known to be in use.</summary>
    public void Run()
    {
        if (ReadMap() is { } map && choice.IsCertain && map.UsedBytes > core.Settings.PageVerificationBytes)
        {
            map.Load(core.Space.Allocator, core.Usage);
            if (_meta.OutcomesFrame != 0)
            {
                pages.TryVerify(_meta.OutcomesFrame, PageKind.Outcomes);
            }
            ObjectCount = (long)_meta.ObjectCount;
            LeaveUnverified();
        }
        else
        {
            TableVerifier walk = new(pages, _meta, core.Space.Allocator, core.Usage);
            walk.Verify(choice.IsCertain ? core.Settings.PageVerificationBytes : long.MaxValue);
            ObjectCount = walk.ObjectCount;
            if (!walk.HasVerifiedPages)
            {
                LeaveUnverified();
            }
        }
        core.OutcomesFrame = _meta.OutcomesFrame;
        core.SpaceMapFrame = _meta.SpaceMapFrame;
    }

    /// <summary>The map; one that is damaged is told and counts as none from here on.</summary>
    private SpaceMap? ReadMap()
    {
        if (_meta.SpaceMapFrame == 0)
        {
            return null;
        }
        string damage = "";
        SpaceMap? map = SpaceMapRun.Read(
            core.Extents, _meta, core.Space.Allocator, (frame, what) => damage = RepositoryRecovery.PageFault(core.Extents, frame, what));
        if (map == null)
        {
            core.Logger.Warning("{Damage}; the object table is walked, to find what the map of space would have told", damage);
            _meta.SpaceMapFrame = 0;
        }
        return map;
    }

    /// <summary>What is in use now is verified when it is touched, or by and by.</summary>
    private void LeaveUnverified()
    {
        core.Space.Allocator.MarkAllUnverified();
        foreach ((ulong run, PageKind kind) in ((ulong, PageKind)[])[(_meta.OutcomesFrame, PageKind.Outcomes), (_meta.SpaceMapFrame, PageKind.SpaceMap)])
        {
            if (run != 0 && pages.TryReadHeader(run, kind, out PageHeader header))
            {
                core.Space.Allocator.MarkVerified(run, header.Frames);
            }
        }
        core.Table.Unverified = new UnverifiedPages(core, _meta);
    }
}
