using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Shared.ObjectFormat.Platform;
using Stone.Server.Commands;

namespace Stone.Server.Collection;

/// <summary>
/// The collector's process: started when there is something to do, started again, after a pause, when it dies before that is done, ended with
/// the stone. The pause grows only as long as none comes to the end of a collection. Thread-safe.
/// </summary>
internal sealed class CollectorProcess : IDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(3);

    private readonly Lock _lock = new();
    private readonly string[] _arguments;
    private readonly CollectionService _service;
    private readonly ILogger _log;
    private Process? _process;
    private TimeSpan _pause = FirstPause;
    private bool _isPausing;
    private long _runsBefore;
    private bool _isClosed;

    /// <summary>Nothing is started yet.</summary>
    /// <param name="home">The stone's home.</param>
    /// <param name="name">The stone's name.</param>
    /// <param name="service">Who wants it.</param>
    /// <param name="log">Where its end is told.</param>
    public CollectorProcess(string home, string name, CollectionService service, ILogger log)
    {
        _arguments = ["gc", "serve", "--home", home, "--name=" + name];
        _service = service;
        _log = log;
        service.CollectorWanted = Start;
    }

    /// <summary>Its process; 0 when there is none.</summary>
    public int ProcessId
    {
        get
        {
            lock (_lock)
            {
                return _process?.Id ?? 0;
            }
        }
    }

    /// <summary>Starts it, unless it runs.</summary>
    public void Start()
    {
        lock (_lock)
        {
            if (_process != null || _isClosed || _isPausing)
            {
                return;
            }
            try
            {
                _process = Launch();
            }
            catch (Exception e) when (e is System.ComponentModel.Win32Exception or InvalidOperationException)
            {
                _log.LogError("The collector cannot be started: {Reason}", e.Message);
            }
        }
    }

    /// <summary>Ends it.</summary>
    public void Dispose()
    {
        Process? process;
        lock (_lock)
        {
            _isClosed = true;
            process = _process;
        }
        // Its work has ended with the service, so it ends by itself.
        if (process != null && !process.WaitForExit(EndLimit))
        {
            process.Kill();
        }
    }

    private Process Launch()
    {
        _runsBefore = _service.Totals.Runs;
        Platforms.Native.HoldBackDescriptors();
        Process process = new() { StartInfo = OwnProgram.With(_arguments), EnableRaisingEvents = true };
        process.Exited += (_, _) => OnExit(process);
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data?.Length > 0)
            {
                _log.LogWarning("Collector: {Line}", line.Data);
            }
        };
        process.Start();
        process.BeginErrorReadLine();
        return process;
    }

    private void OnExit(Process process)
    {
        TimeSpan pause;
        lock (_lock)
        {
            if (_process != process || _isClosed)
            {
                return;
            }
            _process = null;
            bool ended = process.ExitCode == 0;
            _pause = ended || _service.Totals.Runs > _runsBefore ? FirstPause : TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, _pause.Ticks * 2));
            pause = _pause;
            _isPausing = true;
            if (!ended)
            {
                _log.LogWarning("The collector, process {Process}, ended with status {Status}; the next one waits for {Milliseconds} ms",
                    process.Id, process.ExitCode, pause.TotalMilliseconds);
            }
        }
        // Its last lines are read, its pipes closed.
        process.WaitForExit();
        process.Dispose();
        Task.Delay(pause).ContinueWith(_ =>
        {
            lock (_lock)
            {
                _isPausing = false;
            }
            if (_service.HasWork)
            {
                Start();
            }
        }, TaskScheduler.Default);
    }
}
