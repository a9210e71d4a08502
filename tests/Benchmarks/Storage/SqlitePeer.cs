using System.Diagnostics;

namespace Benchmarks.Storage;

/// <summary>SQLite with a write-ahead log; durable means synchronous=FULL, not durable synchronous=OFF.</summary>
public sealed unsafe class SqlitePeer(string folder) : IStoragePeer
{
    private readonly string _path = Path.Combine(Directory.CreateDirectory(folder).FullName, "bench.sqlite");
    private nint _database;
    private int _count;

    /// <inheritdoc/>
    public string Name => "SQLite WAL";

    /// <inheritdoc/>
    public double Load(int count)
    {
        Dispose();
        Directory.CreateDirectory(folder);
        Open();
        _count = count;
        Check(Execute("CREATE TABLE objects (id INTEGER PRIMARY KEY, body BLOB) STRICT"));
        long start = Stopwatch.GetTimestamp();
        Check(Execute("PRAGMA synchronous=FULL"));
        Check(Execute("BEGIN"));
        nint insert = Prepare("INSERT INTO objects VALUES (?, ?)");
        byte* body = stackalloc byte[Payload.SizeBytes];
        for (int number = 0; number < count; number++)
        {
            Payload.Write(new Span<byte>(body, Payload.SizeBytes), number, count);
            Run(insert, number, body);
        }

        SqliteCalls.FinalizeStatement(insert);
        Check(Execute("COMMIT"));
        Check(Execute("PRAGMA wal_checkpoint(TRUNCATE)"));
        return count / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <inheritdoc/>
    public double Commits(bool isDurable, TimeSpan time)
    {
        Check(Execute(isDurable ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=OFF"));
        nint update = Prepare("REPLACE INTO objects VALUES (?, ?)");
        byte* body = stackalloc byte[Payload.SizeBytes];
        long start = Stopwatch.GetTimestamp();
        int done = 0;
        while (Stopwatch.GetElapsedTime(start) < time)
        {
            int number = done++ * 7919 % _count;
            Payload.Write(new Span<byte>(body, Payload.SizeBytes), number, _count, (ulong)done);
            Run(update, number, body);
        }

        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        SqliteCalls.FinalizeStatement(update);
        return done / seconds;
    }

    /// <inheritdoc/>
    public double ReadRecords(int[] numbers)
    {
        Check(Execute("BEGIN"));
        nint select = Prepare("SELECT body FROM objects WHERE id = ?");
        ulong digest = 0;
        long start = Stopwatch.GetTimestamp();
        foreach (int number in numbers)
        {
            SqliteCalls.BindInteger(select, 1, number);
            if (SqliteCalls.Step(select) != SqliteCalls.Row)
            {
                throw new InvalidOperationException($"SQLite has no object {number}");
            }

            digest += Payload.Digest(new ReadOnlySpan<byte>(SqliteCalls.ColumnBlob(select, 0), Payload.SizeBytes));
            SqliteCalls.Reset(select);
        }

        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        SqliteCalls.FinalizeStatement(select);
        Check(Execute("COMMIT"));
        GC.KeepAlive(digest);
        return numbers.Length / seconds;
    }

    /// <inheritdoc/>
    public double ReadCold(int[] numbers)
    {
        Close();
        KernelCache.Drop(folder);
        Open();
        return ReadRecords(numbers);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Close();
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private void Open()
    {
        Check(SqliteCalls.Open(_path, out _database));
        Check(Execute("PRAGMA journal_mode=WAL"));
        Check(Execute("PRAGMA mmap_size=1073741824"));
    }

    private void Close()
    {
        if (_database != 0)
        {
            Check(SqliteCalls.Close(_database));
            _database = 0;
        }
    }

    private int Execute(string sql) => SqliteCalls.Execute(_database, sql, 0, 0, 0);

    private nint Prepare(string sql)
    {
        Check(SqliteCalls.Prepare(_database, sql, -1, out nint statement, 0));
        return statement;
    }

    private static void Run(nint statement, int number, byte* body)
    {
        SqliteCalls.BindInteger(statement, 1, number);
        SqliteCalls.BindBlob(statement, 2, body, Payload.SizeBytes, 0);
        if (SqliteCalls.Step(statement) != SqliteCalls.Done)
        {
            throw new InvalidOperationException("SQLite refused a write");
        }

        SqliteCalls.Reset(statement);
    }

    private static void Check(int result)
    {
        if (result != 0)
        {
            throw new InvalidOperationException($"SQLite answered {result}");
        }
    }
}
