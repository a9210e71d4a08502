using Shared.ObjectFormat.Configuration;
using Stone.Server.Collection;

namespace Stone.Server.Tests.Collection;

/// <summary>When collections begin by themselves.</summary>
public sealed class CollectionScheduleTests
{
    private static readonly DateTime Start = new(2026, 3, 1, 22, 0, 0);
    private string _file = "";
    private string _lastFullFile = "";

    [SetUp]
    public void NameFiles()
    {
        string folder = Directory.CreateTempSubdirectory("schedule").FullName;
        (_file, _lastFullFile) = (Path.Combine(folder, "collection.conf"), Path.Combine(folder, "collection.last"));
    }

    [TearDown]
    public void RemoveFile() => Directory.Delete(Path.GetDirectoryName(_file)!, recursive: true);

    [Test]
    public void Full_collections_come_at_their_interval()
    {
        CollectionSchedule schedule = new(new StoneSettings { FullCollectionMinutes = 30, EpochMinutes = 0 }, _file, _lastFullFile, Start);
        Assert.That(Due(schedule, 29), Is.Null);
        Assert.That(Due(schedule, 30), Is.EqualTo(CollectionKind.Full));
        Assert.That(Due(schedule, 31), Is.Null);
        Assert.That(Due(schedule, 60), Is.EqualTo(CollectionKind.Full));
    }

    [Test]
    public void A_time_of_day_comes_once_a_day_also_past_midnight()
    {
        CollectionSchedule schedule = new(new StoneSettings { FullCollectionTime = new TimeOnly(3, 30), EpochMinutes = 0 }, _file, _lastFullFile, Start);
        Assert.That(Due(schedule, 329), Is.Null);
        Assert.That(Due(schedule, 331), Is.EqualTo(CollectionKind.Full));
        Assert.That(Due(schedule, 332), Is.Null);
        Assert.That(Due(schedule, 331 + (24 * 60)), Is.EqualTo(CollectionKind.Full));
    }

    [Test]
    public void An_epoch_is_looked_through_when_its_time_has_come_and_it_created_enough()
    {
        CollectionSchedule schedule = new(new StoneSettings { EpochMinutes = 5, EpochLeastObjects = 100 }, _file, _lastFullFile, Start);
        Assert.That(Due(schedule, 4, 1000), Is.Null);
        Assert.That(Due(schedule, 6, 99), Is.Null);
        Assert.That(Due(schedule, 7, 100), Is.EqualTo(CollectionKind.Epoch));
        Assert.That(Due(schedule, 8, 100), Is.Null);
    }

    [Test]
    public void What_is_changed_lasts_and_counts_more_than_the_settings()
    {
        CollectionSchedule schedule = new(new StoneSettings { FullCollectionMinutes = 30 }, _file, _lastFullFile, Start);
        schedule.Change(settings => settings with { FullCollectionMinutes = 0, EpochMinutes = 7, FullCollectionTime = new TimeOnly(4, 5) });
        StoneSettings later = new CollectionSchedule(new StoneSettings { FullCollectionMinutes = 30 }, _file, _lastFullFile, Start).Settings;
        Assert.That((later.FullCollectionMinutes, later.EpochMinutes, later.FullCollectionTime), Is.EqualTo((0, 7, new TimeOnly(4, 5))));
    }

    [Test]
    public void An_interval_counts_from_the_last_full_collection_also_after_a_restart()
    {
        StoneSettings settings = new() { FullCollectionMinutes = 30, EpochMinutes = 0 };
        CollectionSchedule schedule = new(settings, _file, _lastFullFile, Start);
        schedule.NoteFull(Start.AddMinutes(10));
        Assert.That(Due(schedule, 39), Is.Null);
        schedule = new CollectionSchedule(settings, _file, _lastFullFile, Start.AddMinutes(25));
        Assert.That(Due(schedule, 39), Is.Null);
        Assert.That(Due(schedule, 41), Is.EqualTo(CollectionKind.Full));
        File.WriteAllText(_lastFullFile, "no time");
        schedule = new CollectionSchedule(settings, _file, _lastFullFile, Start.AddMinutes(50));
        Assert.That(Due(schedule, 79), Is.Null);
        Assert.That(Due(schedule, 81), Is.EqualTo(CollectionKind.Full));
    }

    private static CollectionKind? Due(CollectionSchedule schedule, double minutes, long created = 0) => schedule.TakeDue(Start.AddMinutes(minutes), created);
}
