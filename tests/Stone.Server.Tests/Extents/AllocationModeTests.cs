using Shared.ObjectFormat.Pages;
using Stone.Server.Extents;

namespace Stone.Server.Tests.Extents;

/// <summary>Which extent takes what.</summary>
public sealed class AllocationModeTests
{
    [Test]
    public void Extents_fill_in_proportion_to_their_weights()
    {
        FrameAllocator allocator = Allocator(new AllocationMode(10, 30, 20), 400, 400, 400);
        int[] taken = Take(allocator, 600);
        Assert.That(taken, Is.EqualTo(new[] { 100, 300, 200 }).Using<int, int>((a, b) => Math.Abs(a - b) <= 2));
    }

    [Test]
    public void Without_weights_they_fill_one_after_the_other()
    {
        int[] taken = Take(Allocator(new AllocationMode(), 100, 100, 100), 150);
        Assert.That(taken, Is.EqualTo(new[] { 99, 51, 0 }), "a region holds metas and header");
    }

    [Test]
    public void One_that_came_later_catches_up()
    {
        FrameAllocator allocator = Allocator(new AllocationMode(1, 1), 400, 1);
        Take(allocator, 100);
        allocator.Extend(1, 400);
        Assert.That(Take(allocator, 120), Is.EqualTo(new[] { 10, 110 }).Using<int, int>((a, b) => Math.Abs(a - b) <= 2));
    }

    [Test]
    public void A_full_one_is_passed_over_for_single_pages_and_for_long_runs()
    {
        FrameAllocator allocator = Allocator(new AllocationMode(1, 1), 10, 100);
        Assert.That(Take(allocator, 60), Is.EqualTo(new[] { 9, 51 }));
        Assert.That(Frame.ExtentIndex(allocator.TakeRun(1000)), Is.EqualTo(1));
        Assert.That(allocator.TakeRun(64 * 40), Is.Zero, "no row of 40 regions is left");
    }

    [Test]
    public void Frames_of_every_extent_are_given_once_and_come_back()
    {
        FrameAllocator allocator = Allocator(new AllocationMode(2, 1, 3), 10, 20, 30);
        long free = allocator.FreeFrames;
        List<(ulong Frame, uint Frames)> taken = [];
        HashSet<ulong> used = [];
        for (int i = 0; allocator.FreeRegions > 0; i++)
        {
            uint frames = (i % 3) switch { 0 => 1u, 1 => 4u, _ => 100u };
            ulong frame = frames switch { 1 => allocator.TakeNode(), 4 => allocator.TakePage(), _ => allocator.TakeRun(frames) };
            if (frame == 0)
            {
                continue;
            }
            taken.Add((frame, frames));
            Assert.That(Enumerable.Range(0, (int)frames).All(at => used.Add(frame + (ulong)at)), Is.True, $"frame {frame}");
            Assert.That(Frame.WithinExtent(frame), Is.GreaterThanOrEqualTo(Frame.FirstUsable));
        }
        Assert.That(taken.Select(run => Frame.ExtentIndex(run.Frame)).Distinct(), Is.EquivalentTo(new[] { 0, 1, 2 }));
        taken.ForEach(run => allocator.Free(run.Frame, run.Frames));
        Assert.That(allocator.FreeFrames, Is.EqualTo(free));
    }

    private static FrameAllocator Allocator(AllocationMode mode, params int[] regions)
    {
        FrameAllocator allocator = new(mode);
        for (int extent = 0; extent < regions.Length; extent++)
        {
            allocator.Extend(extent, regions[extent]);
        }
        return allocator;
    }

    /// <summary>Takes so many regions; how many each extent gave.</summary>
    private static int[] Take(FrameAllocator allocator, int regions)
    {
        int[] taken = new int[allocator.ExtentCount];
        for (int i = 0; i < regions; i++)
        {
            taken[Frame.ExtentIndex(allocator.TakeRun(FrameAllocator.RegionFrames))]++;
        }
        return taken;
    }
}
