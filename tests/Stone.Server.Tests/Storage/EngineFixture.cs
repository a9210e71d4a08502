using Serilog.Core;
using Shared.ObjectFormat.Cache;
using Shared.ObjectFormat.Identity;
using Shared.ObjectFormat.Objects;
using Shared.ObjectFormat.Platform;
using Stone.Server.Commit;
using Stone.Server.Storage;
using Stone.Server.Symbols;

namespace Stone.Server.Tests.Storage;

/// <summary>An engine on real files in a directory of its own.</summary>
public abstract unsafe class EngineFixture
{
    protected const ulong Alice = 1;
    protected const ulong Bob = 2;

    protected string Folder { get; private set; } = "";

    protected StorageEngine Engine { get; set; } = null!;

    protected virtual IPlatform Platform => Platforms.Native;

    protected virtual StorageSettings Settings { get; } = new()
    {
        MaximumExtentBytes = [256L << 20],
        InitialExtentBytes = 1 << 20,
        GrowthBytes = 1 << 20,
        LogSegmentBytes = 1 << 20,
        CheckpointThread = false,
    };

    [SetUp]
    public void MakeEngine()
    {
        Folder = Directory.CreateTempSubdirectory("engine").FullName;
        Engine = StorageEngine.Create(Settings, Files(), Logger.None);
    }

    [TearDown]
    public void RemoveEngine()
    {
        Engine.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Names of the log's directories in <see cref="Folder"/>.</summary>
    protected virtual string[] LogNames { get; } = ["log"];

    /// <summary>Names of the extents in <see cref="Folder"/>.</summary>
    protected string[] ExtentNames { get; set; } = ["extent0.dbf"];

    protected IRepositoryFiles Files() => new DiskRepositoryFiles(
        [.. ExtentNames.Select(name => Path.Combine(Folder, name))], [.. LogNames.Select(name => Path.Combine(Folder, name))], Platform);

    /// <summary>Ends the engine, in good order or as if it were killed, and opens it again.</summary>
    protected void Restart(bool killed = false) => Restart(Settings, killed);

    /// <summary>Ends the engine and opens it again with other settings.</summary>
    protected void Restart(StorageSettings settings, bool killed = false)
    {
        if (killed)
        {
            Engine.Abandon();
        }
        else
        {
            Engine.Dispose();
        }
        Engine = StorageEngine.Open(settings, Files(), Logger.None);
    }

    protected ulong NewId(ulong session = Alice) => Engine.LeaseObjectIds(session, 1).First;

    protected static byte[] Record(ulong id, string text, params ulong[] references) =>
        Record(new RecordHeader { ObjectId = id, ClassId = 12, Format = 40 }, System.Text.Encoding.UTF8.GetBytes(text), references);

    protected static byte[] Record(RecordHeader header, byte[] bytes, params ulong[] references)
    {
        ReferenceWord[] words = [.. references.Select(ReferenceWord.FromObjectId)];
        byte[] record = new byte[ObjectRecord.SizeBytes((uint)words.Length, (uint)bytes.Length)];
        ObjectRecord.Write(record, header, words, bytes);
        return record;
    }

    protected static byte[] Removal(ulong id) => Record(new RecordHeader { ObjectId = id, Flags = RecordFlags.Removed }, []);

    /// <summary>A request in a view of its own, which stays registered.</summary>
    protected CommitRequest Request(ulong session, params byte[][] records) => Request(session, Engine.RegisterSnapshot(), records);

    protected static CommitRequest Request(ulong session, Snapshot view, params byte[][] records) =>
        new() { SessionId = session, Snapshot = view, Images = records.SelectMany(record => record).ToArray() };

    protected CommitOutcome Commit(ulong session, params byte[][] records)
    {
        Snapshot view = Engine.RegisterSnapshot();
        CommitOutcome outcome = Engine.Commit(Request(session, view, records));
        Engine.ReleaseSnapshot(view);
        return outcome;
    }

    protected ulong MustCommit(ulong session, params byte[][] records)
    {
        CommitOutcome outcome = Commit(session, records);
        Assert.That(outcome.Status, Is.EqualTo(CommitStatus.Committed), outcome.Reason);
        return outcome.CommitId;
    }

    protected string? Text(ulong id) => Text(id, Engine.Published);

    protected string? Text(ulong id, PublishedState state)
    {
        RecordHeader* record = ObjectTableReader.Find(Engine.ExtentBase, state.RootFrame, state.Depth, id);
        return record == null ? null : System.Text.Encoding.UTF8.GetString(ObjectRecord.Bytes(record));
    }

    protected ulong Symbol(string name) => Engine.InternSymbols([new SymbolName(1, System.Text.Encoding.UTF8.GetBytes(name))])[0];
}
