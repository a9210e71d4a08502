using System.Globalization;
using Stone.Server.Checkpoint;
using Stone.Server.Extents;
using Stone.Server.TransactionLog;

namespace CrashSimulation;

/// <summary>The engine survives every crash of the simulator, and would not without each of its rules.</summary>
public sealed class CrashSimulationTests
{
    private const int DefaultSeeds = 2000;
    private const int MutantSeeds = 400;

    private static int SeedCount =>
        int.TryParse(Environment.GetEnvironmentVariable("CRASH_SEEDS"), NumberStyles.None, CultureInfo.InvariantCulture, out int count) ? count : DefaultSeeds;

    private static int FirstSeed =>
        int.TryParse(Environment.GetEnvironmentVariable("CRASH_FIRST_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out int seed) ? seed : 1;

    [Test]
    public void No_acknowledged_commit_is_lost_and_none_is_torn([Values] bool fillsDisk)
    {
        // A quarter is enough to see that a want of room changes nothing.
        int seeds = fillsDisk ? (SeedCount + 3) / 4 : SeedCount;
        int crashes = 0;
        int commits = 0;
        int streams = 0;
        int refused = 0;
        int fullRecoveries = 0;
        for (int seed = FirstSeed; seed < FirstSeed + seeds; seed++)
        {
            using var run = new SimulationRun(seed, new SimulationOptions { FillsDisk = fillsDisk });
            try
            {
                run.Run();
            }
            catch (Exception exception)
            {
                Assert.Fail($"seed {seed} (CRASH_FIRST_SEED={seed} CRASH_SEEDS=1 repeats it): {exception}");
            }
            crashes += run.CrashCount;
            commits += run.CommitCount;
            streams += run.StreamCount;
            refused += run.RefusedCount;
            fullRecoveries += run.FullRecoveryCount;
        }
        TestContext.Out.WriteLine($"{seeds} seeds, {crashes} crashes, {commits} commits, {streams} of them streams, {refused} refused, {fullRecoveries} recoveries without room");
        Assert.That(crashes, Is.GreaterThan(seeds));
        Assert.That(refused > 0 || !fillsDisk || seeds < 10);
    }

    [Test]
    public void Several_extents_lose_nothing_and_wrong_ones_are_refused_by_name([Values] bool fillsDisk)
    {
        // A quarter of the seeds: the engine is the same, the places differ.
        int seeds = (SeedCount + 3) / 4;
        int refused = 0;
        int crashes = 0;
        long otherBytes = 0;
        for (int seed = FirstSeed; seed < FirstSeed + seeds; seed++)
        {
            using var run = new SimulationRun(seed, new SimulationOptions { HasSeveralExtents = true, FillsDisk = fillsDisk });
            try
            {
                run.Run();
            }
            catch (Exception exception)
            {
                Assert.Fail($"seed {seed} (CRASH_FIRST_SEED={seed} CRASH_SEEDS=1 repeats it): {exception}");
            }
            crashes += run.CrashCount;
            refused += run.RefusedExtentCount;
            otherBytes += run.OtherExtentBytes;
        }
        TestContext.Out.WriteLine($"{seeds} seeds, {crashes} crashes, {refused} wrong extents refused, {otherBytes >> 20} MB in extents after the first");
        Assert.That(refused > 0 || seeds < 10);
        Assert.That(otherBytes, Is.GreaterThan(0).Or.Matches<long>(_ => seeds < 10));
    }

    [Test]
    public void Without_a_sync_of_the_log_commits_are_lost() => RequireCaught(new SimulationOptions { SyncsLog = false });

    [Test]
    public void Without_a_sync_of_the_extent_before_the_meta_data_are_lost() => RequireCaught(new SimulationOptions { SyncsExtentBeforeMeta = false });

    [Test]
    public void Without_a_sync_of_the_other_extents_before_the_meta_data_are_lost() =>
        RequireCaught(new SimulationOptions { HasSeveralExtents = true, SyncsOtherExtents = false });

    [Test]
    public void Rule_1_a_log_position_later_than_the_root_loses_commits() => RequireCaught(new SimulationOptions { Rules = new LateLogPosition() });

    [Test]
    public void Rule_2_reuse_of_frames_born_before_the_last_started_cut_loses_data() => RequireCaught(new SimulationOptions { Rules = new ReuseSinceCompletedCut() });

    [Test]
    public void Rule_3_freeing_what_was_retired_after_the_cut_loses_data() => RequireCaught(new SimulationOptions { Rules = new FreeAtRunningCheckpoint() });

    [Test]
    public void Rule_4_a_log_that_is_not_kept_for_open_streams_loses_their_commits() => RequireCaught(new SimulationOptions { Rules = new ForgottenStreams() });

    [Test]
    public void Rule_5_a_map_of_space_later_than_the_root_loses_data() =>
        RequireCaught(new SimulationOptions { Rules = new LateMap(), NeverWalks = true });

    [Test]
    public void Rule_6_a_map_with_frames_that_wait_or_are_staged_loses_room() =>
        RequireCaught(new SimulationOptions { Rules = new MapOfAllTaken(), NeverWalks = true });

    [Test]
    public void Reuse_of_frames_that_a_view_reads_loses_its_data() => RequireCaught(new SimulationOptions { Rules = new ReuseUnderViews() });

    [Test]
    public void Reuse_without_waiting_for_a_checkpoint_loses_data() => RequireCaught(new SimulationOptions { Rules = new ReuseAtOnce() });

    private static void RequireCaught(SimulationOptions options)
    {
        int caught = 0;
        int seed = 1;
        for (; seed <= MutantSeeds && caught < 3; seed++)
        {
            using var run = new SimulationRun(seed, options);
            try
            {
                run.Run();
            }
            catch (Exception exception)
            {
                // Mostly the simulation's own; of what a broken rule leaves, anything may come.
                caught++;
                TestContext.Out.WriteLine($"seed {seed}: {exception.Message}");
            }
        }
        Assert.That(caught, Is.GreaterThanOrEqualTo(3), $"of {seed - 1} seeds");
        TestContext.Out.WriteLine($"mutant caught: {TestContext.CurrentContext.Test.Name}, by {caught} of {seed - 1} seeds");
    }

    private sealed class LateLogPosition : CheckpointRules
    {
        public override LogPosition PositionForMeta(LogPosition atCut, LogPosition now) => now;
    }

    private sealed class ReuseSinceCompletedCut : CheckpointRules
    {
        public override bool IsReusableAtOnce(ulong birthCommit, ulong startedCutCommit, ulong completedCutCommit) => birthCommit > completedCutCommit;
    }

    private sealed class FreeAtRunningCheckpoint : CheckpointRules
    {
        public override ulong GenerationToWaitFor(ulong startedGeneration, ulong completedGeneration) =>
            startedGeneration > completedGeneration ? startedGeneration : startedGeneration + 1;
    }

    private sealed class ForgottenStreams : CheckpointRules
    {
        public override LogPosition? StreamsForMeta(LogPosition? oldestStart) => null;
    }

    private sealed class LateMap : CheckpointRules
    {
        internal override SpaceCopy SpaceForMap(SpaceCopy atCut, Func<SpaceCopy> now) => now();
    }

    private sealed class MapOfAllTaken : CheckpointRules
    {
        public override ulong UsedForMap(ulong taken, ulong unreached) => taken;
    }

    private sealed class ReuseUnderViews : CheckpointRules
    {
        public override bool WaitsForViews => false;
    }

    private sealed class ReuseAtOnce : CheckpointRules
    {
        public override bool IsReusableAtOnce(ulong birthCommit, ulong startedCutCommit, ulong completedCutCommit) => true;
    }
}
