using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Shared.ObjectFormat.Platform;
using Shared.ObjectFormat.Protocol;
using Stone.Server.Storage;

namespace Stone.Server.Sessions;

/// <summary>
/// The one thread that serves all slots: it takes every request that is ready, commits those that are commits as one batch,
/// answers, and sleeps on the doorbell when there is nothing. Other threads hand it actions, so session state needs no locks.
/// </summary>
public sealed unsafe class RequestLoop : IDisposable
{
    private const long SpinMicroseconds = 20;
    private static readonly long SpinTicks = Stopwatch.Frequency * SpinMicroseconds / 1_000_000;
    private const int WaitMilliseconds = 250;
    private readonly IPlatform _platform;
    private readonly SharedPageSet _pages;
    private readonly RequestHandler _handler;
    private readonly ILogger _log;
    private readonly ConcurrentQueue<Action> _actions = new();
    private readonly List<GemSession> _sessions = [];
    private readonly Thread _thread;
    private readonly Action<Exception> _onFailure;
    private volatile bool _isStopping;

    /// <summary>A loop that does not run yet.</summary>
    /// <param name="onFailure">Called on the loop's thread when storage failed or the loop itself did; the stone must end.</param>
    public RequestLoop(IPlatform platform, SharedPageSet pages, RequestHandler handler, ILogger log, Action<Exception> onFailure)
    {
        _platform = platform;
        _pages = pages;
        _handler = handler;
        _log = log;
        _onFailure = onFailure;
        handler.WakeLoop = () => Post(() => { });
        _thread = new Thread(Run) { Name = "requests", IsBackground = true };
    }

    /// <summary>The attached sessions. Only on the loop's thread.</summary>
    public IReadOnlyList<GemSession> Sessions => _sessions;

    /// <summary>Starts the thread.</summary>
    public void Start() => _thread.Start();

    /// <summary>Adds a session to those served. Only on the loop's thread.</summary>
    public void Attach(GemSession session) => _sessions.Add(session);

    /// <summary>Stops serving a session. Only on the loop's thread.</summary>
    public void Detach(GemSession session) => _sessions.Remove(session);

    /// <summary>Has the loop's thread run an action soon, between requests.</summary>
    public void Post(Action action)
    {
        _actions.Enqueue(action);
        Interlocked.Increment(ref *_pages.Bell);
        _platform.Wake(_pages.Bell, 1);
    }

    /// <summary>Has the loop's thread run a function; its result. Its exception comes to the caller.</summary>
    public Task<T> Invoke<T>(Func<T> function)
    {
        TaskCompletionSource<T> result = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(() =>
        {
            try
            {
                result.SetResult(function());
            }
            catch (Exception e)
            {
                result.SetException(e);
            }
        });
        return result.Task;
    }

    /// <summary>Answers what is ready, then ends the thread.</summary>
    public void Dispose()
    {
        if (_isStopping)
            return;
        _isStopping = true;
        Post(() => { });
        if (_thread.IsAlive && Thread.CurrentThread != _thread)
            _thread.Join();
        _handler.Dispose();
    }

    private void Run()
    {
        try
        {
            // A gem that was answered often asks again within a few microseconds: looking for it is cheaper than being woken.
            long idleSince = 0;
            while (true)
            {
                int bell = Volatile.Read(ref *_pages.Bell);
                if (Serve())
                {
                    idleSince = 0;
                }
                else if (_isStopping && !_handler.HasPendingCommits)
                {
                    return;
                }
                else if (idleSince == 0)
                {
                    idleSince = Stopwatch.GetTimestamp();
                }
                else if (Stopwatch.GetTimestamp() - idleSince < SpinTicks)
                {
                    Thread.SpinWait(1);
                }
                else
                {
                    Sleep(bell);
                    idleSince = 0;
                }
            }
        }
        catch (StorageFailedException e)
        {
            // No outcome is told any more, only why.
            foreach (GemSession session in _sessions)
                SlotReplyWriter.SayLastWords(session, e.Message);
            _onFailure(e);
        }
        catch (Exception e)
        {
            _log.LogCritical(e, "The request loop failed; the stone ends");
            _onFailure(e);
        }
    }

    /// <summary>One round over actions and slots; whether there was anything.</summary>
    private bool Serve()
    {
        bool any = false;
        while (_actions.TryDequeue(out Action? action))
        {
            RunAction(action);
            any = true;
        }
        // By index: an action may change the list, but none runs meanwhile.
        for (int i = 0; i < _sessions.Count; i++)
        {
            GemSession session = _sessions[i];
            int sequence = Volatile.Read(ref session.Header->RequestSequence);
            if (sequence == session.LastSequence)
                continue;
            session.LastSequence = sequence;
            _handler.Counters.Requests++;
            _handler.Take(session);
            any = true;
        }
        if (_handler.AdvanceCommits(_sessions))
        {
            // More committers are about to ring: let them have the processor.
            Thread.Yield();
            any = true;
        }
        return any;
    }

    /// <summary>An action that fails is logged; sessions go on, unless storage failed.</summary>
    private void RunAction(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is not StorageFailedException)
        {
            _log.LogError(e, "An action of the request loop failed");
        }
    }

    /// <summary>
    /// Sleeps until the bell is rung. The flag is raised before the last look, so a gem either is seen by it or sees the flag.
    /// A gem cannot lower the flag; one that rings falsely only costs a round.
    /// </summary>
    private void Sleep(int bell)
    {
        Volatile.Write(ref *_pages.StoneSleeps, 1);
        Interlocked.MemoryBarrier();
        if (!HasWork())
        {
            _handler.Counters.Sleeps++;
            _platform.Wait(_pages.Bell, bell, WaitMilliseconds);
        }
        Volatile.Write(ref *_pages.StoneSleeps, 0);
    }

    private bool HasWork()
    {
        if (!_actions.IsEmpty || (_isStopping && !_handler.HasPendingCommits))
            return true;
        foreach (GemSession session in _sessions)
        {
            if (Volatile.Read(ref session.Header->RequestSequence) != session.LastSequence)
                return true;
        }
        return false;
    }
}
