using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Gem.Vm.Tests.Memory;

/// <summary>What large hashes cost: records and bytes of a commit, records read, memory.</summary>
public sealed class LargeHashTests : LargeCollectionFixture
{
    [Test]
    public void One_entry_of_a_million_writes_at_most_3_times_what_one_of_a_hundred_does()
    {
        HashObject small = Committed("small", 100);
        HashObject large = Committed("large", Million);
        int change = BytesToSet(small, 50);
        Assert.That(BytesToSet(large, 500_000), Is.LessThanOrEqualTo(3 * change), "to change one");
        Assert.That(Stone.RecordsOfLastCommit, Is.EqualTo(2));
        int add = BytesToSet(small, -1);
        long sum = 0, largest = 0;
        for (int i = 1; i <= 400; i++)
        {
            int bytes = BytesToSet(large, -i);
            sum += bytes;
            largest = Math.Max(largest, bytes);
        }

        Assert.That(sum / 400, Is.LessThanOrEqualTo(3 * add), "to add one, on average");
        Assert.That(largest, Is.LessThan(5 * add), "with new nodes");
        Vm.WillWrite(small);
        HashAccess.Remove(Vm.MainThread, large, Value.FromInteger(77));
        Vm.Transaction.Commit();
        Assert.That(Stone.BytesOfLastCommit, Is.LessThanOrEqualTo(6 * change), "to delete one, with the small hash");
        Assert.That(large.Count, Is.EqualTo(Million + 399));
    }

    [Test]
    public void One_entry_more_costs_the_stone_at_most_3_times_the_log_and_the_frames()
    {
        HashObject small = Committed("small", 100);
        HashObject large = Committed("large", Million);
        (long smallLog, long smallFrames) = CostOfCommits(small);
        (long largeLog, long largeFrames) = CostOfCommits(large);
        TestContext.Out.WriteLine($"log {smallLog} and {largeLog} bytes, frames {smallFrames} and {largeFrames} bytes");
        Assert.That(largeLog, Is.LessThanOrEqualTo(3 * smallLog));
        Assert.That(largeFrames, Is.LessThanOrEqualTo(3 * smallFrames));
    }

    [Test]
    public void A_lookup_reads_a_bucket_and_an_entry()
    {
        Committed("large", Million);
        VirtualMachine other = Machines.Start(Stone);
        HashObject hash = (HashObject)other.At("large").Ref!;
        int before = Stone.RecordsRead;
        Assert.That(HashAccess.TryGet(other.MainThread, hash, Value.FromInteger(777_777), out Value value));
        Assert.That(value.Bits, Is.EqualTo(-777_777));
        Assert.That(Stone.RecordsRead - before, Is.EqualTo(6), "two paths of root, branch, chunk");
        Assert.That(HashAccess.TryGet(other.MainThread, hash, Value.FromInteger(-5), out _), Is.False);
    }

    [Test]
    public void A_hash_grown_entry_by_entry_over_many_commits_finds_every_key()
    {
        HashObject hash = Committed("large", 600);
        for (int i = 600; i < 6000; i++)
        {
            HashAccess.Set(Vm.MainThread, hash, Value.FromInteger(i), Value.FromInteger(-i));
            if (i % 50 == 0)
            {
                Vm.Transaction.Commit();
            }
        }

        // Looked at as a whole, it is the same on disk.
        Vm.Transaction.Commit();
        Vm.WillWrite(hash);
        hash.Entries[3].Value = Value.True;
        Vm.Transaction.Commit();
        Assert.That(Stone.RecordsOfLastCommit, Is.EqualTo(2));
        VirtualMachine other = Machines.Start(Stone);
        HashObject read = (HashObject)other.At("large").Ref!;
        for (int i = 0; i < 6000; i++)
        {
            Assert.That(HashAccess.TryGet(other.MainThread, read, Value.FromInteger(i), out Value value), $"key {i}");
            Assert.That(i == 3 ? value.IsTruthy : value.Bits == -i, $"value of {i}");
        }
    }

    [Test]
    public void Walking_through_keeps_a_bounded_part_in_memory()
    {
        Committed("large", Million);
        VirtualMachine other = Machines.Start(Stone);
        other.Memory.ChunksKept = 1024;
        HashObject hash = (HashObject)other.At("large").Ref!;
        long before = GC.GetTotalMemory(forceFullCollection: true);
        long sum = 0;
        for (int i = 0; i < hash.Used; i++)
        {
            sum += hash.Entry(i).Key.Bits;
        }

        long kept = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.That(sum, Is.EqualTo((long)Million * (Million - 1) / 2));
        Assert.That(kept, Is.LessThan(8 << 20), "of 40 MB of entries");
        GC.KeepAlive(hash);
    }

    private HashObject Committed(string name, int count)
    {
        HashObject hash = Vm.NewHash();
        for (int i = 0; i < count; i++)
        {
            HashAccess.Set(Vm.MainThread, hash, Value.FromInteger(i), Value.FromInteger(-i));
        }

        Vm.Put(name, hash);
        Vm.Transaction.Commit();
        return hash;
    }

    private int BytesToSet(HashObject hash, int key)
    {
        HashAccess.Set(Vm.MainThread, hash, Value.FromInteger(key), Value.True);
        Vm.Transaction.Commit();
        return Stone.BytesOfLastCommit;
    }

    /// <summary>Bytes of log and of the extent that forty commits take, each of which adds an entry.</summary>
    private (long Log, long Frames) CostOfCommits(HashObject hash)
    {
        long log = Stone.LogBytes, used = Stone.UsedBytes;
        for (int i = 1; i <= 40; i++)
        {
            Stone.HoldView();
            HashAccess.Set(Vm.MainThread, hash, Value.FromInteger(-i), Value.True);
            Vm.Transaction.Commit();
        }

        return (Stone.LogBytes - log, Stone.UsedBytes - used);
    }
}
