using Microsoft.Extensions.Logging;
using Shared.ObjectFormat.Configuration;
using Shared.ObjectFormat.Protocol;
using Stone.Server.Sessions;
using Stone.Server.Storage;

namespace Stone.Server.Collection;

/// <summary>A running stone's collections as its administration sees them: service, collector process and schedule together.</summary>
internal sealed class CollectionControl : IDisposable
{
    private const int RunsTold = 10;

    private readonly StorageEngine _engine;
    private readonly CollectionSchedule _schedule;
    private readonly CollectorProcess _process;

    /// <summary>Nothing goes on yet.</summary>
    public CollectionControl(StonePaths paths, StoneSettings settings, StorageEngine engine, RequestLoop loop, RequestHandler handler, ILogger log)
    {
        _engine = engine;
        Service = new CollectionService(engine, loop, handler, TimeSpan.FromSeconds(settings.VoteLimitSeconds), log);
        handler.Collections.Service = Service;
        _process = new CollectorProcess(paths.Home, paths.Name, Service, log);
        _schedule = new CollectionSchedule(settings, paths.CollectionScheduleFile, paths.LastCollectionFile, DateTime.Now);
    }

    /// <summary>The collections.</summary>
    public CollectionService Service { get; }

    /// <summary>Begins: what a crash left is removed.</summary>
    public void Begin() => Service.Begin();

    /// <summary>Begins what is due; called every second or so.</summary>
    public void Tick()
    {
        Service.Tick();
        if (Service.LastFull is { } last)
        {
            _schedule.NoteFull(last);
        }
        if (_schedule.TakeDue(DateTime.Now, _engine.EpochCreatedCount) is { } kind)
        {
            Service.Want(kind);
        }
    }

    /// <summary>Changes the schedule for good; what is negative or empty stays. Throws <see cref="ArgumentException"/>.</summary>
    public void Schedule(ScheduleCollectionRequest request)
    {
        TimeOnly? time = null;
        if (request.FullAt.Length > 0 && !TimeOfDay.TryParse(request.FullAt, out time))
        {
            throw new ArgumentException($"\"{request.FullAt}\" is no time of day such as 03:30.");
        }
        foreach (int minutes in (int[])[request.FullMinutes, request.EpochMinutes])
        {
            if (minutes > StoneSettings.MostIntervalMinutes)
            {
                throw new ArgumentException($"{minutes} minutes is no interval; 0 to {StoneSettings.MostIntervalMinutes} are.");
            }
        }
        _schedule.Change(settings => settings with
        {
            FullCollectionMinutes = request.FullMinutes >= 0 ? request.FullMinutes : settings.FullCollectionMinutes,
            EpochMinutes = request.EpochMinutes >= 0 ? request.EpochMinutes : settings.EpochMinutes,
            FullCollectionTime = request.FullAt.Length > 0 ? time : settings.FullCollectionTime,
        });
    }

    /// <summary>Everything that is told, of this collection or else of the present one.</summary>
    public CollectionStatusReply Status(CollectionTicket? ticket = null)
    {
        StoneSettings settings = _schedule.Settings;
        CollectionStatusReply reply = new()
        {
            CollectorProcessId = _process.ProcessId,
            WaitingRuns = (ulong)Service.WaitingCount,
            DeadNotRemoved = _engine.DeadCount,
            FullMinutes = settings.FullCollectionMinutes,
            EpochMinutes = settings.EpochMinutes,
            FullAt = settings.FullCollectionTime is null ? "" : TimeOfDay.Format(settings.FullCollectionTime),
            EpochCreated = _engine.EpochCreatedCount,
        };
        if ((ticket ?? Service.Current) is { } current)
        {
            reply.Current = current.Status();
        }
        reply.History.AddRange(Service.History.Take(RunsTold).Select(run => run.Status()));
        return reply;
    }

    /// <summary>Ends all.</summary>
    public void Dispose()
    {
        Service.Close();
        _process.Dispose();
    }
}
