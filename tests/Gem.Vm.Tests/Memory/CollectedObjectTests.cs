using Gem.Vm.Memory;
using Gem.Vm.Session;
using Gem.Vm.Transactions;
using Gem.Vm.Values;
using Shared.ObjectFormat.Objects;

namespace Gem.Vm.Tests.Memory;

/// <summary>Objects that a collection takes: found by their ids while it runs, and gone although a VM that did not vote held them.</summary>
public sealed class CollectedObjectTests
{
    private TestStone _stone = null!;
    private VirtualMachine _vm = null!;
    private ClassObject _node = null!;
    private HeapObject _tree = null!;
    private ulong _left;
    private ulong _right;

    [SetUp]
    public void Start()
    {
        _stone = Machines.NewStone();
        VirtualMachine maker = Machines.Start(_stone);
        ClassObject node = maker.MakeClass("Node");
        PlainObject tree = maker.NewObject(node), left = maker.NewObject(node), right = maker.NewObject(node);
        maker.SetVariable(tree, "@left", left);
        maker.SetVariable(tree, "@right", right);
        maker.SetVariable(left, "@name", maker.NewString("left"));
        maker.Put("tree", tree);
        maker.Transaction.Commit();
        (_left, _right) = (left.Id, right.Id);
        _vm = Machines.Start(_stone);
        _node = (ClassObject)_vm.Constant("Node").Ref!;
        _tree = _vm.At("tree").Ref!;
    }

    [TearDown]
    public void Stop() => _stone.Dispose();

    [Test]
    public void An_id_of_what_is_condemned_finds_nothing()
    {
        PretendedCollection collection = _stone.Collection = new PretendedCollection();
        collection.Gone.Add(_left);
        Assert.That(_vm.Memory.TryFind(_left, out _), Is.False);
        Assert.That(_vm.Memory.TryFind(_right, out Value right), Is.True);
        Assert.That(right.Ref!.Id, Is.EqualTo(_right));
        Assert.That(collection.Revived, Is.EqualTo(new[] { _left, _right }));
    }

    [Test]
    public void What_is_in_memory_is_not_asked_for()
    {
        HeapObject right = _vm.Variable(_tree, "@right").Ref!;
        PretendedCollection collection = _stone.Collection = new PretendedCollection();
        Assert.That(_vm.Memory.TryFind(_right, out Value found), Is.True);
        Assert.That(found.Ref, Is.SameAs(right));
        Assert.That(collection.Revived, Is.Empty);
    }

    [Test]
    public void Nothing_is_asked_while_nothing_is_collected() => Assert.That(_vm.Memory.TryFind(_left, out _), Is.True);

    [Test]
    public void Lists_of_instances_and_references_leave_out_what_is_condemned()
    {
        PretendedCollection collection = _stone.Collection = new PretendedCollection();
        collection.Gone.Add(_left);
        List<Value> instances = new RepositoryScan(_vm).InstancesOf([_node])[0];
        Assert.That(instances.Select(instance => (ulong)instance.Bits), Is.EquivalentTo(new[] { _tree.Id, _right }));
        Assert.That(collection.Revived, Is.EquivalentTo(new[] { _left, _right }), "in one request, without what is in memory");
        collection.Gone.Add(_tree.Id);
        Assert.That(new RepositoryScan(_vm).ReferencesTo(_node).Select(found => (ulong)found.Bits), Does.Not.Contain(_left));
    }

    [Test]
    public void Ids_that_signals_bring_stand_for_what_is_gone()
    {
        _stone.Collection = new PretendedCollection();
        _stone.Collection.Gone.Add(_left);
        ArrayObject objects = _vm.Transaction.Locks.ObjectsOf([_left, _right]);
        Assert.That(objects.Slot(0).Bits, Is.EqualTo((long)_left));
        Assert.That(objects.Slot(1).Ref!.Id, Is.EqualTo(_right));
    }

    [Test]
    public void What_was_collected_though_it_was_held_keeps_its_content()
    {
        HeapObject left = _vm.Variable(_tree, "@left").Ref!;
        Remove(_left);
        _vm.Transaction.Abort();
        Assert.That(_vm.Text(_vm.Variable(left, "@name")), Is.EqualTo("left"));
        _vm.SetVariable(left, "@name", Value.True);
        _vm.Transaction.Abort();
        Assert.That(_vm.Variable(left, "@name").IsTruthy);
    }

    [Test]
    public void Reading_what_was_collected_names_it()
    {
        Remove(_left);
        _vm.Transaction.Abort();
        Assert.That(
            () => _vm.Variable(_tree, "@left"),
            Throws.TypeOf<ObjectGoneException>().With.Message.EqualTo(
                $"object #{_left} is not in the repository any more: it was collected while this session did not answer"));
        Assert.That(_vm.Variable(_tree, "@right").Ref!.Id, Is.EqualTo(_right));
    }

    [Test]
    public void A_commit_that_refers_to_what_was_collected_is_in_conflict_over_it()
    {
        HeapObject left = _vm.Variable(_tree, "@left").Ref!;
        Remove(_left);
        _vm.Put("again", left);
        CommitFailedException failed = Assert.Throws<CommitFailedException>(() => _vm.Transaction.Commit());
        Assert.That(failed.Conflicts.Select(conflict => (conflict.Kind, conflict.Object.Ref)), Is.EqualTo(new[] { (ConflictKind.ReferenceToCollected, (HeapObject?)left) }));
        _vm.Transaction.Abort();
        Assert.That(_vm.At("again").IsNil);
    }

    /// <summary>Takes an object out of the repository as a collection does.</summary>
    private unsafe void Remove(ulong objectId)
    {
        IObjectStore session = _stone.Connect();
        byte[] record = new byte[RecordHeader.SizeBytes];
        ObjectRecord.Write(record, new RecordHeader { ObjectId = objectId, ClassId = session.Find(objectId)->ClassId, Flags = RecordFlags.Removed }, [], []);
        session.Stage(record);
        Assert.That(session.Commit().Outcome, Is.EqualTo(CommitOutcome.Committed));
    }
}
