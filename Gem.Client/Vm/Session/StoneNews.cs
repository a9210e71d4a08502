using Gem.Vm.Memory;

namespace Gem.Vm.Session;

/// <summary>
/// What the stone has to tell a VM at any time: signals, for a program that asked to be told, and ballots of collections, in which
/// the VM votes: it names what it holds of the repository. It votes under its lock: at a poll of the thread that runs, or on
/// the watch's thread while all of the program wait. Who cannot in time is passed over; the program never notices a vote.
/// </summary>
public sealed class StoneNews
{
    /// <summary>Up to this size of the heap a busy program's garbage is collected before it votes: about 12 ms.</summary>
    private const long SmallHeapBytes = 64 << 20;

    private readonly VirtualMachine _vm;
    private readonly IObjectStore _store;
    private volatile Action? _onSignal;
    private int _toldSequence;

    /// <summary>The last ballot in which this VM has voted; for which it let go what is obsolete; before which garbage was collected.</summary>
    private volatile int _voted, _prepared, _collected;

    /// <summary>The ballot in which it named what it holds in a view in which that does not count, and the view.</summary>
    private (int Ballot, ulong View) _tried;

    /// <summary>Begins to listen.</summary>
    internal StoneNews(VirtualMachine vm, IObjectStore store)
    {
        _vm = vm;
        _store = store;
        (store as ISessionServices)?.Watch(Look);
    }

    /// <summary>Has an action run, on another thread, whenever there may be signals to take; at once, when there may be some. Null: no more.</summary>
    public void TellOfSignals(Action? onSignal)
    {
        _onSignal = onSignal;
        if (onSignal is not null && _store is ISessionServices { SignalSequence: not 0 })
        {
            onSignal();
        }
    }

    /// <summary>On the watch's thread: the stone may have news. False when it has a ballot and this VM has not voted.</summary>
    public bool Look()
    {
        if (_store is ISessionServices services && services.SignalSequence is int sequence && sequence != _toldSequence)
        {
            _toldSequence = sequence;
            _onSignal?.Invoke();
        }

        int ballot = _store.Ballot;
        if (ballot == 0 || ballot == _voted)
        {
            return true;
        }

        bool isAtRest = _vm.Lock.TryVisit(VoteIfDue);
        if (_prepared == ballot && _collected != ballot)
        {
            CollectGarbage(isAtRest);
            _collected = ballot;
            _vm.Lock.TryVisit(VoteIfDue);
        }

        return _voted == ballot;
    }

    /// <summary>
    /// Under the VM lock, between instructions of the program: does what is next in a ballot. At first what is obsolete is let go, so that
    /// it can be collected; then the VM votes.
    /// </summary>
    public void VoteIfDue()
    {
        int ballot = _store.Ballot;
        if (ballot == 0 || ballot == _voted || _tried == (ballot, _store.ViewCommitId))
        {
            return;
        }

        try
        {
            if (ballot != _prepared)
            {
                _vm.Memory.LetObsoleteGo();
                _prepared = ballot;
            }
            else if (ballot == _collected)
            {
                bool counts = _store.Vote(ballot, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_vm.Memory.HeldIds()));
                _tried = counts ? default : (ballot, _store.ViewCommitId);
                _voted = counts ? ballot : _voted;
            }
        }
        catch (Exception error) when (error is StoneUnreachableException or StoneRefusedException or RepositoryViewLostException or OutOfMemoryException)
        {
            // The program finds out by itself when it needs the stone, its view or memory: here it only goes without a vote.
            _voted = ballot;
        }
    }

    /// <summary>
    /// What .NET has not collected would be named, round after round by a VM that waits: its garbage goes first. A program that runs
    /// on a large heap makes its own collections; they are not waited for.
    /// </summary>
    private static void CollectGarbage(bool isAtRest)
    {
        if (isAtRest || GC.GetTotalMemory(forceFullCollection: false) <= SmallHeapBytes)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true);
        }
    }
}
