using Shared.ObjectFormat.Configuration;
using Stone.Server.Storage;

namespace Stone.Server.Collection;

/// <summary>
/// When collections begin by themselves. What is changed while the stone runs is written into a file, in the syntax of its configuration, which
/// counts more than that. Thread-safe.
/// </summary>
internal sealed class CollectionSchedule
{
    private readonly Lock _lock = new();
    private readonly string _file;
    private StoneSettings _settings;
    private DateTime _lastFull;
    private DateTime _lastEpoch;
    private DateTime _lastLook;

    /// <summary>As the file says, and else the settings.</summary>
    /// <param name="settings">The stone's.</param>
    /// <param name="file">What was changed; it may be missing.</param>
    /// <param name="now">Intervals count from here; on the machine's clock.</param>
    public CollectionSchedule(StoneSettings settings, string file, DateTime now)
    {
        _file = file;
        _lastFull = _lastEpoch = _lastLook = now;
        _settings = File.Exists(file)
            ? ConfigurationParser.ParseFile(file).Aggregate(settings, (changed, entry) => StoneSettingNames.Readers[entry.Name](changed, entry))
            : settings;
    }

    /// <summary>Minutes between full collections, minutes between epochs, the time of day; as they are now.</summary>
    public StoneSettings Settings
    {
        get
        {
            lock (_lock)
            {
                return _settings;
            }
        }
    }

    /// <summary>Changes it for good. Throws <see cref="StorageException"/> when it cannot be written down; then nothing has changed.</summary>
    public void Change(Func<StoneSettings, StoneSettings> change)
    {
        lock (_lock)
        {
            StoneSettings changed = change(_settings);
            DiskFile.ReplaceText(_file, $"""
                # Written by gc schedule.
                STN_GC_FULL_INTERVAL = {changed.FullCollectionMinutes};
                STN_GC_FULL_AT = "{TimeOfDay.Format(changed.FullCollectionTime)}";
                STN_GC_EPOCH_INTERVAL = {changed.EpochMinutes};

                """);
            _settings = changed;
        }
    }

    /// <summary>Which collection is due now; null for none. It counts as begun.</summary>
    /// <param name="now">On the machine's clock.</param>
    /// <param name="createdObjects">How many the epoch has.</param>
    public CollectionKind? TakeDue(DateTime now, long createdObjects)
    {
        lock (_lock)
        {
            bool isFullDue = _settings.FullCollectionMinutes > 0 && now - _lastFull >= TimeSpan.FromMinutes(_settings.FullCollectionMinutes);
            bool isTimeOfDay = _settings.FullCollectionTime is { } time && HasPassed(time, _lastLook, now);
            _lastLook = now;
            if (isFullDue || isTimeOfDay)
            {
                _lastFull = now;
                return CollectionKind.Full;
            }
            if (_settings.EpochMinutes > 0 && now - _lastEpoch >= TimeSpan.FromMinutes(_settings.EpochMinutes) && createdObjects >= _settings.EpochLeastObjects)
            {
                _lastEpoch = now;
                return CollectionKind.Epoch;
            }
            return null;
        }
    }

    private static bool HasPassed(TimeOnly time, DateTime since, DateTime now)
    {
        DateTime today = now.Date + time.ToTimeSpan();
        DateTime last = today <= now ? today : today.AddDays(-1);
        return last > since;
    }
}
