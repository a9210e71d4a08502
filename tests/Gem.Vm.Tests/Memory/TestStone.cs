using Gem.Vm.Session;
using Stone.Server.Tests.Sessions;

namespace Gem.Vm.Tests.Memory;

/// <summary>A real stone in this process with a repository in a temporary folder, and the sessions that tests opened on it.</summary>
internal sealed class TestStone : IDisposable
{
    private readonly SessionService _service = new(portable: false, sessionLimit: 20);
    private readonly List<IObjectStore> _sessions = [];

    /// <summary>When true, moves of the view of sessions do not list what changed.</summary>
    public bool HidesChanges { get; set; }

    /// <summary>How many records the last commit of any session wrote.</summary>
    public int RecordsOfLastCommit { get; set; }

    /// <summary>What others do between the next commit and its answer.</summary>
    public Action? AfterNextCommit { get; set; }

    /// <summary>What it asks its sessions as if it collected; null: nothing.</summary>
    public PretendedCollection? Collection { get; set; }

    /// <summary>How many bytes the records of the last commit had.</summary>
    public int BytesOfLastCommit { get; set; }

    /// <summary>How many records all sessions together have looked up.</summary>
    public int RecordsRead { get; set; }

    /// <summary>Bytes of log that were written so far.</summary>
    public long LogBytes => _service.Engine.Statistics().LogBytes;

    /// <summary>Bytes of the extent that are in use, or were in a view that somebody still holds.</summary>
    public long UsedBytes => _service.Engine.Statistics() is var figures ? figures.ExtentBytes - figures.FreeBytes : 0;

    /// <summary>Holds the present view, so that no frame of it is free again, until the stone ends.</summary>
    public void HoldView() => _service.Engine.RegisterSnapshot();

    /// <summary>A session that is closed with the stone.</summary>
    public IObjectStore Connect()
    {
        ObservedStore session = new(_service.Connect(), this);
        _sessions.Add(session);
        return session;
    }

    /// <summary>A session as gems have it, without anything between.</summary>
    public StoneSession ConnectPlainly()
    {
        StoneSession session = _service.Connect();
        _sessions.Add(session);
        return session;
    }

    public void Dispose()
    {
        _sessions.ForEach(session => session.Dispose());
        _service.Dispose();
        Assert.That(_service.Failure, Is.Null);
    }
}
