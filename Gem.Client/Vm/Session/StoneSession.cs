using System.Runtime.CompilerServices;
using Shared.ObjectFormat.Cache;
using Shared.ObjectFormat.Configuration;
using Shared.ObjectFormat.Objects;
using Shared.ObjectFormat.Platform;
using Shared.ObjectFormat.Protocol;

namespace Gem.Vm.Session;

/// <summary>A session with a stone on this machine: reads the mapped extents, asks through the session slot.</summary>
public sealed unsafe partial class StoneSession : IObjectStore
{
    private readonly SessionConnection _connection;
    private readonly SlotChannel _channel;
    private readonly PublishedRoot* _published;
    private byte* _extent;
    private ulong _viewRootFrame;
    private int _viewDepth;
    private bool _isResting;
    private bool _isDisposed;

    private StoneSession(SessionConnection connection, string stoneName)
    {
        _connection = connection;
        StoneName = stoneName;
        _channel = new SlotChannel(connection, stoneName);
        _published = (PublishedRoot*)connection.Published.Pointer;
        _extent = connection.Extents.Pointer;
        ViewCommitId = connection.Reply.ViewCommitId;
        _viewRootFrame = connection.Reply.ViewRootFrame;
        _viewDepth = connection.Reply.ViewDepth;
    }

    /// <inheritdoc/>
    public int SessionId => _connection.Reply.SessionId;

    /// <inheritdoc/>
    public ulong HashSeed => _connection.Reply.HashSeed;

    /// <inheritdoc/>
    public string StoneName { get; }

    /// <summary>The repository's id.</summary>
    public ulong RepositoryId => _connection.Reply.RepositoryId;

    /// <summary>The stone's process.</summary>
    public int StoneProcessId => _connection.Reply.StoneProcessId;

    /// <summary>True once the stone has ended, or has ended this session.</summary>
    public bool IsLost => _connection.Stream.IsClosedByPeer;

    /// <inheritdoc/>
    public ulong ViewCommitId { get; private set; }

    /// <summary>Logs in to a stone on this machine.</summary>
    /// <param name="home">MAGLEV_HOME.</param>
    /// <param name="stoneName">The stone's name.</param>
    /// <param name="program">What `stone status` shows for this session.</param>
    /// <param name="platform">For tests: whose sockets to use; null for the system's own.</param>
    /// <exception cref="StoneUnreachableException">No such stone runs, or it refused; the message is for the user.</exception>
    public static StoneSession Connect(string home, string stoneName, string program, IPlatform? platform = null)
    {
        SessionConnection connection = SessionConnection.Login(new StonePaths(home, stoneName), program, platform ?? Platforms.Native);
        return new StoneSession(connection, stoneName);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public RecordHeader* Find(ulong objectId)
    {
        if (_isResting)
            ThrowResting();
        return ObjectTableReader.Find(_extent, _viewRootFrame, _viewDepth, objectId);
    }

    /// <inheritdoc/>
    public RecordHeader* FindNext(ref ulong objectId)
    {
        if (_isResting)
            ThrowResting();
        return ObjectTableWalk.Next(_extent, _viewRootFrame, _viewDepth, ref objectId);
    }

    /// <inheritdoc/>
    public ViewChange MoveView()
    {
        _isResting = false;
        _stagedInArena = 0;
        if (TryActivate() && !_hasSentStaged && PublishedRoot.TryRead(_published, out PublishedState state)
            && state.CommitId == ViewCommitId)
        {
            return ViewChange.None(ViewCommitId);
        }
        _hasSentStaged = false;
        CheckDone(_channel.Call(SlotRequestKind.MoveView));
        return TakeView();
    }

    /// <inheritdoc/>
    public void Rest()
    {
        if (Interlocked.CompareExchange(ref _channel.Header->State, (int)SlotState.Idle, (int)SlotState.Active) == (int)SlotState.Active)
            _isResting = true;
    }

    /// <inheritdoc/>
    public ViewChange Resume()
    {
        _isResting = false;
        if (TryActivate())
            return ViewChange.None(ViewCommitId);
        return Volatile.Read(ref _channel.Header->State) == (int)SlotState.Revoked ? throw ViewLost() : MoveView();
    }

    /// <summary>Logs out and unmaps. Pointers from <see cref="Find"/> are then invalid.</summary>
    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        _watch?.Dispose();
        _connection.Dispose();
    }

    /// <summary>Wins the right to read the view; false when the stone took it or wants it back.</summary>
    private bool TryActivate()
    {
        int before = Interlocked.CompareExchange(ref _channel.Header->State, (int)SlotState.Active, (int)SlotState.Idle);
        return before is (int)SlotState.Idle or (int)SlotState.Active;
    }

    /// <summary>Takes the view and the changes that the reply holds.</summary>
    private ViewChange TakeView()
    {
        SlotHeader* header = _channel.Header;
        ulong old = ViewCommitId;
        ViewCommitId = header->ViewCommitId;
        _viewRootFrame = header->ViewRootFrame;
        _viewDepth = header->ViewDepth;
        if (_connection.Extents.FollowGrowth())
            _extent = _connection.Extents.Pointer;
        bool isComplete = (header->Flags & SlotHeader.FlagChangesIncomplete) == 0;
        ulong[] changed = isComplete && header->ChangedCount > 0
            ? new ReadOnlySpan<ulong>(_channel.Arena, header->ChangedCount).ToArray()
            : [];
        return new ViewChange(old, ViewCommitId, changed, isComplete);
    }

    /// <summary>Turns every status but done into the exception it stands for.</summary>
    private void CheckDone(SlotReplyStatus status)
    {
        if (status == SlotReplyStatus.ViewLost)
            throw ViewLost();
        if (status != SlotReplyStatus.Done)
            throw new StoneRefusedException(_channel.ReplyText);
    }

    private static RepositoryViewLostException ViewLost() =>
        new("The view of the repository was too old and the stone took it; abort the transaction to get a new one.");

    private static void ThrowResting() => throw new InvalidOperationException("Find was called between Rest and Resume.");
}
