using System.Globalization;
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
    private readonly string _lastFullFile;
    private StoneSettings _settings;
    private DateTime _lastFull;
    private DateTime _lastEpoch;
    private DateTime _lastLook;

    /// <summary>As the file says, and else the settings.</summary>
    /// <param name="settings">The stone's.</param>
    /// <param name="file">What was changed; it may be missing.</param>
    /// <param name="lastFullFile">When the last full collection ended; it may be missing.</param>
    /// <param name="now">Intervals count from here, where nothing is known of before; on the machine's clock.</param>
    public CollectionSchedule(StoneSettings settings, string file, string lastFullFile, DateTime now)
    {
        _file = file;
        _lastFullFile = lastFullFile;
        _lastEpoch = _lastLook = now;
        _lastFull = ReadLastFull() is { } last && last < now ? last : now;
        _settings = File.Exists(file) ? settings.With(ConfigurationParser.ParseFile(file)) : settings;
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

    /// <summary>A full collection has ended: the interval to the next one counts from here, also after the stone was stopped.</summary>
    public void NoteFull(DateTime ended)
    {
        lock (_lock)
        {
            if (ended <= _lastFull)
            {
                return;
            }
            _lastFull = ended;
            try
            {
                DiskFile.ReplaceText(_lastFullFile, ended.ToUniversalTime().ToString("u", CultureInfo.InvariantCulture) + "\n");
            }
            catch (StorageException)
            {
                // Then the interval begins anew when the stone does.
            }
        }
    }

    private DateTime? ReadLastFull() =>
        File.Exists(_lastFullFile)
        && DateTime.TryParse(File.ReadAllText(_lastFullFile), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTime last)
            ? last : null;

    private static bool HasPassed(TimeOnly time, DateTime since, DateTime now)
    {
        DateTime today = now.Date + time.ToTimeSpan();
        DateTime last = today <= now ? today : today.AddDays(-1);
        return last > since;
    }
}
