using System.Reflection;
using Microsoft.Extensions.Logging;
using Shared.ObjectFormat.Cache;
using Shared.ObjectFormat.Configuration;
using Shared.ObjectFormat.Platform;
using Shared.ObjectFormat.Protocol;
using Stone.Server.Collection;
using Stone.Server.Monitoring;
using Stone.Server.Protocol;
using Stone.Server.Sessions;
using Stone.Server.Storage;

namespace Stone.Server.Commands;

/// <summary>
/// A stone in this process: lock, log, repository, sessions and control channel, from start to stop. A clean stop takes a
/// checkpoint; a failure of storage ends the process at once, so that nothing is written or told after it.
/// </summary>
public sealed class RunningStone : IDisposable
{
    private readonly StoneOptions _options;
    private readonly StoneSettings _settings;
    private readonly IPlatform _platform;
    private readonly RepositoryLock _lock;
    private readonly StoneLog _loggers;
    private readonly ILogger _log;
    private readonly SharedPageSet _pages;
    private readonly RequestHandler _handler;
    private readonly RequestLoop _loop;
    private readonly ViewReclaim _reclaim;
    private readonly SessionListener _listener;
    private readonly CollectionControl _collections;
    private readonly GrpcServer _control;
    private readonly TaskCompletionSource<string> _stopReason = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<StorageFailedException> _storageFailure = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly DateTime _started = DateTime.UtcNow;

    private unsafe RunningStone(StoneOptions options, StoneSettings settings, RepositoryLock held, StoneLog loggers)
    {
        _options = options;
        _settings = settings;
        _lock = held;
        _loggers = loggers;
        _log = loggers.Loggers.CreateLogger("Stone");
        _platform = Platforms.Choose(settings.IsPortable);
        _pages = new SharedPageSet(_platform, options.Paths.RunDirectory, options.Paths.Name);
        Extents = [.. RepositoryOpening.ExtentPaths(options, settings).Select((path, index) => new ExtentPlace(path, settings.ExtentSizeLimit(index)))];
        Engine = RepositoryOpening.Open(options, settings, _platform, loggers.Serilog, _storageFailure.SetResult);
        PublishedRoot.Initialize(_pages.Root, Engine.RepositoryId);
        Engine.SetPublisher(_pages);
        _handler = new RequestHandler(
            Engine, new SlotReplyWriter(_platform), _pages, new CommitGathering(settings.IsDurable), settings.CommitLimitBytes);
        ILogger sessionLog = loggers.Loggers.CreateLogger("Sessions");
        _loop = new RequestLoop(_platform, _pages, _handler, sessionLog, _ => EndAtOnce());
        // Whichever thread met it, the loop's thread ends the sessions and the process.
        _storageFailure.Task.ContinueWith(failure => _loop.Post(() => throw failure.Result), TaskScheduler.Default);
        Registry = new SessionRegistry(_loop, Engine, _handler, settings.SessionLimit, sessionLog);
        _handler.Sharing.Registry = _handler.Votes.Registry = Registry;
        ViewLimits limits = new(settings.ViewBacklogLimit, settings.ViewBacklogHardLimit, settings.ViewGraceSeconds);
        _reclaim = new ViewReclaim(_platform, Registry, Engine, _handler, limits, sessionLog);
        _listener = new SessionListener(_platform, options.Paths.SessionSocket, Registry, Engine, Extents, _pages, sessionLog);
        _collections = new CollectionControl(options.Paths, settings, Engine, _loop, _handler, loggers.Loggers.CreateLogger("Collection"));
        _control = new GrpcServer(options.Paths.ControlSocket, Methods(), loggers.Loggers);
    }

    /// <summary>The sessions.</summary>
    public SessionRegistry Registry { get; }

    /// <summary>The repository.</summary>
    public StorageEngine Engine { get; }

    /// <summary>Where gems find its extents.</summary>
    public IReadOnlyList<ExtentPlace> Extents { get; }

    /// <summary>The line that tells the user that the stone is ready.</summary>
    public string ReadyLine =>
        $"stone {_options.Paths.Name} is ready: process {Environment.ProcessId}, commit {Engine.Published.CommitId}, {ExtentPaths}";

    private string ExtentPaths => string.Join(", ", Extents.Select(extent => extent.Path));

    /// <summary>The program's version, without what the build adds behind a plus.</summary>
    private static string Version =>
        typeof(RunningStone).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    /// <summary>Starts a stone in this process. Throws <see cref="StartFailureException"/> with one line for the user.</summary>
    public static RunningStone Start(StoneOptions options)
    {
        if (options.IsDetached)
            Platforms.Native.LeaveTerminal();
        Platforms.Native.SurviveFileSizeLimit();
        StoneSettings settings = options.LoadSettings();
        RepositoryLock? held = null;
        StoneLog? loggers = null;
        try
        {
            DiskFile.MakeDirectory(options.Paths.DataDirectory);
            DiskFile.MakeDirectory(Path.GetDirectoryName(options.Paths.LogFile)!);
            MakeRunDirectory(options.Paths.RunDirectory);
            held = RepositoryLock.Take(options.Paths);
            loggers = new StoneLog(options.Paths.LogFile, settings.LogLevel, onConsole: options.IsForeground && !options.IsDetached);
            RunningStone stone = new(options, settings, held, loggers);
            stone.Begin();
            return stone;
        }
        catch (Exception e)
        {
            loggers?.Loggers.CreateLogger("Stone").LogError("The stone cannot start: {Reason}", e.Message);
            loggers?.Dispose();
            held?.Dispose();
            if (e is not (IOException or UnauthorizedAccessException or StorageException or ConfigurationException))
                throw;
            throw new StartFailureException($"Stone \"{options.Paths.Name}\" cannot start: {e.Message}", e);
        }
    }

    /// <summary>Waits for a stop: asked for, by signal, or after being idle; then stops. The exit status.</summary>
    public int RunUntilStopped()
    {
        using PosixSignalWatch signals = new(name => RequestStop($"signal {name}"));
        while (!_stopReason.Task.Wait(TimeSpan.FromSeconds(1)))
        {
            _loop.Post(_reclaim.Run);
            _collections.Tick();
            if (_settings.IdleStopMinutes > 0)
                _loop.Post(StopWhenIdle);
        }
        _log.LogInformation("Stopping: {Reason}", _stopReason.Task.Result);
        Stop();
        return _storageFailure.Task.IsCompleted ? 1 : 0;
    }

    /// <summary>Asks for a stop; returns at once.</summary>
    public void RequestStop(string reason) => _stopReason.TrySetResult(reason);

    /// <summary>Takes a checkpoint; its commit when it is complete.</summary>
    public Task<ulong> CheckpointAsync() => Task.Run(Checkpoint);

    /// <summary>The statistics now.</summary>
    public Task<StatisticsReply> StatisticsAsync() => _loop.Invoke(() => Statistics.Collect(Registry, _handler, Engine));

    /// <summary>The status now.</summary>
    public Task<StatusReply> StatusAsync() => _loop.Invoke(Status);

    /// <inheritdoc/>
    public void Dispose() => _loggers.Dispose();

    private void Begin()
    {
        _loop.Start();
        _listener.Start();
        _control.StartAsync().GetAwaiter().GetResult();
        _collections.Begin();
        _log.LogInformation("Ready: process {Process}, commit {Commit}, {Extent}, platform {Platform}",
            Environment.ProcessId, Engine.Published.CommitId, ExtentPaths, _platform.Name);
    }

    private void Stop()
    {
        _listener.Dispose();
        _collections.Dispose();
        Registry.CloseAsync().GetAwaiter().GetResult();
        _control.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _loop.Dispose();
        ulong last = Engine.Published.CommitId;
        Engine.Dispose();
        _pages.Dispose();
        _log.LogInformation("Stopped at commit {Commit}", last);
        _lock.Dispose();
    }

    private Dictionary<string, IGrpcMethod> Methods() => new(
        [
            .. new StoneMethods(this).ByPath,
            .. new CollectionMethods(_collections).ByPath,
            .. new CollectorMethods(Engine, _collections.Service, Describe).ByPath,
        ],
        StringComparer.Ordinal);

    /// <summary>Tells the collector what it must know of the repository.</summary>
    private void Describe(WorkItem item)
    {
        item.ExtentPaths.AddRange(Extents.Select(extent => extent.Path));
        item.ExtentLimitBytes = (ulong)Extents.Max(extent => extent.LimitBytes);
        item.Portable = _settings.IsPortable;
        item.MarkThreads = _settings.MarkThreads;
        item.ReclaimThreads = _settings.ReclaimThreads;
        item.Share = _settings.CollectionSharePercent / 100.0;
        item.DiskBytesPerSecond = (long)_settings.CollectionDiskMegabytes << 20;
    }

    private void StopWhenIdle()
    {
        if (!_collections.Service.HasWork && IdleStop.IsDue(Registry, _settings.IdleStopMinutes, DateTime.UtcNow))
            RequestStop($"no session for {_settings.IdleStopMinutes} minutes");
    }

    private ulong Checkpoint()
    {
        ulong commitId = Engine.Published.CommitId;
        Engine.RunCheckpoint();
        return commitId;
    }

    /// <summary>Storage is in an unknown state, and it was logged why: ends the process without any further write.</summary>
    private void EndAtOnce()
    {
        _loggers.Dispose();
        Environment.Exit(1);
    }

    private StatusReply Status()
    {
        EngineStatistics figures = Engine.Statistics();
        StatusReply reply = new()
        {
            Name = _options.Paths.Name,
            Version = Version,
            ProcessId = Environment.ProcessId,
            UptimeSeconds = (DateTime.UtcNow - _started).TotalSeconds,
            RepositoryId = Engine.RepositoryId,
            CommitId = figures.CommitId,
            ObjectIdLimit = figures.NextObjectId,
            LogPosition = (ulong)figures.LogBytes,
            Durable = _settings.IsDurable,
            Platform = _platform.Name,
            LogDirectory = string.Join(", ", RepositoryOpening.LogDirectories(_options, _settings)),
            IdleStopMinutes = _settings.IdleStopMinutes,
            Shortage = figures.Shortage,
        };
        if (_collections.Service.Current is { } collection)
            reply.Collection = collection.Status();
        reply.Extents.AddRange(Extents.Zip(figures.ExtentSizes, (extent, size) => new ExtentStatus
        {
            Path = extent.Path,
            SizeBytes = (ulong)size,
            LimitBytes = (ulong)extent.LimitBytes,
        }));
        foreach (GemSession session in Registry.Sessions)
            reply.Sessions.Add(SessionReport.Of(session));
        return reply;
    }

    /// <summary>Sockets in it lead to all data: only its owner may enter.</summary>
    private static void MakeRunDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
