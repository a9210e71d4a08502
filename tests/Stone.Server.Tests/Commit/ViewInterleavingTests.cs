using Shared.ObjectFormat.Cache;
using Stone.Server.Checkpoint;
using Stone.Server.Commit;
using Stone.Server.Extents;

namespace Stone.Server.Tests.Commit;

/// <summary>
/// Every interleaving of a session that begins a view (it sees the published state, then registers it) with commits that retire
/// the frame it would read and take frames again. With the second look no view ever reads a frame that was reused.
/// </summary>
public sealed class ViewInterleavingTests
{
    private const int CommitCount = 4;

    [Test]
    public void No_view_reads_a_reused_frame_in_any_interleaving() => Assert.That(Violations(looksAgain: true), Is.Zero);

    [Test]
    public void Without_the_second_look_some_do()
    {
        int violations = Violations(looksAgain: false);
        Assert.That(violations, Is.GreaterThan(0));
        TestContext.Out.WriteLine($"mutant caught: no second look at the horizon, by {violations} interleavings");
    }

    /// <summary>The reader sees before commit i and registers before commit j, for all i and j; how many of these go wrong.</summary>
    private static int Violations(bool looksAgain)
    {
        int violations = 0;
        for (int see = 0; see <= CommitCount; see++)
        {
            for (int register = see; register <= CommitCount; register++)
            {
                violations += ReadsReused(see, register, looksAgain) ? 1 : 0;
            }
        }

        return violations;
    }

    private static bool ReadsReused(int seeBefore, int registerBefore, bool looksAgain)
    {
        SnapshotTable snapshots = new();
        FrameAllocator allocator = new();
        allocator.Extend(0, 1);
        RetirementList retirement = new(allocator, snapshots, new CheckpointRules());
        // What each frame holds: the commit whose root it is.
        Dictionary<ulong, ulong> contents = [];
        ulong root = Commit(1, 0);
        PublishedState seen = default;
        Snapshot? view = null;
        for (ulong commit = 2; commit <= CommitCount + 2; commit++)
        {
            int before = (int)commit - 2;
            seen = before == seeBefore ? snapshots.Published : seen;
            if (before == registerBefore)
            {
                view = looksAgain ? snapshots.TryRegister(seen) ?? snapshots.Register() : snapshots.RegisterUnchecked(seen);
            }

            if (before < CommitCount)
            {
                root = Commit(commit, root);
            }
        }

        return contents[view!.State.RootFrame] != view.CommitId;

        ulong Commit(ulong id, ulong old)
        {
            ulong frame = allocator.TakeNode();
            contents[frame] = id;
            if (old != 0)
            {
                retirement.Retire(old, 1, id - 1, id);
            }

            snapshots.Publish(id, frame, 1);
            retirement.Collect(id);
            return frame;
        }
    }
}
