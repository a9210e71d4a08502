using System.Reflection;
using Microsoft.Extensions.Logging;
using Serilog.Extensions.Logging;
using Shared.ObjectFormat.Configuration;
using Shared.ObjectFormat.Platform;
using Shared.ObjectFormat.Protocol;
using Stone.Server.Monitoring;
using Stone.Server.Protocol;
using Stone.Server.Sessions;

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
    private readonly SerilogLoggerFactory _loggers;
    private readonly ILogger _log;
    private readonly SharedPageSet _pages;
    private readonly EngineRepository _repository;
    private readonly RequestHandler _handler;
    private readonly RequestLoop _loop;
    private readonly ViewReclaim _reclaim;
    private readonly SessionListener _listener;
    private readonly GrpcServer _control;
    private readonly TaskCompletionSource<string> _stopReason = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly DateTime _started = DateTime.UtcNow;

    private RunningStone(StoneOptions options, StoneSettings settings, RepositoryLock held, SerilogLoggerFactory loggers)
    {
        _options = options;
        _settings = settings;
        _lock = held;
        _loggers = loggers;
        _log = loggers.CreateLogger("Stone");
        _platform = Platforms.Choose(settings.IsPortable);
        _pages = new SharedPageSet(_platform, options.Paths.RunDirectory, options.Paths.Name);
        _repository = EngineRepository.Open(options, settings, _pages, _log, Fail);
        _handler = new RequestHandler(_repository, new SlotReplyWriter(_platform), settings.CommitLimitBytes);
        ILogger sessionLog = loggers.CreateLogger("Sessions");
        _loop = new RequestLoop(_platform, _pages, _handler, sessionLog, Fail);
        Registry = new SessionRegistry(_loop, _repository, _handler, settings.SessionLimit, sessionLog);
        ViewLimits limits = new(settings.ViewBacklogLimit, settings.ViewBacklogHardLimit, settings.ViewGraceSeconds);
        _reclaim = new ViewReclaim(_platform, Registry, _repository, _handler, limits, sessionLog);
        _listener = new SessionListener(_platform, options.Paths.SessionSocket, Registry, _repository, _pages, sessionLog);
        _control = new GrpcServer(options.Paths.ControlSocket, new StoneMethods(this).ByPath, loggers);
    }

    /// <summary>The sessions.</summary>
    public SessionRegistry Registry { get; }

    /// <summary>The repository.</summary>
    public IRepository Repository => _repository;

    /// <summary>The line that tells the user that the stone is ready.</summary>
    public string ReadyLine =>
        $"stone {_options.Paths.Name} is ready: process {Environment.ProcessId}, commit {_repository.CommitId}, {_repository.ExtentPaths[0]}";

    /// <summary>Starts a stone in this process. Throws <see cref="StartFailureException"/> with one line for the user.</summary>
    public static RunningStone Start(StoneOptions options)
    {
        if (options.IsDetached)
            Platforms.Native.LeaveTerminal();
        StoneSettings settings = options.LoadSettings();
        RepositoryLock? held = null;
        SerilogLoggerFactory? loggers = null;
        try
        {
            Directory.CreateDirectory(options.Paths.DataDirectory);
            Directory.CreateDirectory(Path.GetDirectoryName(options.Paths.LogFile)!);
            MakeRunDirectory(options.Paths.RunDirectory);
            held = RepositoryLock.Take(options.Paths.LockFile);
            loggers = StoneLog.Open(options.Paths.LogFile, settings.LogLevel, onConsole: options.IsForeground && !options.IsDetached);
            RunningStone stone = new(options, settings, held, loggers);
            stone.Begin();
            return stone;
        }
        catch (Exception e)
        {
            loggers?.CreateLogger("Stone").LogError(e, "The stone cannot start");
            loggers?.Dispose();
            held?.Dispose();
            if (e is StartFailureException or not (IOException or UnauthorizedAccessException or Storage.StorageException))
                throw;
            throw new StartFailureException($"Stone \"{options.Paths.Name}\" cannot start: {e.Message}", e);
        }
    }

    /// <summary>Waits for a stop: asked for, by signal, or after being idle; then stops. The exit status.</summary>
    public int RunUntilStopped()
    {
        using PosixSignalWatch signals = new(name => RequestStop($"signal {name}"));
        DateTime nextCheckpoint = DateTime.UtcNow.AddSeconds(_settings.CheckpointIntervalSeconds);
        while (!_stopReason.Task.Wait(TimeSpan.FromSeconds(1)))
        {
            _loop.Post(_reclaim.Run);
            if (DateTime.UtcNow >= nextCheckpoint)
            {
                _ = CheckpointAsync();
                nextCheckpoint = DateTime.UtcNow.AddSeconds(_settings.CheckpointIntervalSeconds);
            }
            if (_settings.IdleStopMinutes > 0)
                _loop.Post(StopWhenIdle);
        }
        _log.LogInformation("Stopping: {Reason}", _stopReason.Task.Result);
        Stop();
        return 0;
    }

    /// <summary>Asks for a stop; returns at once.</summary>
    public void RequestStop(string reason) => _stopReason.TrySetResult(reason);

    /// <summary>Takes a checkpoint; its commit when it is complete.</summary>
    public Task<ulong> CheckpointAsync() => Task.Run(_repository.Checkpoint);

    /// <summary>The statistics now.</summary>
    public Task<StatisticsReply> StatisticsAsync() => _loop.Invoke(() => Statistics.Collect(Registry, _handler, _repository));

    /// <summary>The status now.</summary>
    public Task<StatusReply> StatusAsync() => _loop.Invoke(Status);

    /// <inheritdoc/>
    public void Dispose() => _loggers.Dispose();

    private void Begin()
    {
        _loop.Start();
        _listener.Start();
        _control.StartAsync().GetAwaiter().GetResult();
        _log.LogInformation("Ready: process {Process}, commit {Commit}, {Extent}, platform {Platform}",
            Environment.ProcessId, _repository.CommitId, _repository.ExtentPaths[0], _platform.Name);
    }

    private void Stop()
    {
        _listener.Dispose();
        Registry.CloseAsync().GetAwaiter().GetResult();
        _control.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _loop.Dispose();
        _repository.Close();
        _pages.Dispose();
        _log.LogInformation("Stopped at commit {Commit}", _repository.CommitId);
        _lock.Dispose();
    }

    private void StopWhenIdle()
    {
        if (Registry.Sessions.Count == 0 && DateTime.UtcNow - Registry.LastUsed > TimeSpan.FromMinutes(_settings.IdleStopMinutes))
            RequestStop($"no session for {_settings.IdleStopMinutes} minutes");
    }

    /// <summary>Storage is in an unknown state: ends the process without any further write.</summary>
    private void Fail(Exception failure)
    {
        _log.LogCritical(failure, "The stone ends at once");
        _loggers.Dispose();
        Environment.Exit(1);
    }

    private StatusReply Status()
    {
        StatusReply reply = new()
        {
            Name = _options.Paths.Name,
            Version = typeof(RunningStone).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "",
            ProcessId = Environment.ProcessId,
            UptimeSeconds = (DateTime.UtcNow - _started).TotalSeconds,
            RepositoryId = _repository.RepositoryId,
            CommitId = _repository.CommitId,
            ObjectIdLimit = _repository.ObjectIdLimit,
            LogPosition = _repository.LogPosition,
            Durable = _settings.IsDurable,
            Platform = _platform.Name,
            LogDirectory = _repository.LogDirectory,
        };
        reply.Extents.Add(new ExtentStatus
        {
            Path = _repository.ExtentPaths[0],
            SizeBytes = (ulong)_repository.ExtentBytes,
            LimitBytes = (ulong)_repository.ExtentLimitBytes,
        });
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
