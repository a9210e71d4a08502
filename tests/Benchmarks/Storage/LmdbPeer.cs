using System.Diagnostics;

namespace Benchmarks.Storage;

/// <summary>LMDB with integer keys; not durable means MDB_NOSYNC.</summary>
public sealed unsafe class LmdbPeer(string folder) : IStoragePeer
{
    private const ulong MapBytes = 8UL << 30;
    private nint _environment;
    private uint _database;
    private int _count;

    /// <inheritdoc/>
    public string Name => "LMDB";

    /// <inheritdoc/>
    public double Load(int count)
    {
        Dispose();
        Open(0);
        _count = count;
        long start = Stopwatch.GetTimestamp();
        Check(LmdbCalls.Begin(_environment, 0, 0, out nint transaction));
        byte* body = stackalloc byte[Payload.SizeBytes];
        for (int number = 0; number < count; number++)
        {
            Payload.Write(new Span<byte>(body, Payload.SizeBytes), number, count);
            Put(transaction, number, body, LmdbCalls.Append);
        }

        Check(LmdbCalls.Commit(transaction));
        Check(LmdbCalls.Sync(_environment, 1));
        return count / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <inheritdoc/>
    public double Commits(bool isDurable, TimeSpan time)
    {
        Check(LmdbCalls.SetFlags(_environment, LmdbCalls.NoSync, isDurable ? 0 : 1));
        byte* body = stackalloc byte[Payload.SizeBytes];
        long start = Stopwatch.GetTimestamp();
        int done = 0;
        while (Stopwatch.GetElapsedTime(start) < time)
        {
            int number = done++ * 7919 % _count;
            Payload.Write(new Span<byte>(body, Payload.SizeBytes), number, _count, (ulong)done);
            Check(LmdbCalls.Begin(_environment, 0, 0, out nint transaction));
            Put(transaction, number, body, 0);
            Check(LmdbCalls.Commit(transaction));
        }

        return done / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <inheritdoc/>
    public double ReadRecords(int[] numbers)
    {
        Check(LmdbCalls.Begin(_environment, 0, LmdbCalls.ReadOnly, out nint transaction));
        ulong digest = 0;
        long start = Stopwatch.GetTimestamp();
        foreach (int number in numbers)
        {
            ulong id = (ulong)number;
            LmdbCalls.Item key = new() { SizeBytes = sizeof(ulong), Start = &id };
            LmdbCalls.Item data;
            Check(LmdbCalls.Get(transaction, _database, &key, &data));
            digest += Payload.Digest(new ReadOnlySpan<byte>(data.Start, Payload.SizeBytes));
        }

        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        LmdbCalls.Abort(transaction);
        GC.KeepAlive(digest);
        return numbers.Length / seconds;
    }

    /// <inheritdoc/>
    public double ReadCold(int[] numbers)
    {
        Close();
        KernelCache.Drop(folder);
        Open(LmdbCalls.NoReadAhead);
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

    private void Open(uint flags)
    {
        Directory.CreateDirectory(folder);
        Check(LmdbCalls.CreateEnvironment(out _environment));
        Check(LmdbCalls.SetMapSize(_environment, unchecked((nuint)MapBytes)));
        Check(LmdbCalls.OpenEnvironment(_environment, folder, flags, 0x1A4));
        Check(LmdbCalls.Begin(_environment, 0, 0, out nint transaction));
        Check(LmdbCalls.OpenDatabase(transaction, null, LmdbCalls.IntegerKeys | LmdbCalls.CreateDatabase, out _database));
        Check(LmdbCalls.Commit(transaction));
    }

    private void Close()
    {
        if (_environment != 0)
        {
            LmdbCalls.CloseEnvironment(_environment);
            _environment = 0;
        }
    }

    private void Put(nint transaction, int number, byte* body, uint flags)
    {
        ulong id = (ulong)number;
        LmdbCalls.Item key = new() { SizeBytes = sizeof(ulong), Start = &id };
        LmdbCalls.Item data = new() { SizeBytes = Payload.SizeBytes, Start = body };
        Check(LmdbCalls.Put(transaction, _database, &key, &data, flags));
    }

    private static void Check(int result)
    {
        if (result != 0)
        {
            throw new InvalidOperationException($"LMDB answered {result}");
        }
    }
}
