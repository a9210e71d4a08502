using System.Text;
using Serilog.Core;
using Shared.ObjectFormat.Cache;
using Shared.ObjectFormat.Objects;
using Stone.Server.Commit;
using Stone.Server.Storage;

namespace CrashSimulation;

/// <summary>An engine on a simulated disk, for tests of faults and of damaged files.</summary>
public sealed unsafe class SimulatedEngine : IDisposable
{
    private const ulong SessionId = 1;

    /// <summary>Makes a repository; the seed decides what the disk does by itself.</summary>
    public SimulatedEngine(int seed, ulong repositoryId = 4711, int extentCount = 1)
    {
        Disk = new SimulatedDisk(seed, extentCount) { ExtentCount = extentCount };
        Settings = new StorageSettings
        {
            MaximumExtentBytes = [SimulatedDisk.ExtentCapacityBytes],
            ExtentWeights = [.. Enumerable.Repeat(1, extentCount)],
            InitialExtentBytes = 256 << 10,
            GrowthBytes = 256 << 10,
            LogSegmentBytes = 128 << 10,
            SpareLogSegments = 2,
            CheckpointThread = false,
            NewRepositoryId = repositoryId,
        };
        Engine = StorageEngine.Create(Settings, Disk.Open(), Logger.None, failure => Failures.Add(failure.Message));
    }

    /// <summary>The disk.</summary>
    public SimulatedDisk Disk { get; }

    /// <summary>The settings.</summary>
    public StorageSettings Settings { get; set; }

    /// <summary>The engine.</summary>
    public StorageEngine Engine { get; private set; }

    /// <summary>What the engine told when it stopped.</summary>
    public List<string> Failures { get; } = [];

    /// <summary>A new object id.</summary>
    public ulong NewId() => Engine.LeaseObjectIds(SessionId, 1).First;

    /// <summary>The record of an object with a text.</summary>
    public static byte[] Record(ulong id, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        byte[] record = new byte[ObjectRecord.SizeBytes(0, (uint)bytes.Length)];
        ObjectRecord.Write(record, new RecordHeader { ObjectId = id, ClassId = 12 }, [], bytes);
        return record;
    }

    /// <summary>Commits objects with texts.</summary>
    public CommitOutcome Commit(params (ulong Id, string Text)[] objects)
    {
        Snapshot view = Engine.RegisterSnapshot();
        using var images = new MemoryStream();
        foreach ((ulong id, string text) in objects)
        {
            images.Write(Record(id, text));
        }
        try
        {
            return Engine.Commit(new CommitRequest { SessionId = SessionId, Snapshot = view, Images = images.ToArray() });
        }
        finally
        {
            Engine.ReleaseSnapshot(view);
        }
    }

    /// <summary>The text of an object, null when there is none.</summary>
    public string? Text(ulong id)
    {
        PublishedState state = Engine.Published;
        RecordHeader* record = ObjectTableReader.Find(Engine.ExtentBase, state.RootFrame, state.Depth, id);
        return record == null ? null : Encoding.UTF8.GetString(ObjectRecord.Bytes(record));
    }

    /// <summary>The engine is killed; what it wrote is in the system's cache.</summary>
    public void Kill() => Engine.Abandon();

    /// <summary>Opens the repository again.</summary>
    public void Open() => Engine = StorageEngine.Open(Settings, Disk.Open(), Logger.None, failure => Failures.Add(failure.Message));

    /// <inheritdoc/>
    public void Dispose()
    {
        Engine.Abandon();
        Disk.Dispose();
    }
}
