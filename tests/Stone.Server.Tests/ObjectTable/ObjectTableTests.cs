using Shared.ObjectFormat.Cache;
using Stone.Server.Commit;
using Stone.Server.Tests.Storage;

namespace Stone.Server.Tests.ObjectTable;

/// <summary>The object table against a dictionary, over growth in depth, in several views at once.</summary>
public sealed class ObjectTableTests : EngineFixture
{
    [Test]
    public void Every_view_shows_its_own_objects([Values(1, 2, 3)] int seed)
    {
        var random = new Random(seed);
        var now = new Dictionary<ulong, string>();
        var views = new List<(Snapshot View, Dictionary<ulong, string> Objects)>();
        for (int round = 0; round < 60; round++)
        {
            // Ids far apart make paths of their own and let the tree grow.
            ulong skipped = (ulong)random.Next(1, round % 10 == 9 ? 400_000 : 2_000);
            ulong first = Engine.LeaseObjectIds(Alice, skipped).First;
            var records = new Dictionary<ulong, string>();
            for (int i = random.Next(1, 40); i > 0; i--)
            {
                ulong id = now.Count > 0 && random.Next(2) == 0 ? now.Keys.ElementAt(random.Next(now.Count)) : first + (ulong)random.NextInt64((long)skipped);
                records[id] = $"{round}.{i}";
            }
            MustCommit(Alice, [.. records.Select(pair => Record(pair.Key, pair.Value))]);
            foreach ((ulong id, string text) in records)
            {
                now[id] = text;
            }
            if (round % 15 == 0)
            {
                views.Add((Engine.RegisterSnapshot(), new(now)));
            }
            if (round % 20 == 0)
            {
                Engine.RunCheckpoint();
            }
        }
        views.Add((Engine.RegisterSnapshot(), now));
        foreach ((Snapshot view, Dictionary<ulong, string> objects) in views)
        {
            foreach (ulong id in now.Keys)
            {
                Assert.That(Text(id, view.State), Is.EqualTo(objects.GetValueOrDefault(id)), $"seed {seed}, object {id}, commit {view.CommitId}");
            }
        }
        AssertDifference(views[1].View, views[^1].View, views[1].Objects, now, seed);
        Assert.That(Engine.Statistics().ObjectCount, Is.EqualTo(now.Count));
        Restart(killed: true);
        Assert.That(Engine.Statistics().ObjectCount, Is.EqualTo(now.Count));
        Assert.That(now.All(pair => Text(pair.Key) == pair.Value), Is.True, $"seed {seed}");
    }

    private unsafe void AssertDifference(Snapshot a, Snapshot b, Dictionary<ulong, string> before, Dictionary<ulong, string> after, int seed)
    {
        var changed = new HashSet<ulong>();
        TableDifference.Visit(Engine.ExtentBase, a.State.RootFrame, a.State.Depth, b.State.RootFrame, b.State.Depth, id => changed.Add(id));
        Assert.That(changed, Is.SupersetOf(after.Keys.Where(id => before.GetValueOrDefault(id) != after[id])), $"seed {seed}");
        Assert.That(changed, Is.SubsetOf(after.Keys), $"seed {seed}");
    }
}
