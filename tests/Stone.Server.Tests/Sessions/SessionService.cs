using Gem.Vm.Session;
using Microsoft.Extensions.Logging.Abstractions;
using Shared.ObjectFormat.Configuration;
using Shared.ObjectFormat.Platform;
using Stone.Server.Sessions;

namespace Stone.Server.Tests.Sessions;

/// <summary>The session layer of a stone in this process, over a repository without a disk.</summary>
internal sealed class SessionService : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("mag").FullName;
    private readonly SharedPageSet _pages;
    private readonly SessionListener _listener;

    public SessionService(bool portable, int sessionLimit = 10, long commitLimitBytes = 1L << 30)
    {
        Platform = Platforms.Choose(portable);
        StonePaths paths = new(_home, "test");
        Directory.CreateDirectory(paths.RunDirectory);
        string extent = Path.Combine(_home, "extent0.dbf");
        File.WriteAllBytes(extent, new byte[1 << 16]);
        _pages = new SharedPageSet(Platform, paths.RunDirectory, "test");
        Repository = new MemoryRepository(_pages, extent);
        Handler = new RequestHandler(Repository, new SlotReplyWriter(Platform), commitLimitBytes);
        Loop = new RequestLoop(Platform, _pages, Handler, NullLogger.Instance, e => Failure = e);
        Registry = new SessionRegistry(Loop, Repository, Handler, sessionLimit, NullLogger.Instance);
        _listener = new SessionListener(Platform, paths.SessionSocket, Registry, Repository, _pages, NullLogger.Instance);
        Loop.Start();
        _listener.Start();
    }

    public IPlatform Platform { get; }

    public MemoryRepository Repository { get; }

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
        _pages.Dispose();
        Directory.Delete(_home, recursive: true);
    }
}
