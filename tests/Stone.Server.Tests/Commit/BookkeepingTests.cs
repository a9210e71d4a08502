using Shared.ObjectFormat.Cache;
using Stone.Server.Commit;

namespace Stone.Server.Tests.Commit;

/// <summary>The structures in memory that commits lean on.</summary>
public sealed class BookkeepingTests
{
    [Test]
    public void A_set_of_ids_does_what_a_set_does([Values(1, 2, 3)] int seed)
    {
        var random = new Random(seed);
        var set = new ObjectIdSet(1);
        var expected = new HashSet<ulong>();
        for (int round = 0; round < 20_000; round++)
        {
            ulong id = (ulong)random.NextInt64(1, random.Next(2) == 0 ? 10_000 : 1L << 60);
            if (set.Add(id) != expected.Add(id) || set.Contains(id + 1) != expected.Contains(id + 1))
            {
                Assert.Fail($"seed {seed}, id {id}");
            }
        }
        Assert.That(set.Count, Is.EqualTo(expected.Count));
        Assert.That(set.Contains(0), Is.False);
    }

    [Test]
    public void A_set_of_ids_forgets_all_when_it_is_cleared([Values(1, 2, 3)] int seed)
    {
        var random = new Random(seed);
        var set = new ObjectIdSet(1);
        for (int round = 0; round < 50; round++)
        {
            int count = random.Next(3) == 0 ? random.Next(5000) : random.Next(5);
            set.Clear(random.Next(2) == 0 ? count : random.Next(5000));
            ulong first = (ulong)random.Next(1, 6000);
            for (ulong id = first; id < first + (ulong)count; id++)
            {
                Assert.That(set.Add(id), $"seed {seed}, round {round}, id {id}");
            }
            Assert.That(set.Count, Is.EqualTo(count));
            Assert.That(set.Contains(first - 1) || set.Contains(first + (ulong)count), Is.False, $"seed {seed}, round {round}");
        }
    }

    [Test]
    public void A_lease_belongs_to_its_session_only()
    {
        var leases = new LeaseTable();
        leases.Add(1, new ObjectIdRange(100, 10));
        leases.Add(2, new ObjectIdRange(110, 10));
        leases.Add(1, new ObjectIdRange(120, 10));
        leases.Add(1, new ObjectIdRange(130, 5));
        for (ulong id = 90; id < 150; id++)
        {
            Assert.That(leases.Owns(1, id), Is.EqualTo(id is (>= 100 and < 110) or (>= 120 and < 135)), $"id {id}");
            Assert.That(leases.Owns(2, id), Is.EqualTo(id is >= 110 and < 120), $"id {id}");
        }
        leases.Remove(1);
        Assert.That(leases.Owns(1, 105), Is.False);
    }

    [Test]
    public void Views_are_found_in_their_intervals()
    {
        var table = new SnapshotTable();
        var views = new List<Snapshot>();
        foreach (ulong commit in new ulong[] { 5, 5, 9 })
        {
            table.Publish(commit, 0, 0);
            views.Add(table.Register());
        }
        table.Publish(20, 0, 0);
        Assert.That(table.TryFindWithin(5, 6, out ulong found) && found == 5, Is.True);
        Assert.That(table.TryFindWithin(6, 9, out _), Is.False, "[6, 9) holds neither 5 nor 9");
        Assert.That(table.TryFindWithin(6, 10, out _), Is.True);
        Assert.That(table.TryFindWithin(10, 20, out _), Is.False);
        table.Release(views[0]);
        table.Release(views[0]);
        Assert.That(table.TryFindWithin(5, 6, out _), Is.True, "the other view of commit 5 lives");
        Assert.That(table.TryTakeReleased(out _), Is.False);
        table.Release(views[1]);
        Assert.That(table.TryTakeReleased(out ulong released) && released == 5, Is.True);
        Assert.That(table.Publish(21, 0, 0), Is.EqualTo(new PublishedState(21, 0, 0, 9)));
    }

    [Test]
    public void Write_sets_are_dropped_from_the_old_end()
    {
        var history = new WriteSetHistory(idLimit: 4_000);
        for (ulong commit = 1; commit <= 10_000; commit++)
        {
            history.Add(commit, commit % 7, 0, [commit * 10]);
        }
        var ids = new List<ulong>();
        Assert.That(history.TryCollect(1_000, 10_000, ids), Is.False);
        Assert.That(history.TryCollect(9_990, 9_995, ids), Is.True);
        Assert.That(ids, Is.EqualTo(new ulong[] { 99_910, 99_920, 99_930, 99_940, 99_950 }));
        Assert.That(history.SessionOf(9_999), Is.EqualTo(9_999 % 7));
        Assert.That(history.SessionOf(3), Is.Zero);
    }

    [Test]
    public void Outcomes_are_bounded_by_number_and_age()
    {
        var outcomes = new OutcomeTable(limit: 3, lifetime: TimeSpan.FromSeconds(1));
        Guid[] requests = [.. Enumerable.Range(0, 5).Select(_ => Guid.NewGuid())];
        for (int i = 0; i < 4; i++)
        {
            outcomes.Add(requests[i], (ulong)i + 1, 0);
        }
        Assert.That(outcomes.TryFind(requests[0], out _), Is.False, "too many");
        Assert.That(outcomes.TryFind(requests[1], out ulong commit) && commit == 2, Is.True);
        outcomes.Add(requests[4], 5, 2_000_000);
        Assert.That(outcomes.TryFind(requests[3], out _), Is.False, "too old");
        Assert.That(outcomes.TryFind(requests[4], out _), Is.True);
        Guid afterClockWasSetBack = Guid.NewGuid();
        outcomes.Add(afterClockWasSetBack, 6, 1_000);
        Assert.That(outcomes.TryFind(afterClockWasSetBack, out _) && outcomes.TryFind(requests[4], out _), Is.True);
    }

    [Test]
    public void Ids_stay_below_the_reserved_bound()
    {
        var supply = new ObjectIdSupply(100);
        Assert.That(supply.Take(10), Is.EqualTo(new ObjectIdRange(1024, 10)));
        Assert.That(supply.Reserved, Is.EqualTo(1134UL));
        Assert.That(supply.Durable, Is.EqualTo(1024UL));
        supply.Load(supply.Reserved);
        Assert.That(supply.Take(1).First, Is.EqualTo(1134UL));
    }
}
