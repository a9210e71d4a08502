using System.Diagnostics;
using Serilog.Core;
using Shared.ObjectFormat.Cache;
using Shared.ObjectFormat.Objects;
using Shared.ObjectFormat.Platform;
using Stone.Server.Commit;
using Stone.Server.Storage;

namespace Stone.Server.Tests.Storage;

/// <summary>
/// Speed straight on the engine: <c>dotnet test -c Release --filter StorageBenchmark</c>. Each durable figure stands beside a
/// raw probe of the disk (a 4 KB overwrite with a sync) of the same moment.
/// </summary>
[Explicit("measures, asserts nothing")]
public sealed unsafe class StorageBenchmark
{
    private const int ObjectBytes = 100;
    private const int LoadedObjects = 1_000_000;
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("bench").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Figures()
    {
        for (int round = 0; round < 2; round++)
        {
            using (StorageEngine engine = Make($"durable{round}", sync: true))
            {
                Report("raw 4 KB write + fdatasync", Probe(), "per s");
                Report("durable commits, 1 committer", SingleCommits(engine, 3_000, 1), "per s");
                Report("durable commits, batches of 16", SingleCommits(engine, 16_000, 16), "per s");
                Report("raw 4 KB write + fdatasync", Probe(), "per s");
            }
            using (StorageEngine engine = Make($"fast{round}", sync: false))
            {
                double processor = ProcessorSeconds;
                Report("not synced, 1 committer", SingleCommits(engine, 100_000, 1), "per s");
                Report("  by processor time", 100_000 / (ProcessorSeconds - processor), "per s");
            }
            using (StorageEngine engine = Make($"load{round}", sync: true))
            {
                ulong first = Load(engine);
                Report("random reads", Reads(engine, first), "per s");
            }
        }
    }

    /// <summary>Processor time of this process: what counts for work in memory on a machine that is busy with other things.</summary>
    private static double ProcessorSeconds => Environment.CpuUsage.TotalTime.TotalSeconds;

    private static void Report(string what, double figure, string unit) => TestContext.Out.WriteLine($"{what,-34} {figure,14:N0} {unit}");

    private StorageEngine Make(string name, bool sync)
    {
        var settings = new StorageSettings { SyncCommits = sync, MaximumExtentBytes = [8L << 30] };
        var watch = Stopwatch.StartNew();
        var engine = StorageEngine.Create(settings, new DiskRepositoryFiles([$"{_folder}/{name}.dbf"], [$"{_folder}/{name}.log"], Platforms.Native), Logger.None);
        Report("making a repository", watch.Elapsed.TotalMilliseconds, "ms");
        return engine;
    }

    private double Probe()
    {
        using var file = File.OpenHandle($"{_folder}/probe", FileMode.OpenOrCreate, FileAccess.ReadWrite);
        RandomAccess.Write(file, new byte[16 << 20], 0);
        Platforms.Native.SyncData(file);
        byte[] block = new byte[4096];
        var watch = Stopwatch.StartNew();
        const int Count = 2_000;
        for (int i = 0; i < Count; i++)
        {
            RandomAccess.Write(file, block, i * 4096L);
            Platforms.Native.SyncData(file);
        }
        return Count / watch.Elapsed.TotalSeconds;
    }

    private static double SingleCommits(StorageEngine engine, int count, int batch)
    {
        ulong first = engine.LeaseObjectIds(1, 1_000).First;
        Commit(engine, [.. Enumerable.Range(0, 1_000).Select(i => Record(first + (ulong)i))]);
        byte[][] records = [.. Enumerable.Range(0, 1_000).Select(i => Record(first + (ulong)i))];
        var watch = Stopwatch.StartNew();
        for (int i = 0; i < count; i += batch)
        {
            Snapshot view = engine.RegisterSnapshot();
            var requests = new CommitRequest[batch];
            for (int j = 0; j < batch; j++)
            {
                requests[j] = new CommitRequest { SessionId = 1, Snapshot = view, Images = records[(i + j) * 7 % 1_000] };
            }
            CommitOutcome[] outcomes = engine.CommitBatch(requests);
            engine.ReleaseSnapshot(view);
            Require(outcomes.All(outcome => outcome.Status == CommitStatus.Committed));
        }
        return count / watch.Elapsed.TotalSeconds;
    }

    private static ulong Load(StorageEngine engine)
    {
        const int PerCommit = 10_000;
        var parts = new List<byte[]>();
        ulong first = 0;
        for (int at = 0; at < LoadedObjects; at += PerCommit)
        {
            ulong lease = engine.LeaseObjectIds(1, PerCommit).First;
            first = first == 0 ? lease : first;
            parts.Add([.. Enumerable.Range(0, PerCommit).SelectMany(i => Record(lease + (ulong)i))]);
        }
        double processor = ProcessorSeconds;
        var watch = Stopwatch.StartNew();
        foreach (byte[] part in parts)
        {
            Commit(engine, part);
        }
        Report("bulk load of 100-byte objects", LoadedObjects / watch.Elapsed.TotalSeconds, "per s");
        Report("  by processor time", LoadedObjects / (ProcessorSeconds - processor), "per s");
        engine.RunCheckpoint();
        Report("the same with a checkpoint", LoadedObjects / watch.Elapsed.TotalSeconds, "per s");
        return first;
    }

    private static double Reads(StorageEngine engine, ulong first)
    {
        const int Count = 5_000_000;
        PublishedState state = engine.Published;
        ulong random = 88172645463325252;
        ulong sum = 0;
        double processor = 0;
        var watch = new Stopwatch();
        for (int i = -Count / 5; i < Count; i++)
        {
            if (i == 0)
            {
                processor = ProcessorSeconds;
                watch.Start();
            }
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            sum += ObjectTableReader.Find(engine.ExtentBase, state.RootFrame, state.Depth, first + (random % LoadedObjects))->CommitId;
        }
        Require(sum > 0);
        Report("random reads by processor time", Count / (ProcessorSeconds - processor), "per s");
        return Count / watch.Elapsed.TotalSeconds;
    }

    private static void Commit(StorageEngine engine, params byte[][] records)
    {
        Snapshot view = engine.RegisterSnapshot();
        byte[] images = records.Length == 1 ? records[0] : [.. records.SelectMany(record => record)];
        Require(engine.Commit(new CommitRequest { SessionId = 1, Snapshot = view, Images = images }).Status == CommitStatus.Committed);
        engine.ReleaseSnapshot(view);
    }

    private static byte[] Record(ulong id)
    {
        byte[] record = new byte[ObjectRecord.SizeBytes(0, ObjectBytes)];
        ObjectRecord.Write(record, new RecordHeader { ObjectId = id, ClassId = 12, Format = 40 }, [], new byte[ObjectBytes]);
        return record;
    }

    private static void Require(bool holds)
    {
        if (!holds)
        {
            throw new InvalidOperationException("the benchmark's own check failed");
        }
    }
}
