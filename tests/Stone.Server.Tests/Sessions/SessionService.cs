using Gem.Vm.Session;
using Microsoft.Extensions.Logging.Abstractions;
using Shared.ObjectFormat.Cache;
using Shared.ObjectFormat.Configuration;
using Shared.ObjectFormat.Platform;
using Stone.Server.Sessions;
using Stone.Server.Storage;

namespace Stone.Server.Tests.Sessions;

/// <summary>The session layer of a stone in this process, over a repository of its own in a temporary folder.</summary>
internal sealed unsafe class SessionService : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("mag").FullName;
    private readonly SharedPageSet _pages;
    private readonly SessionListener _listener;

    public SessionService(bool portable, int sessionLimit = 10, long commitLimitBytes = 1L << 30, bool isDurable = false)
        : this(Platforms.Choose(portable), sessionLimit, commitLimitBytes, isDurable)
    {
    }

    public SessionService(IPlatform platform, int sessionLimit = 10, long commitLimitBytes = 1L << 30, bool isDurable = false)
    {
        Platform = platform;
        StonePaths paths = new(_home, "test");
        Directory.CreateDirectory(paths.RunDirectory);
        ExtentPlace extent = new(Path.Combine(_home, "extent0.dbf"), 4L << 30);
        _pages = new SharedPageSet(Platform, paths.RunDirectory, "test");
        StorageSettings storage = new() { SyncCommits = isDurable, MaximumExtentBytes = [extent.LimitBytes] };
        Engine = StorageEngine.Create(storage, new DiskRepositoryFiles([extent.Path], [_home], Platform), Serilog.Core.Logger.None);
        PublishedRoot.Initialize(_pages.Root, Engine.RepositoryId);
        Engine.SetPublisher(_pages);
        Handler = new RequestHandler(Engine, new SlotReplyWriter(Platform), _pages, new CommitGathering(isDurable), commitLimitBytes);
        Loop = new RequestLoop(Platform, _pages, Handler, NullLogger.Instance, e => Failure = e);
        Registry = new SessionRegistry(Loop, Engine, Handler, sessionLimit, NullLogger.Instance);
        Handler.Sharing.Registry = Handler.Votes.Registry = Registry;
        SessionSocket = paths.SessionSocket;
        _listener = new SessionListener(Platform, SessionSocket, Registry, Engine, [extent], _pages, NullLogger.Instance);
        Loop.Start();
        _listener.Start();
    }

    public IPlatform Platform { get; }

    public string SessionSocket { get; }

    public StorageEngine Engine { get; }

    public RequestHandler Handler { get; }

    public RequestLoop Loop { get; }

    public SessionRegistry Registry { get; }

    public Exception? Failure { get; private set; }

    public StoneSession Connect() => StoneSession.Connect(_home, "test", "a test", Platform);

    public T OnLoop<T>(Func<T> function) => Loop.Invoke(function).GetAwaiter().GetResult();

    public void Dispose()
    {
        _listener.Dispose();
        Registry.CloseAsync().Wait();
        Loop.Dispose();
        Engine.Dispose();
        _pages.Dispose();
        Directory.Delete(_home, recursive: true);
    }
}
