using System.Globalization;

namespace CrashSimulation.Collections;

/// <summary>The real collector and the real engine under a scheduler that a seed decides. COLLECTOR_SEEDS and COLLECTOR_FIRST_SEED choose others.</summary>
public sealed class CollectionSimulationTests
{
    private const int DefaultSeeds = 300;
    private const int MutantSeeds = 1500;

    [Test]
    public void Nothing_that_can_be_reached_or_was_voted_for_is_lost_and_all_garbage_goes()
    {
        int first = Setting("COLLECTOR_FIRST_SEED") ?? 1;
        int seeds = Setting("COLLECTOR_SEEDS") ?? DefaultSeeds;
        long removed = 0;
        int crashes = 0, commits = 0, gone = 0;
        for (int seed = first; seed < first + seeds; seed++)
        {
            using CollectionSimulation simulation = new(seed, new CollectionOptions());
            try
            {
                simulation.Run();
            }
            catch (Exception exception)
            {
                Assert.Fail($"seed {seed} (COLLECTOR_FIRST_SEED={seed} COLLECTOR_SEEDS=1 repeats it): {exception}");
            }
            removed += simulation.Removed;
            crashes += simulation.CrashCount;
            commits += simulation.CommitCount;
            gone += simulation.GoneCount;
        }
        TestContext.Out.WriteLine($"{seeds} seeds, {commits} commits, {removed} objects removed, {crashes} crashes; {gone} commits of sessions that did not vote referred to what was gone");
        Assert.That(removed, Is.GreaterThan(seeds));
        Assert.That(crashes > 0 || seeds < 10);
    }

    [Test]
    public void Without_votes_sessions_lose_what_they_hold() => RequireCaught(new CollectionOptions { Votes = false });

    [Test]
    public void Lookups_that_do_not_ask_find_what_is_about_to_go() => RequireCaught(new CollectionOptions { AsksForLookups = false });

    [Test]
    public void Without_a_sweep_what_was_linked_again_would_go() => RequireCaught(new CollectionOptions { Sweeps = false });

    private static void RequireCaught(CollectionOptions options)
    {
        int caught = 0;
        int seed = 1;
        for (; seed <= MutantSeeds && caught < 3; seed++)
        {
            using CollectionSimulation simulation = new(seed, options);
            try
            {
                simulation.Run();
            }
            catch (SimulationFailedException failure)
            {
                caught++;
                TestContext.Out.WriteLine($"seed {seed}: {failure.Message}");
            }
        }
        Assert.That(caught, Is.GreaterThanOrEqualTo(3), $"of {seed - 1} seeds");
        TestContext.Out.WriteLine($"mutant caught: {TestContext.CurrentContext.Test.Name}, by {caught} of {seed - 1} seeds");
    }

    private static int? Setting(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
