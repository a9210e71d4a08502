using Stone.Server.Extents;

namespace Stone.Server.Tests.Extents;

/// <summary>The allocator never gives a frame twice and takes back all it gave.</summary>
public sealed class FrameAllocatorTests
{
    [Test]
    public void Frames_are_given_once_and_come_back([Range(1, 6)] int seed)
    {
        var random = new Random(seed);
        var allocator = new FrameAllocator();
        allocator.Extend(0, 40);
        long free = allocator.FreeFrames;
        var taken = new List<(ulong Frame, uint Frames)>();
        bool[] used = new bool[40 * 64];
        for (int round = 0; round < 20_000; round++)
        {
            if (random.Next(round % 4_000 < 2_000 ? 3 : 5) > 1 && taken.Count > 0)
            {
                int index = random.Next(taken.Count);
                (ulong frame, uint frames) = taken[index];
                taken[index] = taken[^1];
                taken.RemoveAt(taken.Count - 1);
                allocator.Free(frame, frames);
                used.AsSpan((int)frame, (int)frames).Clear();
                continue;
            }
            (ulong Frame, uint Frames) run = random.Next(5) switch
            {
                0 or 1 => (allocator.TakeNode(), 1),
                2 or 3 => (allocator.TakePage(), 4),
                _ => Run(allocator, random),
            };
            if (run.Frame != 0)
            {
                Assert.That(run.Frame >= 4 && !used.AsSpan((int)run.Frame, (int)run.Frames).Contains(true), Is.True, $"seed {seed}, frame {run.Frame}");
                used.AsSpan((int)run.Frame, (int)run.Frames).Fill(true);
                taken.Add(run);
            }
        }
        taken.ForEach(run => allocator.Free(run.Frame, run.Frames));
        Assert.That(allocator.FreeFrames, Is.EqualTo(free), $"seed {seed}");
    }

    [Test]
    public void Marking_finds_double_use_and_mixed_regions()
    {
        var allocator = new FrameAllocator();
        allocator.Extend(0, 10);
        Assert.That(allocator.TryMarkUsed(64, 1, RegionKind.Nodes), Is.True);
        Assert.That(allocator.TryMarkUsed(64, 1, RegionKind.Nodes), Is.False, "twice");
        Assert.That(allocator.TryMarkUsed(68, 4, RegionKind.Pages), Is.False, "a page among nodes");
        Assert.That(allocator.TryMarkUsed(128, 100, RegionKind.Runs), Is.True);
        Assert.That(allocator.TryMarkUsed(600, 100, RegionKind.Runs), Is.False, "past the end");
        ulong node = allocator.TakeNode();
        Assert.That(node, Is.Not.EqualTo(64UL).And.Not.Zero);
    }

    private static (ulong Frame, uint Frames) Run(FrameAllocator allocator, Random random)
    {
        uint frames = (uint)random.Next(1, 200);
        return (allocator.TakeRun(frames), frames);
    }
}
