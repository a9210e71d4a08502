using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Shared.ObjectFormat.MessagePack;
using Shared.ObjectFormat.Platform;
using Shared.ObjectFormat.Protocol;
using Stone.Server.Commit;
using Stone.Server.Storage;

namespace Stone.Server.Sessions;

/// <summary>
/// Takes logins on the session socket. Each connection has a thread that hands over the shared memory, then waits for the
/// socket's or the process's end and ends the session.
/// </summary>
public sealed class SessionListener : IDisposable
{
    private const int ThreadStackBytes = 256 << 10;
    private const int LoginMilliseconds = 10_000;
    private readonly IPlatform _platform;
    private readonly LocalListener _listener;
    private readonly SessionRegistry _registry;
    private readonly StorageEngine _engine;
    private readonly IReadOnlyList<ExtentPlace> _extents;
    private readonly SharedPageSet _pages;
    private readonly string _memoryDirectory;
    private readonly ILogger _log;
    private int _connections;

    /// <summary>Listens at once, accepts after <see cref="Start"/>.</summary>
    public SessionListener(
        IPlatform platform, string socketPath, SessionRegistry registry, StorageEngine engine, IReadOnlyList<ExtentPlace> extents,
        SharedPageSet pages, ILogger log)
    {
        _platform = platform;
        _registry = registry;
        _engine = engine;
        _extents = extents;
        _pages = pages;
        _log = log;
        _memoryDirectory = Path.GetDirectoryName(socketPath)!;
        _listener = platform.Listen(socketPath);
    }

    /// <summary>Begins to accept.</summary>
    public void Start() => new Thread(Accept, ThreadStackBytes) { Name = "session listener", IsBackground = true }.Start();

    /// <summary>Accepts no more; sessions that run are not touched.</summary>
    public void Dispose() => _listener.Dispose();

    private void Accept()
    {
        while (_listener.Accept() is { } stream)
            new Thread(() => Serve(stream), ThreadStackBytes) { Name = "session", IsBackground = true }.Start();
    }

    private void Serve(LocalStream stream)
    {
        using (stream)
        {
            try
            {
                Login(stream);
            }
            catch (Exception e) when (e is IOException or MessagePackFormatException)
            {
                _log.LogInformation("A login failed: {Reason}", e.Message);
            }
            catch (Exception e)
            {
                _log.LogError(e, "A login failed");
            }
        }
    }

    private void Login(LocalStream stream)
    {
        // The watch of ourselves never ends: only the time limit and the stream count here.
        using ProcessWatch self = _platform.WatchProcess(Environment.ProcessId);
        if (!_platform.WaitForEvent(stream, self, LoginMilliseconds))
            return;
        LoginRequest request = LoginRequest.Read(SessionMessage.Receive(stream, [], out _));
        if (request.Version != SlotHeader.VersionValue)
        {
            Refuse(stream, $"The gem speaks version {request.Version} of the session protocol, the stone version {SlotHeader.VersionValue}.");
            return;
        }
        // Only the stone's own user reaches the socket.
        string user = request.UserName.Length > 0 ? request.UserName : Environment.UserName;
        SessionPeer peer = new(stream.PeerProcessId != 0 ? stream.PeerProcessId : request.ProcessId, user, request.Program, stream);
        using ProcessWatch process = _platform.WatchProcess(peer.ProcessId);
        string name = $"maglev-session-{Environment.ProcessId}-{Interlocked.Increment(ref _connections)}";
        SharedMemory slot = _platform.CreateSharedMemory(_memoryDirectory, name, SlotHeader.SlotBytes, SharedAccess.ReadWrite);
        GemSession session;
        try
        {
            session = _registry.BeginAsync(peer, slot).GetAwaiter().GetResult();
        }
        catch (SessionRefusedException e)
        {
            slot.Dispose();
            Refuse(stream, e.Message);
            return;
        }
        try
        {
            Welcome(stream, session);
            WaitForEnd(stream, process);
            if (process.HasExited)
                _registry.CountDead();
        }
        finally
        {
            _registry.PostEnd(session);
        }
    }

    private void Welcome(LocalStream stream, GemSession session)
    {
        SharedMemory[] memories = [session.Slot!, _pages.Published, _pages.Doorbell];
        Snapshot view = session.View!;
        LoginReply reply = new()
        {
            SessionId = session.Id,
            Generation = session.Generation,
            RepositoryId = _engine.RepositoryId,
            HashSeed = _engine.HashSeed,
            StoneProcessId = Environment.ProcessId,
            ExtentPaths = [.. _extents.Select(extent => extent.Path)],
            ExtentLimitBytes = _extents.Max(extent => extent.LimitBytes),
            ViewCommitId = view.CommitId,
            ViewRootFrame = view.State.RootFrame,
            ViewDepth = view.State.Depth,
            RequestSeries = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))),
            MemoryPaths = _platform.PassesDescriptors ? [] : [.. memories.Select(memory => memory.Path!)],
        };
        MessagePackWriter writer = new();
        reply.WriteTo(writer);
        SessionMessage.Send(stream, writer.Written, _platform.PassesDescriptors ? [.. memories.Select(memory => memory.Descriptor)] : []);
    }

    private static void Refuse(LocalStream stream, string reason)
    {
        MessagePackWriter writer = new();
        new LoginReply { Refusal = reason }.WriteTo(writer);
        SessionMessage.Send(stream, writer.Written, []);
    }

    /// <summary>Returns when the gem closed its socket or its process ended. What it sends is passed over: nothing is defined yet.</summary>
    private void WaitForEnd(LocalStream stream, ProcessWatch process)
    {
        byte[] ignored = new byte[256];
        try
        {
            while (_platform.WaitForEvent(stream, process, -1) && !process.HasExited)
            {
                if (stream.Receive(ignored, [], out _) == 0)
                    return;
            }
        }
        catch (IOException)
        {
            // The connection was reset, or the session was ended from our side: both are its end.
        }
    }
}
