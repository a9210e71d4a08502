using Serilog.Core;
using Shared.ObjectFormat.Cache;
using Stone.Server.Commit;
using Stone.Server.Storage;

namespace Stone.Server.Tests.Storage;

/// <summary>The life of an engine on real files.</summary>
public sealed class StorageEngineTests : EngineFixture
{
    [Test]
    public void Ids_are_never_leased_twice([Values] bool killed)
    {
        ulong highest = 0;
        for (int round = 0; round < 5; round++)
        {
            for (ulong count = 1; count < 200_000; count = (count * 3) + 1)
            {
                ObjectIdRange range = Engine.LeaseObjectIds(Alice, count);
                Assert.That(range.First, Is.GreaterThanOrEqualTo(highest));
                highest = range.End;
            }
            Restart(killed);
        }
    }

    [Test]
    public void A_second_stone_on_the_same_files_is_refused() =>
        Assert.That(() => Files(), Throws.TypeOf<StorageException>().With.Message.Contains("in use by another stone"));

    [Test]
    public void A_new_repository_is_not_made_over_another()
    {
        Engine.Dispose();
        Assert.That(() => StorageEngine.Create(Settings, Files(), Logger.None), Throws.TypeOf<StorageException>().With.Message.Contains("already"));
        Engine_reopens();
    }

    [Test]
    public void A_new_repository_is_not_made_beside_the_log_of_another()
    {
        MustCommit(Alice, Record(NewId(), "x"));
        Engine.Abandon();
        File.Move(Path.Combine(Folder, "extent0.dbf"), Path.Combine(Folder, "elsewhere"));
        Assert.That(() => StorageEngine.Create(Settings, Files(), Logger.None), Throws.TypeOf<StorageException>().With.Message.Contains("extent is missing"));
        File.Move(Path.Combine(Folder, "elsewhere"), Path.Combine(Folder, "extent0.dbf"));
        Engine_reopens();
    }

    [Test]
    public void A_missing_extent_is_named()
    {
        Engine.Dispose();
        File.Move(Path.Combine(Folder, "extent0.dbf"), Path.Combine(Folder, "elsewhere"));
        Assert.That(() => StorageEngine.Open(Settings, Files(), Logger.None), Throws.TypeOf<StorageException>().With.Message.EndsWith("extent0.dbf is missing"));
        File.Move(Path.Combine(Folder, "elsewhere"), Path.Combine(Folder, "extent0.dbf"));
        Engine_reopens();
    }

    [Test]
    public void The_published_root_is_shown_after_each_batch()
    {
        var publisher = new RecordingPublisher();
        Engine.SetPublisher(publisher);
        ulong first = MustCommit(Alice, Record(NewId(), "x"));
        Snapshot view = Engine.RegisterSnapshot();
        ulong second = MustCommit(Alice, Record(NewId(), "y"));
        Assert.That(publisher.States.Select(state => (state.CommitId, state.Horizon)).TakeLast(2), Is.EqualTo(new[] { (first, first - 1), (second, first) }));
        Engine.ReleaseSnapshot(view);
    }

    [Test]
    public void Log_segments_are_recycled()
    {
        ulong id = NewId();
        for (int round = 0; round < 60; round++)
        {
            MustCommit(Alice, Record(new() { ObjectId = id, ClassId = 12 }, new byte[300_000]));
            if (round % 10 == 9)
            {
                Engine.RunCheckpoint();
            }
        }
        int files = Directory.GetFiles(Path.Combine(Folder, "log")).Length;
        Assert.That(files, Is.LessThanOrEqualTo(Settings.SpareLogSegments + 2));
        Assert.That(Engine.Statistics().LogSegment, Is.GreaterThan((ulong)files));
        Restart(killed: true);
        Assert.That(Text(id), Is.Not.Null);
    }

    [Test]
    public void A_commit_larger_than_a_segment_gets_a_larger_one()
    {
        ulong id = NewId();
        MustCommit(Alice, Record(new() { ObjectId = id, ClassId = 12 }, new byte[5_000_000]));
        Restart(killed: true);
        Assert.That(Text(id)!.Length, Is.EqualTo(5_000_000));
    }

    private void Engine_reopens() => Restart();

    private sealed class RecordingPublisher : IRootPublisher
    {
        public List<PublishedState> States { get; } = [];

        public void Publish(in PublishedState state) => States.Add(state);
    }
}
