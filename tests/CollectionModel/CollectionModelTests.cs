using System.Globalization;

namespace CollectionModel;

/// <summary>The collection protocol keeps its promises in every order of events that was tried, and would not without each of its rules.</summary>
public sealed class CollectionModelTests
{
    private const int DefaultSeeds = 2000;
    private const int MutantSeeds = 4000;
    private const int CatchesWanted = 3;

    private static int SeedCount =>
        int.TryParse(Environment.GetEnvironmentVariable("COLLECTION_SEEDS"), NumberStyles.None, CultureInfo.InvariantCulture, out int count) ? count : DefaultSeeds;

    private static int FirstSeed =>
        int.TryParse(Environment.GetEnvironmentVariable("COLLECTION_FIRST_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out int seed) ? seed : 1;

    [Test]
    public void Nothing_that_anybody_needs_is_collected_and_all_else_is()
    {
        int commits = 0;
        int rounds = 0;
        int removed = 0;
        int passedOver = 0;
        int collected = 0;
        int refusals = 0;
        int gone = 0;
        int crashes = 0;
        for (int seed = FirstSeed; seed < FirstSeed + SeedCount; seed++)
        {
            var run = new ModelRun(seed, new ProtocolRules(), SeedCount == 1 ? TestContext.Out.WriteLine : null);
            try
            {
                run.Run();
            }
            catch (Exception exception)
            {
                Assert.Fail($"seed {seed} (COLLECTION_FIRST_SEED={seed} COLLECTION_SEEDS=1 repeats it): {exception}");
            }
            commits += run.CommitCount;
            rounds += run.Collector.RoundCount;
            removed += run.RemovedCount;
            passedOver += run.Collector.PassedOverCount;
            collected += run.CollectedCount;
            refusals += run.Collector.RefusalCount;
            gone += run.GoneCount;
            crashes += run.CrashCount;
        }
        TestContext.Out.WriteLine(
            $"{SeedCount} seeds, {commits} commits, {rounds} collections removed {removed} objects, swept again {refusals} times, passed over {passedOver} sessions, whose commits failed {collected} times; {gone} lookups found nothing; {crashes} crashes");
        Assert.That(new[] { removed, passedOver, collected, refusals, gone, crashes }, Has.All.GreaterThan(0).Or.Matches<int>(_ => SeedCount < 100));
    }

    [Test]
    public void Without_recording_before_the_view_commits_between_them_are_lost() => RequireCaught(new ProtocolRules { RecordsBeforeMark = false });

    [Test]
    public void Candidates_newer_than_the_view_are_condemned_before_they_are_committed() => RequireCaught(new ProtocolRules { CandidatesAreInMark = false });

    [Test]
    public void Candidates_of_an_epoch_newer_than_the_view_are_condemned_before_they_are_committed() => RequireCaught(new ProtocolRules { EpochCandidatesAreInMark = false });

    [Test]
    public void An_epoch_that_does_not_mark_from_older_objects_that_were_written_loses_what_they_refer_to() => RequireCaught(new ProtocolRules { EpochMarksFromWritten = false });

    [Test]
    public void An_epoch_that_goes_on_after_a_crash_without_its_record_of_writes_loses_objects() => RequireCaught(new ProtocolRules { EpochEndsAtCrash = false });

    [Test]
    public void Values_of_ephemerons_marked_without_their_keys_are_never_collected() => RequireCaught(new ProtocolRules { MarksValuesByKeys = false });

    [Test]
    public void A_revived_key_without_the_values_of_its_ephemerons_loses_them() => RequireCaught(new ProtocolRules { SweepFollowsKeys = false });

    [Test]
    public void Without_a_sweep_of_commits_what_they_refer_to_is_lost() => RequireCaught(new ProtocolRules { SweepsCommits = false });

    [Test]
    public void A_sweep_of_last_versions_alone_loses_what_views_between_them_showed() => RequireCaught(new ProtocolRules { SweepsEachVersion = false });

    [Test]
    public void A_sweep_without_closure_loses_what_the_revived_refer_to() => RequireCaught(new ProtocolRules { SweepsClosure = false });

    [Test]
    public void Without_a_vote_what_sessions_hold_is_lost() => RequireCaught(new ProtocolRules { Votes = false });

    [Test]
    public void A_vote_in_an_old_view_loses_what_is_read_there_afterwards() => RequireCaught(new ProtocolRules { VotesInNewView = false });

    [Test]
    public void What_a_session_names_in_an_old_view_is_lost_when_it_does_not_count() => RequireCaught(new ProtocolRules { KeepsWhatOldViewsName = false });

    [Test]
    public void A_session_whose_view_was_taken_loses_what_it_holds_when_it_names_nothing() => RequireCaught(new ProtocolRules { VotesWithoutView = false });

    [Test]
    public void A_vote_without_references_that_are_not_loaded_loses_them() => RequireCaught(new ProtocolRules { VotesUnloadedReferences = false });

    [Test]
    public void A_vote_without_what_was_staged_loses_what_that_refers_to() => RequireCaught(new ProtocolRules { VotesStaged = false });

    [Test]
    public void A_session_that_runs_while_it_votes_holds_what_it_did_not_name() => RequireCaught(new ProtocolRules { VotesAtOnce = false });

    [Test]
    public void Pieces_of_a_vote_that_count_in_the_next_ballot_leave_the_others_out() => RequireCaught(new ProtocolRules { VotesInOneBallot = false });

    [Test]
    public void What_is_watched_but_not_held_is_lost_when_nobody_keeps_it() => RequireCaught(new ProtocolRules { HoldsWatched = false });

    [Test]
    public void What_is_watched_and_taken_after_the_vote_is_lost_when_nobody_asks_for_it() => RequireCaught(new ProtocolRules { WatchedIsAskedFor = false });

    [Test]
    public void Without_a_last_look_at_what_was_touched_that_is_condemned() => RequireCaught(new ProtocolRules { ChecksWhenCondemning = false });

    [Test]
    public void What_a_collector_that_was_given_up_condemns_in_the_next_run_is_needed() => RequireCaught(new ProtocolRules { CondemnsOfOwnRun = false });

    [Test]
    public void What_is_condemned_slice_by_slice_is_referred_to_meanwhile() => RequireCaught(new ProtocolRules { CondemnsAtOnce = false });

    [Test]
    public void Sessions_that_were_passed_over_commit_references_to_what_is_gone() => RequireCaught(new ProtocolRules { CommitsCheckReferences = false });

    [Test]
    public void Commits_refer_to_what_is_condemned_and_not_yet_removed() => RequireCaught(new ProtocolRules { CommitsCheckCondemned = false });

    [Test]
    public void A_removed_object_comes_back_when_the_session_that_created_it_writes_it() => RequireCaught(new ProtocolRules { RemovedIsNeverNew = false });

    [Test]
    public void Lookups_by_id_that_do_not_ask_find_what_is_condemned() => RequireCaught(new ProtocolRules { LookupsAsk = false });

    [Test]
    public void Lookups_in_a_view_older_than_the_last_removal_that_do_not_ask_find_what_is_gone() => RequireCaught(new ProtocolRules { LookupsInOldViewsAsk = false });

    [Test]
    public void What_is_condemned_and_handed_out_is_lost_again() => RequireCaught(new ProtocolRules { CondemnedIsGone = false });

    [Test]
    public void What_an_earlier_collection_removed_is_handed_out_during_the_next() => RequireCaught(new ProtocolRules { RemovedIsGone = false });

    [Test]
    public void An_ephemeron_written_with_a_key_that_is_gone_refers_to_what_is_gone() => RequireCaught(new ProtocolRules { WritersAskForKeys = false });

    [Test]
    public void A_dead_set_that_a_crash_forgets_leaves_objects_without_what_they_refer_to() => RequireCaught(new ProtocolRules { KeepsDeadSet = false });

    [Test]
    public void Ids_that_are_given_again_show_another_object() => RequireCaught(new ProtocolRules { IdsAreUsedOnce = false });

    [Test]
    public void A_moved_object_with_a_new_commit_is_in_conflict_though_nobody_wrote_it() => RequireCaught(new ProtocolRules { KeepsCommitOfMoved = false });

    [Test]
    public void A_place_that_is_used_again_under_a_view_shows_another_object() => RequireCaught(new ProtocolRules { PlacesWaitForViews = false });

    [Test]
    public void Places_of_removed_objects_that_are_used_again_at_once_are_missed_by_old_views() => RequireCaught(new ProtocolRules { RemovedPlacesWait = false });

    /// <summary>COLLECTION_MUTANT_SEEDS=n counts how many of n seeds catch each mutant; else a few are enough.</summary>
    private static void RequireCaught(ProtocolRules rules)
    {
        bool countsAll = int.TryParse(Environment.GetEnvironmentVariable("COLLECTION_MUTANT_SEEDS"), NumberStyles.None, CultureInfo.InvariantCulture, out int seeds);
        seeds = countsAll ? seeds : MutantSeeds;
        int caught = 0;
        int seed = 1;
        for (; seed <= seeds && (countsAll || caught < CatchesWanted); seed++)
        {
            try
            {
                new ModelRun(seed, rules).Run();
            }
            catch (ModelFailedException exception)
            {
                if (++caught <= CatchesWanted)
                {
                    TestContext.Out.WriteLine($"seed {seed}: {exception.Message}");
                }
            }
        }
        Assert.That(caught, Is.GreaterThanOrEqualTo(countsAll ? 1 : CatchesWanted), $"of {seed - 1} seeds");
        TestContext.Out.WriteLine($"mutant caught: {TestContext.CurrentContext.Test.Name}, by {caught} of {seed - 1} seeds");
    }
}
