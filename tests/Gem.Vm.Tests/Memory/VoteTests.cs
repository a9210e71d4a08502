using System.Runtime.CompilerServices;
using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Transactions;
using Gem.Vm.Values;

namespace Gem.Vm.Tests.Memory;

/// <summary>The vote in a collection: it names what this VM holds of the repository, and the program does not notice it.</summary>
public sealed class VoteTests
{
    private TestStone _stone = null!;
    private VirtualMachine _vm = null!;
    private PretendedCollection _collection = null!;

    [SetUp]
    public void Start()
    {
        _stone = Machines.NewStone();
        VirtualMachine maker = Machines.Start(_stone);
        ClassObject node = maker.MakeClass("Node");
        PlainObject tree = maker.NewObject(node);
        maker.SetVariable(tree, "@left", maker.NewString("left"));
        maker.SetVariable(tree, "@right", maker.NewString("right"));
        maker.Put("tree", tree);
        Value[] items = [maker.NewString("first"), maker.NewString("second"), maker.NewString("third")];
        maker.Put("list", maker.NewArray(items, items.Length));
        HashObject table = maker.NewHash();
        HashAccess.Set(maker.MainThread, table, maker.Symbol("key"), maker.NewString("value"));
        maker.Put("table", table);
        Value[] many = new Value[5000];
        for (int i = 0; i < many.Length; i++)
        {
            many[i] = maker.NewString($"item {i}");
        }

        maker.Put("large", maker.NewArray(many, many.Length));
        maker.Transaction.Commit();
        _vm = Machines.Start(_stone);
        _stone.Collection = _collection = new PretendedCollection();
    }

    [TearDown]
    public void Stop() => _stone.Dispose();

    [Test]
    public void A_vote_names_what_is_in_memory_once_in_a_ballot()
    {
        HeapObject tree = _vm.At("tree").Ref!, left = _vm.Variable(tree, "@left").Ref!;
        HashSet<ulong> named = Vote();
        Assert.That(named, Does.Contain(tree.Id).And.Contain(left.Id).And.Contain(_vm.Constant("Node").Ref!.Id));
        Assert.That(named, Does.Not.Contain(IdIn("tree", "@right")), "it is reached from the tree");
        _vm.News!.VoteIfDue();
        Assert.That(_collection.Votes, Is.EqualTo(1));
        _collection.Begin();
        Assert.That(Vote(), Does.Contain(tree.Id));
    }

    [Test]
    public void What_the_program_has_dropped_is_not_named_by_a_VM_that_waits()
    {
        ulong id = IdOfDropped();
        using (_vm.MainThread.Owner.LetOthersRun(_vm.MainThread))
        {
            Assert.That(LookElsewhere(), Is.True);
        }

        Assert.That(_collection.Named, Does.Not.Contain(id));
    }

    [Test]
    public void What_only_a_stale_object_refers_to_is_not_named_by_a_VM_that_waits()
    {
        HeapObject tree = _vm.At("tree").Ref!;
        ulong left = Loaded(tree, "@left");
        VirtualMachine other = Machines.Start(_stone);
        other.SetVariable(other.At("tree"), "@left", Value.Nil);
        other.Transaction.Commit();
        _vm.Transaction.Abort();
        using (_vm.MainThread.Owner.LetOthersRun(_vm.MainThread))
        {
            Assert.That(LookElsewhere(), Is.True);
        }

        Assert.That(_collection.Named, Does.Contain(tree.Id).And.Not.Contain(left));
        Assert.That(_vm.Variable(tree, "@left").IsNil);
        GC.KeepAlive(tree);
    }

    [Test]
    public void What_only_chunks_of_a_collection_that_was_dropped_refer_to_is_not_named_by_a_VM_that_waits()
    {
        ulong far = IdOfReadInLarge(3000);
        using (_vm.MainThread.Owner.LetOthersRun(_vm.MainThread))
        {
            Assert.That(LookElsewhere(), Is.True);
        }

        Assert.That(_collection.Named, Does.Not.Contain(far));
    }

    [Test]
    public void A_VM_that_runs_votes_at_its_next_poll()
    {
        Assert.That(LookElsewhere(), Is.False, "it runs");
        Assert.That(_vm.MainThread.Interrupt, Is.Not.Zero, "a poll is asked for");
        _vm.MainThread.Owner.Poll(_vm.MainThread);
        Assert.That(_collection.Votes, Is.Zero, "its garbage is collected first");
        Assert.That(LookElsewhere(), Is.False);
        _vm.MainThread.Owner.Poll(_vm.MainThread);
        Assert.That(_collection.Votes, Is.EqualTo(1));
        Assert.That(LookElsewhere(), Is.True);
        Assert.That(_collection.Votes, Is.EqualTo(1));
    }

    [Test]
    public void A_VM_votes_while_instructions_are_held_together()
    {
        _vm.MainThread.Owner.Hold();
        Prepare();
        _vm.MainThread.Owner.Poll(_vm.MainThread);
        Assert.That(_collection.Votes, Is.EqualTo(1));
        _vm.MainThread.Owner.LetGo();
    }

    [Test]
    public void The_end_of_a_wait_comes_after_the_vote()
    {
        bool isInVote = false, hasEnded = false;
        using ManualResetEventSlim isVisited = new();
        Thread visitor;
        using (_vm.MainThread.Owner.LetOthersRun(_vm.MainThread))
        {
            visitor = new Thread(() => _vm.Lock.TryVisit(() =>
            {
                isInVote = true;
                isVisited.Set();
                Thread.Sleep(100);
                hasEnded = true;
            }));
            visitor.Start();
            isVisited.Wait();
        }

        Assert.That(isInVote && hasEnded);
        visitor.Join();
    }

    [Test]
    public void An_old_view_votes_when_it_has_moved()
    {
        _collection.ViewsAreOld = true;
        Prepare();
        _vm.News!.VoteIfDue();
        _vm.News.VoteIfDue();
        Assert.That(_collection.Votes, Is.EqualTo(1), "nothing has changed");
        _collection.ViewsAreOld = false;
        VirtualMachine other = Machines.Start(_stone);
        other.Put("more", Value.True);
        other.Transaction.Commit();
        _vm.Transaction.Abort();
        _vm.News.VoteIfDue();
        Assert.That(_collection.Votes, Is.EqualTo(2));
    }

    [Test]
    public void A_stone_that_ends_in_a_vote_is_no_matter_of_the_program()
    {
        _collection.IsLost = true;
        Prepare();
        Assert.That(() => _vm.News!.VoteIfDue(), Throws.Nothing);
    }

    [Test]
    public void Copies_with_references_that_nobody_has_read_name_them()
    {
        ulong second = IdInList(1), value = IdInTable(), left = IdIn("tree", "@left"), far = IdInLarge(3000);
        List<HeapObject> copies =
        [
            _vm.NewArray(_vm.NewArray((ArrayObject)_vm.At("list").Ref!)),
            HashAccess.Copy(_vm, HashAccess.Copy(_vm, (HashObject)_vm.At("table").Ref!)),
            _vm.Memory.Copied(_vm.At("tree").Ref!, _vm.At("tree").Ref!.ShallowCopy()),
            _vm.NewArray((ArrayObject)_vm.At("large").Ref!),
        ];
        Assert.That(Vote(), Does.Contain(second).And.Contain(value).And.Contain(left).And.Contain(far));
        GC.KeepAlive(copies);
    }

    [Test]
    public void A_copy_that_is_gone_names_nothing()
    {
        ulong second = IdInList(1);
        DropCopy();
        GC.Collect();
        Assert.That(Vote(), Does.Not.Contain(second));
    }

    [Test]
    public void What_a_new_object_took_over_of_a_committed_one_is_named()
    {
        ulong left = IdIn("tree", "@left");
        ClassObject node = (ClassObject)_vm.Constant("Node").Ref!;
        PlainObject fresh = _vm.NewObject(node);
        IdentityExchange.Do(_vm.MainThread, _vm.At("tree"), fresh);
        _vm.SetVariable(_vm.At("tree"), "@other", Value.True);
        Assert.That(Vote(), Does.Contain(left));
        GC.KeepAlive(fresh);
    }

    [Test]
    public void What_the_end_of_a_nested_transaction_would_bring_back_is_named()
    {
        ulong left = IdIn("tree", "@left");
        HeapObject tree = _vm.At("tree").Ref!;
        _vm.SetVariable(tree, "@mark", Value.True);
        _vm.Transaction.BeginNested();
        _vm.SetVariable(tree, "@left", Value.Nil);
        Assert.That(Vote(), Does.Contain(left));
        _vm.Transaction.Abort();
        Assert.That(_vm.Text(_vm.Variable(tree, "@left")), Is.EqualTo("left"));
    }

    [Test]
    public void What_was_copied_into_a_large_array_that_is_not_committed_yet_is_named()
    {
        ArrayObject large = (ArrayObject)_vm.At("large").Ref!;
        _vm.WillWrite(large);
        ulong second = IdInList(1);
        ((ArrayObject)_vm.At("list").Ref!).CopyTo(1, System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref large.SlotToWrite(4000), 1));
        Assert.That(large.IsInChunks);
        Assert.That(Vote(), Does.Contain(second));
    }

    [Test, Explicit("measures")]
    public void How_long_a_vote_takes()
    {
        ClassObject node = (ClassObject)_vm.Constant("Node").Ref!;
        Value[] many = new Value[1_000_000];
        for (int i = 0; i < many.Length; i++)
        {
            many[i] = _vm.NewObject(node);
        }

        _vm.Put("many", _vm.NewArray(many, many.Length));
        _vm.Transaction.Commit();
        for (int round = 0; round < 5; round++)
        {
            long start = System.Diagnostics.Stopwatch.GetTimestamp();
            int count = _vm.Memory.HeldIds().Count;
            TimeSpan naming = System.Diagnostics.Stopwatch.GetElapsedTime(start);
            start = System.Diagnostics.Stopwatch.GetTimestamp();
            GC.Collect(2, GCCollectionMode.Forced, blocking: true);
            TimeSpan collecting = System.Diagnostics.Stopwatch.GetElapsedTime(start);
            TestContext.Progress.WriteLine($"{count} ids: {naming.TotalMilliseconds:F1} ms; a full collection of {GC.GetTotalMemory(false) >> 20} MB: {collecting.TotalMilliseconds:F1} ms");
        }

        GC.KeepAlive(many);
    }

    /// <summary>Up to the vote itself.</summary>
    private void Prepare()
    {
        LookElsewhere();
        _vm.MainThread.Owner.Poll(_vm.MainThread);
        LookElsewhere();
    }

    private HashSet<ulong> Vote()
    {
        Prepare();
        _vm.News!.VoteIfDue();
        Assert.That(_collection.Votes, Is.EqualTo(1));
        return _collection.Named;
    }

    /// <summary>What the watch's thread does.</summary>
    private bool LookElsewhere()
    {
        bool isDone = false;
        Thread watch = new(() => isDone = _vm.News!.Look());
        watch.Start();
        watch.Join();
        return isDone;
    }

    private ulong IdIn(string name, string variable)
    {
        VirtualMachine other = Machines.Start(_stone);
        return other.Variable(other.At(name), variable).Ref!.Id;
    }

    private ulong IdInList(int index)
    {
        VirtualMachine other = Machines.Start(_stone);
        return other.Load(ref ((ArrayObject)other.At("list").Ref!).Slot(index)).Ref!.Id;
    }

    private ulong IdInLarge(int index)
    {
        VirtualMachine other = Machines.Start(_stone);
        return other.Load(ref ((ArrayObject)other.At("large").Ref!).Slot(index)).Ref!.Id;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ulong IdOfReadInLarge(int index) => _vm.Load(ref ((ArrayObject)_vm.At("large").Ref!).Slot(index)).Ref!.Id;

    private ulong IdInTable()
    {
        VirtualMachine other = Machines.Start(_stone);
        HashAccess.TryGet(other.MainThread, (HashObject)other.At("table").Ref!, other.Symbol("key"), out Value value);
        return value.Ref!.Id;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ulong IdOfDropped()
    {
        HeapObject dropped = _vm.At("list").Ref!;
        VirtualMachine other = Machines.Start(_stone);
        HashAccess.Remove(other.MainThread, other.Root(), other.Symbol("list"));
        other.Transaction.Commit();
        _vm.Transaction.Abort();
        _vm.At("tree");
        return dropped.Id;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ulong Loaded(HeapObject holder, string variable) => _vm.Variable(holder, variable).Ref!.Id;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void DropCopy() => Assert.That(_vm.NewArray((ArrayObject)_vm.At("list").Ref!).Count, Is.EqualTo(3));
}
