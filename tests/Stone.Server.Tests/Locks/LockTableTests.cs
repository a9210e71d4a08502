using Shared.ObjectFormat.Protocol;
using Stone.Server.Locks;

namespace Stone.Server.Tests.Locks;

/// <summary>Sessions lock, wait, give up and end at random; what must hold is looked at after each step.</summary>
public sealed class LockTableTests
{
    private const int SessionCount = 6;
    private const int ObjectCount = 8;

    [Test]
    public void No_two_sessions_ever_have_locks_that_do_not_agree_and_everybody_is_served([Range(1, 20)] int round)
    {
        int seed = Environment.TickCount * 31 + round;
        TestContext.Out.WriteLine($"seed {seed}");
        Random random = new(seed);
        LockTable table = new();
        HashSet<ulong> granted = [];
        table.Granted = session => granted.Add(session);
        for (int step = 0; step < 2000; step++)
        {
            ulong session = (ulong)random.Next(1, SessionCount + 1);
            if (!table.IsWaiting(session))
                Step(table, session, random);
            else if (random.Next(20) == 0)
                table.CancelWait(session);
            AssertAgree(table);
        }
        // Whoever does not wait leaves: with that each of the others is served, for no circle of waits was let come about.
        for (int left = SessionCount; left > 0; left--)
        {
            ulong[] working = [.. Sessions.Where(session => !table.IsWaiting(session))];
            Assert.That(working, Is.Not.Empty, "all sessions wait for each other");
            foreach (ulong session in working)
                table.ReleaseAll(session);
        }
        Assert.That(Sessions.Any(table.IsWaiting), Is.False);
        Assert.That(table.Count, Is.Zero);
        Assert.That(granted, Is.Not.Empty, "no wait ended with a lock");
    }

    [Test]
    public void A_wait_that_would_close_a_circle_is_refused_and_the_others_go_on()
    {
        LockTable table = new();
        List<HeldLock> blockers = [];
        table.Acquire(1, LockKind.Write, [10], mayWait: true, blockers);
        table.Acquire(2, LockKind.Write, [20], mayWait: true, blockers);
        Assert.That(table.Acquire(1, LockKind.Read, [20], mayWait: true, blockers), Is.EqualTo(LockDecision.Waiting));
        Assert.That(table.Acquire(2, LockKind.Read, [10], mayWait: true, blockers), Is.EqualTo(LockDecision.Deadlock));
        Assert.That(blockers, Is.EqualTo(new[] { new HeldLock(10, 1, LockKind.Write, IsWaiting: false) }));
        table.Release(2, [20]);
        Assert.That(table.KindOf(1, 20), Is.EqualTo(LockKind.Read));
    }

    private static IEnumerable<ulong> Sessions => Enumerable.Range(1, SessionCount).Select(number => (ulong)number);

    private static void Step(LockTable table, ulong session, Random random)
    {
        ulong[] ids = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => (ulong)random.Next(1, ObjectCount + 1))];
        switch (random.Next(8))
        {
            case 0:
                table.ReleaseAll(session);
                break;
            case 1 or 2:
                table.Release(session, ids);
                break;
            default:
                LockKind kind = (LockKind)random.Next(1, 4);
                List<HeldLock> blockers = [];
                LockDecision decision = table.Acquire(session, kind, ids, random.Next(3) > 0, blockers);
                Assert.That(blockers, decision is LockDecision.Denied or LockDecision.Deadlock ? Is.Not.Empty : Is.Empty);
                Assert.That(ids.All(id => table.KindOf(session, id) >= kind), Is.EqualTo(decision == LockDecision.Granted));
                break;
        }
    }

    private static void AssertAgree(LockTable table)
    {
        foreach (IGrouping<ulong, HeldLock> locks in table.All().Where(held => !held.IsWaiting).GroupBy(held => held.ObjectId))
        {
            Assert.That(locks.Count() == 1 || locks.All(held => held.Kind == LockKind.Read), () => string.Join(", ", locks));
        }
    }
}
