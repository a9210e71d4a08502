using Serilog.Core;
using Shared.ObjectFormat.Platform;
using Stone.Server.Storage;
using Stone.Server.TransactionLog;

namespace Stone.Server.Tests.Storage;

/// <summary>A log over several directories.</summary>
public sealed class SeveralLogDirectoriesTests : EngineFixture
{
    private const int CommitBytes = 100_000;

    protected override string[] LogNames { get; } = ["left", "right"];

    [Test]
    public void Segments_go_to_the_directories_in_turn_and_all_of_them_are_replayed([Values] bool killed)
    {
        Dictionary<ulong, string> written = [];
        for (int i = 0; i < 60; i++)
        {
            written[CommitLarge(i)] = Text(i);
        }

        Assert.That(Segments("left"), Has.Count.AtLeast(2));
        Assert.That(Segments("right"), Has.Count.AtLeast(2));
        Assert.That(Segments("left").Intersect(Segments("right")), Is.Empty);
        Restart(killed);
        foreach ((ulong id, string text) in written)
        {
            Assert.That(Text(id), Is.EqualTo(text));
        }

        // Recycled segments stay where they are, and the log goes on.
        for (int i = 0; i < 60; i++)
        {
            CommitLarge(i);
            Engine.RunCheckpoint();
        }

        Restart(killed: true);
    }

    [Test]
    public void A_missing_directory_is_a_log_that_is_not_whole()
    {
        for (int i = 0; i < 60; i++)
        {
            CommitLarge(i);
        }

        Engine.Abandon();
        Directory.Move(Path.Combine(Folder, "right"), Path.Combine(Folder, "away"));
        Assert.That(() => StorageEngine.Open(Settings, Files(), Logger.None), Throws.InstanceOf<StorageException>().With.Message.Contains("tranlog"));
        Directory.Delete(Path.Combine(Folder, "right"), recursive: true);
        Directory.Move(Path.Combine(Folder, "away"), Path.Combine(Folder, "right"));
        Restart(killed: true);
    }

    [Test]
    public void A_segment_in_two_directories_is_named()
    {
        Engine.Dispose();
        string left = Directory.GetFiles(Path.Combine(Folder, "left"), "tranlog*").Concat(Directory.GetFiles(Path.Combine(Folder, "right"), "tranlog*")).First();
        string copy = left.Contains("/left/", StringComparison.Ordinal) ? left.Replace("/left/", "/right/", StringComparison.Ordinal) : left.Replace("/right/", "/left/", StringComparison.Ordinal);
        File.Copy(left, copy);
        Assert.That(() => StorageEngine.Open(Settings, Files(), Logger.None), Throws.TypeOf<StorageException>().With.Message.Contains(copy).And.Message.Contains("same segment"));
        File.Delete(copy);
        Restart(killed: true);
    }

    [Test]
    public void A_directory_without_room_is_passed_over()
    {
        // Nothing can be made in it.
        DiskLogDirectory full = new("/proc", Platforms.Native), left = new(Path.Combine(Folder, "left"), Platforms.Native);
        SpreadLogDirectory log = new([full, left]);
        log.Create(100, 4096).Dispose();
        Assert.That(log.NameOf(100), Is.EqualTo(left.NameOf(100)));
        Assert.That(() => new SpreadLogDirectory([full, full]).Create(101, 4096), Throws.TypeOf<RepositoryFullException>());
    }

    private static string Text(int number) => new((char)('a' + (number % 26)), CommitBytes);

    private ulong CommitLarge(int number)
    {
        ulong id = NewId();
        MustCommit(Alice, Record(id, Text(number)));
        return id;
    }

    private List<string> Segments(string directory) => [.. Directory.GetFiles(Path.Combine(Folder, directory), "tranlog*.dbf").Select(file => Path.GetFileName(file))];
}
