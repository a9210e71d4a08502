using Gem.Vm.Values;

namespace Gem.Vm.Tests.Memory;

/// <summary>What large arrays cost: records and bytes of a commit, records read, memory.</summary>
public sealed class LargeArrayTests : LargeCollectionFixture
{
    [Test]
    public void Changing_one_element_of_a_million_writes_at_most_3_times_what_it_does_of_a_hundred()
    {
        int small = BytesToChange(Committed(Vm, "small", 100), 50);
        int large = BytesToChange(Committed(Vm, "large", Million), 500_000);
        Assert.That(large, Is.LessThanOrEqualTo(3 * small));
        Assert.That(Stone.RecordsOfLastCommit, Is.EqualTo(2));
    }

    [Test]
    public void Appending_to_a_million_writes_a_few_nodes()
    {
        int small = BytesToAppend(Committed(Vm, "small", 100));
        ArrayObject array = Committed(Vm, "large", Million);
        long sum = 0, largest = 0;
        for (int i = 0; i < 400; i++)
        {
            int bytes = BytesToAppend(array);
            sum += bytes;
            largest = Math.Max(largest, bytes);
        }

        Assert.That(sum / 400, Is.LessThanOrEqualTo(3 * small));
        Assert.That(largest, Is.LessThan(8192), "with a new chunk");
        Assert.That(array.Count, Is.EqualTo(Million + 400));
    }

    [Test]
    public void A_change_by_code_that_looks_at_all_elements_writes_only_what_differs()
    {
        ArrayObject array = Committed(Vm, "large", 100_000);
        Vm.WillWrite(array);
        array.Span[40_000] = Value.True;
        Vm.Transaction.Commit();
        Assert.That(Stone.RecordsOfLastCommit, Is.EqualTo(2));
        Vm.WillWrite(array);
        array.DropFirst(40_000);
        array.Span[0] = Value.False;
        Vm.Transaction.Commit();
        Assert.That(Machines.Start(Stone).At("large").Ref, Is.InstanceOf<ArrayObject>());
        ArrayObject read = (ArrayObject)Machines.Start(Stone).At("large").Ref!;
        Assert.That(read.Count, Is.EqualTo(60_000));
        Assert.That(Value.Same(read.Slot(0), Value.False));
        Assert.That(read.Slot(59_999).Bits, Is.EqualTo(99_999));
    }

    [Test]
    public void No_write_is_lost_over_more_commits_than_chunks_are_kept()
    {
        Vm.Memory.ChunksKept = 8;
        ArrayObject array = Committed(Vm, "large", 2000);
        for (int i = 0; i < 100; i++)
        {
            Vm.WillWrite(array);
            array.SlotToWrite(7) = Value.FromInteger(-i);
            Vm.Transaction.Commit();
            Assert.That(array.Slot(7).Bits, Is.EqualTo(-i));
        }

        Assert.That(((ArrayObject)Machines.Start(Stone).At("large").Ref!).Slot(7).Bits, Is.EqualTo(-99));
    }

    [Test]
    public void Reading_one_element_reads_one_path()
    {
        Committed(Vm, "large", Million);
        VirtualMachine other = Machines.Start(Stone);
        ArrayObject array = (ArrayObject)other.At("large").Ref!;
        int before = Stone.RecordsRead;
        Assert.That(array.Slot(777_777).Bits, Is.EqualTo(777_777));
        Assert.That(Stone.RecordsRead - before, Is.EqualTo(3), "root, branch, chunk");
        Assert.That(array.Slot(777_778).Bits, Is.EqualTo(777_778));
        Assert.That(Stone.RecordsRead - before, Is.EqualTo(3));
    }

    [Test]
    public void Walking_through_keeps_a_bounded_part_in_memory()
    {
        Committed(Vm, "large", 2 * Million);
        VirtualMachine other = Machines.Start(Stone);
        other.Memory.ChunksKept = 1024;
        ArrayObject array = (ArrayObject)other.At("large").Ref!;
        long before = GC.GetTotalMemory(forceFullCollection: true);
        long sum = 0;
        for (int i = 0; i < array.Count; i++)
        {
            sum += array.Slot(i).Bits;
        }

        long kept = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.That(sum, Is.EqualTo(2L * Million * (2 * Million - 1) / 2));
        Assert.That(kept, Is.LessThan(8 << 20), "of 32 MB of elements");
        GC.KeepAlive(array);
    }

    [Test]
    public void What_stays_in_memory_is_bounded_over_all_collections_together()
    {
        Committed(Vm, "one", 2000);
        Committed(Vm, "other", 2000);
        VirtualMachine later = Machines.Start(Stone);
        later.Memory.ChunksKept = 10;
        ArrayObject one = (ArrayObject)later.At("one").Ref!;
        ArrayObject other = (ArrayObject)later.At("other").Ref!;
        Assert.That(one.Slot(5).Bits + one.Slot(1999).Bits, Is.EqualTo(2004));
        int before = Stone.RecordsRead;
        Assert.That(one.Slot(5).Bits, Is.EqualTo(5));
        Assert.That(Stone.RecordsRead, Is.EqualTo(before), "it is in memory");
        for (int i = 0; i < other.Count; i++)
        {
            Assert.That(other.Slot(i).Bits, Is.EqualTo(i));
        }

        before = Stone.RecordsRead;
        Assert.That(one.Slot(5).Bits, Is.EqualTo(5));
        Assert.That(Stone.RecordsRead - before, Is.EqualTo(1), "the other array's chunks took its place");
    }

    [Test]
    public void A_queue_that_moves_on_leaves_no_chunks_behind()
    {
        ArrayObject queue = Committed(Vm, "queue", 2000);
        for (int round = 0; round < 60; round++)
        {
            Vm.WillWrite(queue);
            queue.DropFirst(1000);
            for (int i = 0; i < 1000; i++)
            {
                queue.Append(Value.FromInteger(((round + 2) * 1000) + i));
            }

            Vm.Transaction.Commit();
        }

        ArrayObject read = (ArrayObject)Machines.Start(Stone).At("queue").Ref!;
        Assert.That(read.Start, Is.LessThan(40_000));
        Assert.That(read.Span.ToArray().Select(item => item.Bits), Is.EqualTo(Enumerable.Range(60_000, 2000)));
    }

    private static ArrayObject Committed(VirtualMachine vm, string name, int count)
    {
        Value[] items = new Value[count];
        for (int i = 0; i < count; i++)
        {
            items[i] = Value.FromInteger(i);
        }

        ArrayObject array = vm.NewArray(items, count);
        vm.Put(name, array);
        vm.Transaction.Commit();
        return array;
    }

    private int BytesToChange(ArrayObject array, int index)
    {
        Vm.WillWrite(array);
        array.SlotToWrite(index) = Value.True;
        Vm.Transaction.Commit();
        return Stone.BytesOfLastCommit;
    }

    private int BytesToAppend(ArrayObject array)
    {
        Vm.WillWrite(array);
        array.Append(Value.True);
        Vm.Transaction.Commit();
        return Stone.BytesOfLastCommit;
    }
}
