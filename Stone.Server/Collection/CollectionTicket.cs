using System.Diagnostics;
using Shared.ObjectFormat.Protocol;

namespace Stone.Server.Collection;

/// <summary>A collection that was asked for, from then to its end. Used under its service's lock, or in calls of its attempt; told of on any thread.</summary>
internal sealed class CollectionTicket(ulong number, CollectionKind kind)
{
    private readonly SortedDictionary<CollectionPhase, double> _phaseSeconds = [];
    private readonly Stopwatch _phase = new();
    private readonly Stopwatch _whole = new();

    // What attempts before the present one have done.
    private CollectionProgress _before;

    /// <summary>Its number since the stone started.</summary>
    public ulong Number { get; } = number;

    /// <summary>What was asked for.</summary>
    public CollectionKind Kind { get; } = kind;

    /// <summary>Told when it has ended.</summary>
    public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How often a collector began it.</summary>
    public int Attempts { get; private set; }

    /// <summary>Whether it has condemned what is dead: an attempt after that only removes and reclaims.</summary>
    public bool HasCondemned { get; private set; }

    /// <summary>Who has not voted yet.</summary>
    public int[] NotVoted { get; set; } = [];

    /// <summary>Who was passed over.</summary>
    public int[] PassedOver { get; set; } = [];

    /// <summary>Whether it is to end early.</summary>
    public bool MustEnd { get; set; }

    /// <summary>How far it is.</summary>
    public CollectionProgress Progress { get; private set; }

    /// <summary>Bytes that were free when it began and when it ended.</summary>
    public (long Before, long After) FreeBytes { get; private set; }

    /// <summary>Bytes of the extents.</summary>
    public long ExtentBytes { get; private set; }

    /// <summary>Objects of the repository when it began.</summary>
    public long ObjectCount { get; private set; }

    /// <summary>When it began, UTC.</summary>
    public DateTime Started { get; private set; }

    /// <summary>How it ended; empty while it goes on.</summary>
    public string Outcome { get; private set; } = "";

    /// <summary>A collector begins it, or goes on with it when the last attempt condemned something.</summary>
    /// <param name="isRemovalPending">Whether some of that is there still.</param>
    public void Begin(bool isRemovalPending)
    {
        EndPhase();
        Attempts++;
        NotVoted = [];
        PassedOver = HasCondemned ? PassedOver : [];
        _before = !HasCondemned ? default
            : Progress with { Phase = CollectionPhase.None, Removed = isRemovalPending ? Progress.Removed : Progress.Dead };
        Progress = _before;
        _whole.Start();
        Started = Started == default ? DateTime.UtcNow : Started;
    }

    /// <summary>Notes that so many objects are condemned.</summary>
    public void NoteCondemned(long count)
    {
        HasCondemned = true;
        Progress = Progress with { Dead = count };
    }

    /// <summary>Notes the repository that it finds.</summary>
    public void NoteRepository(long freeBytes, long extentBytes, long objectCount) =>
        (FreeBytes, ExtentBytes, ObjectCount) = ((freeBytes, 0), extentBytes, objectCount);

    /// <summary>Notes the repository that it leaves.</summary>
    public void NoteRepositoryAfter(long freeBytes, long extentBytes) => (FreeBytes, ExtentBytes) = ((FreeBytes.Before, freeBytes), extentBytes);

    /// <summary>Notes how far the present attempt is.</summary>
    public void Note(CollectionProgress progress)
    {
        if (progress.Phase != Progress.Phase)
        {
            EndPhase();
        }
        long dead = Math.Max(_before.Dead, progress.Dead);
        Progress = progress with
        {
            Marked = _before.Marked + progress.Marked,
            Dead = dead,
            Removed = _before.Dead == 0 ? progress.Removed : progress.Dead > 0 ? dead - progress.Dead + progress.Removed : _before.Removed,
            MovedRecords = _before.MovedRecords + progress.MovedRecords,
            ReclaimedPages = _before.ReclaimedPages + progress.ReclaimedPages,
        };
    }

    /// <summary>Notes its end.</summary>
    public void End(string outcome)
    {
        EndPhase();
        NotVoted = [];
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
