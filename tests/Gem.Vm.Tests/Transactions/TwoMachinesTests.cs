using Gem.Vm.Bytecode;
using Gem.Vm.Memory;
using Gem.Vm.Primitives;
using Gem.Vm.Session;
using Gem.Vm.Tests.Memory;
using Gem.Vm.Transactions;
using Gem.Vm.Values;

namespace Gem.Vm.Tests.Transactions;

/// <summary>Two live VMs over one stone, with warm caches; with and without a list of what changed.</summary>
[TestFixture(false)]
[TestFixture(true)]
public sealed class TwoMachinesTests(bool hidesChanges)
{
    private TestStone _stone = null!;
    private VirtualMachine _a = null!;
    private VirtualMachine _b = null!;

    [SetUp]
    public void StartTwoVms()
    {
        _stone = Machines.NewStone();
        _stone.HidesChanges = hidesChanges;
        VirtualMachine first = Machines.Start(_stone);
        ClassObject rabbit = first.MakeClass("Rabbit");
        first.Define(rabbit, "ears", 2);
        PlainObject one = first.NewObject(rabbit);
        first.SetVariable(one, "@age", Value.FromInteger(1));
        first.Put("one", one);
        first.Put("two", first.NewObject(rabbit));
        first.Constants.Define(first.Classes.Object, first.Symbols.Intern("LIMIT"), Value.FromInteger(10), persistent: true);
        first.Transaction.Commit();
        _a = Machines.Start(_stone);
        _b = Machines.Start(_stone);
    }

    [TearDown]
    public void StopTheStone() => _stone.Dispose();

    [Test]
    public void A_method_of_another_VM_is_seen_only_after_the_view_moves()
    {
        CompiledCode probe = _a.Calling("ears");
        Assert.That(_a.Run(probe, _a.At("one")).Bits, Is.EqualTo(2));
        _b.Define(Rabbit(_b), "ears", 4);
        _b.Transaction.Commit();
        Assert.That(_a.Run(probe, _a.At("one")).Bits, Is.EqualTo(2));
        _a.Transaction.Abort();
        Assert.That(_a.Run(probe, _a.At("one")).Bits, Is.EqualTo(4));
    }

    [Test]
    public void The_first_method_of_a_class_in_the_other_VM_is_seen_too()
    {
        VirtualMachine c = Machines.Start(_stone);
        ClassObject bare = c.MakeClass("Bare");
        c.Put("bare", c.NewObject(bare));
        c.Transaction.Commit();
        _a.Transaction.Abort();
        _b.Transaction.Abort();
        CompiledCode probe = _a.Calling("ears");
        Assert.That(() => _a.Run(probe, _a.At("bare")), Throws.Exception);
        _b.Define((ClassObject)_b.Constant("Bare").Ref!, "ears", 1);
        _b.Transaction.Commit();
        _a.Transaction.Commit();
        Assert.That(_a.Run(probe, _a.At("bare")).Bits, Is.EqualTo(1));
    }

    [Test]
    public void A_constant_of_another_VM_is_seen_only_after_the_view_moves()
    {
        CompiledCode probe = _a.Reading("LIMIT");
        Assert.That(_a.Run(probe, Value.Nil).Bits, Is.EqualTo(10));
        _b.Constants.Define(_b.Classes.Object, _b.Symbols.Intern("LIMIT"), Value.FromInteger(20), persistent: true);
        _b.Transaction.Commit();
        Assert.That(_a.Run(probe, Value.Nil).Bits, Is.EqualTo(10));
        _a.Transaction.Commit();
        Assert.That(_a.Run(probe, Value.Nil).Bits, Is.EqualTo(20));
    }

    [Test]
    public void An_include_of_another_VM_is_seen_only_after_the_view_moves()
    {
        CompiledCode probe = _a.Calling("hop");
        Value one = _a.At("one");
        Assert.That(() => _a.Run(probe, one), Throws.Exception);
        ClassObject module = _b.Hierarchy.CreateModule(null, ClassFlags.Persistable);
        _b.Constants.Define(_b.Classes.Object, _b.Symbols.Intern("Hopping"), module, persistent: true);
        _b.Define(module, "hop", 3);
        ClassObject rabbit = Rabbit(_b);
        _b.WillWrite(rabbit);
        rabbit.Includes = [module];
        _b.Hierarchy.AncestryChanged(rabbit);
        _b.Transaction.Commit();
        Assert.That(() => _a.Run(probe, one), Throws.Exception);
        _a.Transaction.Abort();
        Assert.That(_a.Run(probe, one).Bits, Is.EqualTo(3));
    }

    [Test]
    public void A_class_variable_of_another_VM_is_seen_only_after_the_view_moves()
    {
        SymbolObject name = _a.Symbols.Intern("@@count");
        ClassObject rabbit = Rabbit(_a);
        Assert.That(_a.Constants.ClassVariableOwner(rabbit, name), Is.Null);
        _b.Constants.SetClassVariable(Rabbit(_b), _b.Symbols.Intern("@@count"), Value.FromInteger(9), persistent: true);
        _b.Transaction.Commit();
        Assert.That(_a.Constants.ClassVariableOwner(rabbit, name), Is.Null);
        _a.Transaction.Abort();
        Assert.That(_a.Constants.GetClassVariable(rabbit, name).Bits, Is.EqualTo(9));
    }

    [Test]
    public void An_instance_variable_of_another_VM_is_seen_only_after_the_view_moves_and_identity_stays()
    {
        Value one = _a.At("one");
        Assert.That(_a.Variable(one, "@age").Bits, Is.EqualTo(1));
        _b.SetVariable(_b.At("one"), "@age", Value.FromInteger(2));
        _b.SetVariable(_b.At("one"), "@name", _b.NewString("Flopsy"));
        _b.Transaction.Commit();
        Assert.That(_a.Variable(one, "@age").Bits, Is.EqualTo(1));
        Assert.That(_a.Variable(one, "@name").IsNil);
        _a.Transaction.Abort();
        Assert.That(_a.Variable(one, "@age").Bits, Is.EqualTo(2));
        Assert.That(_a.Text(_a.Variable(one, "@name")), Is.EqualTo("Flopsy"));
        Assert.That(_a.At("one").Ref, Is.SameAs(one.Ref));
    }

    [Test]
    public void Transient_definitions_stay_over_a_change_by_another_VM()
    {
        ClassObject rabbit = Rabbit(_a);
        _a.Define(rabbit, "ears", 100, persistent: false);
        _a.Define(rabbit, "tail", 1, persistent: false);
        _b.Define(Rabbit(_b), "ears", 4);
        _b.Transaction.Commit();
        _a.Transaction.Abort();
        Value one = _a.At("one");
        Assert.That(_a.MainThread.Send(one, _a.Symbols.Intern("ears")).Bits, Is.EqualTo(100));
        Assert.That(_a.MainThread.Send(one, _a.Symbols.Intern("tail")).Bits, Is.EqualTo(1));
        _a.Transaction.Commit();
        Assert.That(Machines.Start(_stone).Methods.Find(Rabbit(Machines.Start(_stone)), _a.Symbols.Intern("tail"), 1), Is.Null);
    }

    [Test]
    public void An_abort_takes_back_own_definitions_and_flushes_them()
    {
        CompiledCode probe = _a.Calling("ears");
        CompiledCode limit = _a.Reading("LIMIT");
        _a.Define(Rabbit(_a), "ears", 6);
        _a.Constants.Define(_a.Classes.Object, _a.Symbols.Intern("LIMIT"), Value.FromInteger(11), persistent: true);
        Assert.That(_a.Run(probe, _a.At("one")).Bits, Is.EqualTo(6));
        Assert.That(_a.Run(limit, Value.Nil).Bits, Is.EqualTo(11));
        _a.Transaction.Abort();
        Assert.That(_a.Run(probe, _a.At("one")).Bits, Is.EqualTo(2));
        Assert.That(_a.Run(limit, Value.Nil).Bits, Is.EqualTo(10));
    }

    [Test]
    public void A_conflict_names_the_live_object_keeps_the_changes_and_wants_an_abort()
    {
        Value mine = _a.At("one");
        _a.SetVariable(mine, "@age", Value.FromInteger(5));
        _b.SetVariable(_b.At("one"), "@age", Value.FromInteger(6));
        _b.Transaction.Commit();
        CommitFailedException failure = Assert.Throws<CommitFailedException>(() => _a.Transaction.Commit())!;
        Assert.That(failure.Conflicts.Single().Object.Ref, Is.SameAs(mine.Ref));
        Assert.That(failure.Conflicts.Single().Kind, Is.EqualTo(ConflictKind.WriteWrite));
        Assert.That(failure.Conflicts.Single().OtherSession, Is.EqualTo(_b.Memory.Store!.SessionId));
        Assert.That(_a.Variable(mine, "@age").Bits, Is.EqualTo(5));
        Assert.Throws<CommitFailedException>(() => _a.Transaction.Commit());
        _a.Transaction.Abort();
        Assert.That(_a.Variable(mine, "@age").Bits, Is.EqualTo(6));
        _a.SetVariable(mine, "@age", Value.FromInteger(7));
        _a.Transaction.Commit();
        _b.Transaction.Abort();
        Assert.That(_b.Variable(_b.At("one"), "@age").Bits, Is.EqualTo(7));
    }

    [Test]
    public void What_another_VM_writes_between_a_commit_and_its_answer_is_not_overwritten()
    {
        Value mine = _a.At("one");
        _a.SetVariable(mine, "@age", Value.FromInteger(5));
        _stone.AfterNextCommit = () =>
        {
            _b.Transaction.Abort();
            _b.SetVariable(_b.At("one"), "@age", Value.FromInteger(_b.Variable(_b.At("one"), "@age").Bits + 1));
            _b.Transaction.Commit();
        };
        _a.Transaction.Commit();
        Assert.That(_a.Variable(mine, "@age").Bits, Is.EqualTo(6));
        _a.SetVariable(mine, "@age", Value.FromInteger(_a.Variable(mine, "@age").Bits + 1));
        _a.Transaction.Commit();
        _b.Transaction.Abort();
        Assert.That(_b.Variable(_b.At("one"), "@age").Bits, Is.EqualTo(7));
    }

    [Test]
    public void Two_additions_to_one_hash_conflict_on_the_hash()
    {
        _a.Put("of a", Value.True);
        _b.Put("of b", Value.True);
        _b.Transaction.Commit();
        CommitFailedException failure = Assert.Throws<CommitFailedException>(() => _a.Transaction.Commit())!;
        Assert.That(failure.Conflicts.Single().Object.Ref, Is.SameAs(_a.Root()));
    }

    [Test]
    public void Different_new_instance_variables_on_two_objects_of_a_class_do_not_conflict()
    {
        _a.SetVariable(_a.At("one"), "@only_a", Value.FromInteger(1));
        _b.SetVariable(_b.At("two"), "@only_b", Value.FromInteger(2));
        _b.Transaction.Commit();
        _a.Transaction.Commit();
        _b.Transaction.Abort();
        Assert.That(_b.Variable(_b.At("one"), "@only_a").Bits, Is.EqualTo(1));
        Assert.That(_a.Variable(_a.At("two"), "@only_b").Bits, Is.EqualTo(2));
    }

    [Test]
    public void A_symbol_that_both_commit_first_is_one_symbol()
    {
        _a.SetVariable(_a.At("one"), "@symbol", _a.Symbol("foo"));
        _b.SetVariable(_b.At("two"), "@symbol", _b.Symbol("foo"));
        _b.Transaction.Commit();
        _a.Transaction.Commit();
        Value read = _a.Variable(_a.At("two"), "@symbol");
        Assert.That(read.Ref, Is.SameAs(_a.Symbol("foo").Ref));
        Assert.That(_a.Memory.IdOf(read.Ref!), Is.EqualTo(_b.Memory.IdOf(_b.Symbol("foo").Ref!)));
    }

    [Test]
    public void An_object_id_stays_through_commit_and_in_every_VM()
    {
        PlainObject hat = _a.NewObject(Rabbit(_a));
        ulong before = _a.Memory.IdOf(hat);
        _a.SetVariable(_a.At("one"), "@hat", hat);
        _a.Transaction.Commit();
        _b.Transaction.Abort();
        Assert.That(_a.Memory.IdOf(hat), Is.EqualTo(before));
        Assert.That(_b.Memory.IdOf(_b.Variable(_b.At("one"), "@hat").Ref!), Is.EqualTo(before));
    }

    [Test]
    public void An_object_of_a_transient_class_is_refused_and_nothing_changes()
    {
        ClassObject ghost = _a.MakeClass("Ghost", persistent: false);
        PlainObject culprit = _a.NewObject(ghost);
        ArrayObject around = _a.NewArray([culprit]);
        _a.SetVariable(_a.At("one"), "@ghosts", around);
        NotPersistableException refused = Assert.Throws<NotPersistableException>(() => _a.Transaction.Commit())!;
        Assert.That(refused.Culprit, Is.SameAs(culprit));
        Assert.That(refused.Message, Does.Contain("Ghost"));
        Assert.That(_a.Transaction.NeedsCommit);
        Assert.That(around.IsCommitted, Is.False);
        _b.Transaction.Abort();
        Assert.That(_b.Variable(_b.At("one"), "@ghosts").IsNil);
        _a.SetVariable(_a.At("one"), "@ghosts", Value.Nil);
        _a.Transaction.Commit();
        Assert.That(_a.Transaction.NeedsCommit, Is.False);
    }

    [Test]
    public void State_of_the_process_is_refused()
    {
        ExternalObject file = _a.Adopt(new ExternalObject(), _a.Classes.IO);
        _a.Put("file", file);
        Assert.That(Assert.Throws<NotPersistableException>(() => _a.Transaction.Commit())!.Culprit, Is.SameAs(file));
    }

    [Test]
    public void A_transient_singleton_class_neither_makes_its_object_dirty_nor_is_lost()
    {
        Value one = _a.At("one");
        _a.Define(_a.Hierarchy.SingletonClass(one)!, "mine", 8, persistent: false);
        Assert.That(_a.Transaction.NeedsCommit, Is.False);
        _b.SetVariable(_b.At("one"), "@age", Value.FromInteger(3));
        _b.Transaction.Commit();
        _a.Transaction.Commit();
        Assert.That(_a.Variable(one, "@age").Bits, Is.EqualTo(3));
        Assert.That(_a.MainThread.Send(one, _a.Symbols.Intern("mine")).Bits, Is.EqualTo(8));
        _a.SetVariable(one, "@age", Value.FromInteger(4));
        _a.Transaction.Commit();
        _b.Transaction.Abort();
        Assert.That(_b.ClassOf(_b.At("one")), Is.SameAs(Rabbit(_b)));
    }

    [Test]
    public void A_persistent_singleton_method_on_a_committed_object_is_committed_and_taken_back_by_abort()
    {
        Value one = _a.At("one");
        ClassObject singleton = _a.Hierarchy.SingletonClass(one)!;
        _a.Define(singleton, "trick", 1);
        _a.Transaction.Abort();
        Assert.That(_a.Methods.Find(_a.ClassOf(one), _a.Symbols.Intern("trick"), 1), Is.Null);
        _a.Define(_a.Hierarchy.SingletonClass(one)!, "trick", 2);
        _a.Transaction.Commit();
        _b.Transaction.Abort();
        Assert.That(_b.MainThread.Send(_b.At("one"), _b.Symbols.Intern("trick")).Bits, Is.EqualTo(2));
    }

    [Test]
    public void A_commit_of_one_small_change_writes_one_record()
    {
        _a.SetVariable(_a.At("one"), "@age", Value.FromInteger(77));
        _a.Transaction.Commit();
        Assert.That(_stone.RecordsOfLastCommit, Is.EqualTo(1));
    }

    private static ClassObject Rabbit(VirtualMachine vm) => (ClassObject)vm.Constant("Rabbit").Ref!;
}
