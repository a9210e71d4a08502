using System.Diagnostics;
using Shared.ObjectFormat.Protocol;
using Stone.Server.Commit;

namespace Stone.Server.Collection;

/// <summary>A collection that was asked for, from then to its end. Used under its service's lock; told of on any thread.</summary>
internal sealed class CollectionTicket(ulong number, CollectionKind kind)
{
    private readonly SortedDictionary<CollectionPhase, double> _phaseSeconds = [];
    private readonly Stopwatch _phase = new();
    private readonly Stopwatch _whole = new();

    /// <summary>Its number since the stone started.</summary>
    public ulong Number { get; } = number;

    /// <summary>What was asked for. When its collector dies with objects condemned, what is left to do is to reclaim.</summary>
    public CollectionKind Kind { get; set; } = kind;

    /// <summary>Told when it has ended.</summary>
    public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How often a collector began it.</summary>
    public int Attempts { get; private set; }

    /// <summary>
    /// The number of the last attempt, which nothing else has: what a collector that was given up still asks for is not taken for another's.
    /// </summary>
    public ulong Run { get; private set; }

    /// <summary>Whether this attempt's ballot is over: before, nothing may be condemned.</summary>
    public bool IsBallotClosed { get; set; }

    /// <summary>The view that is marked; null before and after.</summary>
    public Snapshot? View { get; set; }

    /// <summary>What the epoch wrote that it looks through; null for none, or when that is done.</summary>
    public EpochWrites? Epoch { get; set; }

    /// <summary>What is to be condemned, as far as it has come.</summary>
    public ObjectIdBitmap? ToCondemn { get; set; }

    /// <summary>Ephemerons that may lose their keys.</summary>
    public List<ulong> Ephemerons { get; } = [];

    /// <summary>When the sessions' time to vote is over.</summary>
    public DateTime BallotEnds { get; set; }

    /// <summary>Who has not voted yet.</summary>
    public int[] NotVoted { get; set; } = [];

    /// <summary>Who was passed over.</summary>
    public int[] PassedOver { get; set; } = [];

    /// <summary>Whether it is to end early.</summary>
    public bool MustEnd { get; set; }

    /// <summary>How far it is.</summary>
    public CollectionProgress Progress { get; private set; }

    /// <summary>Bytes that were free when it began and when it ended.</summary>
    public (long Before, long After) FreeBytes { get; set; }

    /// <summary>Bytes of the extents.</summary>
    public long ExtentBytes { get; set; }

    /// <summary>Objects of the repository when it began.</summary>
    public long ObjectCount { get; set; }

    /// <summary>When it began, UTC.</summary>
    public DateTime Started { get; private set; }

    /// <summary>How it ended; empty while it goes on.</summary>
    public string Outcome { get; private set; } = "";

    /// <summary>A collector begins it.</summary>
    public void Begin(ulong run)
    {
        Attempts++;
        Run = run;
        IsBallotClosed = false;
        _whole.Start();
        _phase.Restart();
        Started = Started == default ? DateTime.UtcNow : Started;
    }

    /// <summary>Notes how far it is.</summary>
    public void Note(CollectionProgress progress)
    {
        if (progress.Phase != Progress.Phase)
        {
            EndPhase();
        }
        Progress = progress;
    }

    /// <summary>Notes its end.</summary>
    public void End(string outcome)
    {
        EndPhase();
        _whole.Stop();
        Outcome = outcome;
        Ended.TrySetResult();
    }

    /// <summary>What is told of it.</summary>
    public CollectionRunStatus Status()
    {
        bool isOver = Outcome.Length > 0;
        double phaseSeconds = isOver ? 0 : _phase.Elapsed.TotalSeconds;
        (double part, double remaining) = Part(phaseSeconds);
        CollectionRunStatus status = new()
        {
            Run = Number,
            Kind = (int)Kind,
            Phase = isOver ? 0 : (int)Progress.Phase,
            Percent = isOver ? 100 : 100 * part,
            Objects = Progress.Done,
            ObjectsPerSecond = phaseSeconds > 0 ? Progress.Done / phaseSeconds : 0,
            RemainingSeconds = isOver ? 0 : remaining,
            Marked = Progress.Marked,
            DeadObjects = Progress.Dead,
            RemovedObjects = Progress.Removed,
            MovedObjects = Progress.MovedRecords,
            ReclaimedPages = Progress.ReclaimedPages,
            Seconds = _whole.Elapsed.TotalSeconds,
            Outcome = Outcome,
            StartedMicroseconds = Started == default ? 0 : (Started.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond,
            FreeBytesBefore = FreeBytes.Before,
            FreeBytesAfter = FreeBytes.After,
            ExtentBytes = ExtentBytes,
        };
        lock (_phaseSeconds)
        {
            status.Phases.AddRange(_phaseSeconds.Select(phase => new PhaseSeconds { Name = NameOf(phase.Key), Seconds = phase.Value }));
        }
        status.NotVoted.AddRange(NotVoted);
        status.PassedOver.AddRange(PassedOver);
        return status;
    }

    /// <summary>What a session is told of it.</summary>
    public CollectionDescription Describe()
    {
        CollectionRunStatus status = Status();
        return new CollectionDescription(
            Number, Kind.ToString().ToLowerInvariant(), NameOf((CollectionPhase)status.Phase), Outcome, status.Percent, status.Marked, status.DeadObjects,
            status.RemovedObjects, status.MovedObjects, status.ReclaimedPages, status.Seconds, NotVoted, PassedOver);
    }

    /// <summary>What a phase is called.</summary>
    public static string NameOf(CollectionPhase phase) => phase.ToString().ToLowerInvariant();

    /// <summary>How much of the phase is done, and how long the rest takes if it goes on so; -1 when that is not known.</summary>
    private (double Part, double RemainingSeconds) Part(double phaseSeconds)
    {
        long total = Progress.Total > 0 ? Progress.Total : Progress.Phase == CollectionPhase.Mark ? ObjectCount : 0;
        if (total <= 0)
        {
            return (0, -1);
        }
        double part = Math.Min(1, (double)Progress.Done / total);
        return (part, part > 0 ? phaseSeconds / part * (1 - part) : -1);
    }

    private void EndPhase()
    {
        if (Progress.Phase != CollectionPhase.None)
        {
            lock (_phaseSeconds)
            {
                _phaseSeconds[Progress.Phase] = _phaseSeconds.GetValueOrDefault(Progress.Phase) + _phase.Elapsed.TotalSeconds;
            }
        }
        _phase.Restart();
    }
}
