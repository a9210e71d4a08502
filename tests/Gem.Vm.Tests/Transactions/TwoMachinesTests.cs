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
    private TestStone stone = null!;
    private VirtualMachine a = null!;
    private VirtualMachine b = null!;

    [SetUp]
    public void StartTwoVms()
    {
        stone = Machines.NewStone();
        stone.HidesChanges = hidesChanges;
        VirtualMachine first = Machines.Start(stone);
        ClassObject rabbit = first.MakeClass("Rabbit");
        first.Define(rabbit, "ears", 2);
        PlainObject one = first.NewObject(rabbit);
        first.SetVariable(one, "@age", Value.FromInteger(1));
        first.Put("one", one);
        first.Put("two", first.NewObject(rabbit));
        first.Constants.Define(first.Classes.Object, first.Symbols.Intern("LIMIT"), Value.FromInteger(10), persistent: true);
        first.Transaction.Commit();
        a = Machines.Start(stone);
        b = Machines.Start(stone);
    }

    [TearDown]
    public void StopTheStone() => stone.Dispose();

    [Test]
    public void A_method_of_another_VM_is_seen_only_after_the_view_moves()
    {
        CompiledCode probe = a.Calling("ears");
        Assert.That(a.Run(probe, a.At("one")).Bits, Is.EqualTo(2));
        b.Define(Rabbit(b), "ears", 4);
        b.Transaction.Commit();
        Assert.That(a.Run(probe, a.At("one")).Bits, Is.EqualTo(2));
        a.Transaction.Abort();
        Assert.That(a.Run(probe, a.At("one")).Bits, Is.EqualTo(4));
    }

    [Test]
    public void The_first_method_of_a_class_in_the_other_VM_is_seen_too()
    {
        VirtualMachine c = Machines.Start(stone);
        ClassObject bare = c.MakeClass("Bare");
        c.Put("bare", c.NewObject(bare));
        c.Transaction.Commit();
        a.Transaction.Abort();
        b.Transaction.Abort();
        CompiledCode probe = a.Calling("ears");
        Assert.That(() => a.Run(probe, a.At("bare")), Throws.Exception);
        b.Define((ClassObject)b.Constant("Bare").Ref!, "ears", 1);
        b.Transaction.Commit();
        a.Transaction.Commit();
        Assert.That(a.Run(probe, a.At("bare")).Bits, Is.EqualTo(1));
    }

    [Test]
    public void A_constant_of_another_VM_is_seen_only_after_the_view_moves()
    {
        CompiledCode probe = a.Reading("LIMIT");
        Assert.That(a.Run(probe, Value.Nil).Bits, Is.EqualTo(10));
        b.Constants.Define(b.Classes.Object, b.Symbols.Intern("LIMIT"), Value.FromInteger(20), persistent: true);
        b.Transaction.Commit();
        Assert.That(a.Run(probe, Value.Nil).Bits, Is.EqualTo(10));
        a.Transaction.Commit();
        Assert.That(a.Run(probe, Value.Nil).Bits, Is.EqualTo(20));
    }

    [Test]
    public void An_include_of_another_VM_is_seen_only_after_the_view_moves()
    {
        CompiledCode probe = a.Calling("hop");
        Value one = a.At("one");
        Assert.That(() => a.Run(probe, one), Throws.Exception);
        ClassObject module = b.Hierarchy.CreateModule(null, ClassFlags.Persistable);
        b.Constants.Define(b.Classes.Object, b.Symbols.Intern("Hopping"), module, persistent: true);
        b.Define(module, "hop", 3);
        ClassObject rabbit = Rabbit(b);
        b.WillWrite(rabbit);
        rabbit.Includes = [module];
        b.Hierarchy.AncestryChanged(rabbit);
        b.Transaction.Commit();
        Assert.That(() => a.Run(probe, one), Throws.Exception);
        a.Transaction.Abort();
        Assert.That(a.Run(probe, one).Bits, Is.EqualTo(3));
    }

    [Test]
    public void A_class_variable_of_another_VM_is_seen_only_after_the_view_moves()
    {
        SymbolObject name = a.Symbols.Intern("@@count");
        ClassObject rabbit = Rabbit(a);
        Assert.That(a.Constants.ClassVariableOwner(rabbit, name), Is.Null);
        b.Constants.SetClassVariable(Rabbit(b), b.Symbols.Intern("@@count"), Value.FromInteger(9), persistent: true);
        b.Transaction.Commit();
        Assert.That(a.Constants.ClassVariableOwner(rabbit, name), Is.Null);
        a.Transaction.Abort();
        Assert.That(a.Constants.GetClassVariable(rabbit, name).Bits, Is.EqualTo(9));
    }

    [Test]
    public void An_instance_variable_of_another_VM_is_seen_only_after_the_view_moves_and_identity_stays()
    {
        Value one = a.At("one");
        Assert.That(a.Variable(one, "@age").Bits, Is.EqualTo(1));
        b.SetVariable(b.At("one"), "@age", Value.FromInteger(2));
        b.SetVariable(b.At("one"), "@name", b.NewString("Flopsy"));
        b.Transaction.Commit();
        Assert.That(a.Variable(one, "@age").Bits, Is.EqualTo(1));
        Assert.That(a.Variable(one, "@name").IsNil);
        a.Transaction.Abort();
        Assert.That(a.Variable(one, "@age").Bits, Is.EqualTo(2));
        Assert.That(a.Text(a.Variable(one, "@name")), Is.EqualTo("Flopsy"));
        Assert.That(a.At("one").Ref, Is.SameAs(one.Ref));
    }

    [Test]
    public void Transient_definitions_stay_over_a_change_by_another_VM()
    {
        ClassObject rabbit = Rabbit(a);
        a.Define(rabbit, "ears", 100, persistent: false);
        a.Define(rabbit, "tail", 1, persistent: false);
        b.Define(Rabbit(b), "ears", 4);
        b.Transaction.Commit();
        a.Transaction.Abort();
        Value one = a.At("one");
        Assert.That(a.MainThread.Send(one, a.Symbols.Intern("ears")).Bits, Is.EqualTo(100));
        Assert.That(a.MainThread.Send(one, a.Symbols.Intern("tail")).Bits, Is.EqualTo(1));
        a.Transaction.Commit();
        Assert.That(Machines.Start(stone).Methods.Find(Rabbit(Machines.Start(stone)), a.Symbols.Intern("tail"), 1), Is.Null);
    }

    [Test]
    public void An_abort_takes_back_own_definitions_and_flushes_them()
    {
        CompiledCode probe = a.Calling("ears");
        CompiledCode limit = a.Reading("LIMIT");
        a.Define(Rabbit(a), "ears", 6);
        a.Constants.Define(a.Classes.Object, a.Symbols.Intern("LIMIT"), Value.FromInteger(11), persistent: true);
        Assert.That(a.Run(probe, a.At("one")).Bits, Is.EqualTo(6));
        Assert.That(a.Run(limit, Value.Nil).Bits, Is.EqualTo(11));
        a.Transaction.Abort();
        Assert.That(a.Run(probe, a.At("one")).Bits, Is.EqualTo(2));
        Assert.That(a.Run(limit, Value.Nil).Bits, Is.EqualTo(10));
    }

    [Test]
    public void A_conflict_names_the_live_object_keeps_the_changes_and_wants_an_abort()
    {
        Value mine = a.At("one");
        a.SetVariable(mine, "@age", Value.FromInteger(5));
        b.SetVariable(b.At("one"), "@age", Value.FromInteger(6));
        b.Transaction.Commit();
        CommitFailedException failure = Assert.Throws<CommitFailedException>(a.Transaction.Commit)!;
        Assert.That(failure.Conflicts.Single().Object.Ref, Is.SameAs(mine.Ref));
        Assert.That(failure.Conflicts.Single().Kind, Is.EqualTo(ConflictKind.WriteWrite));
        Assert.That(failure.Conflicts.Single().OtherSession, Is.EqualTo(b.Memory.Store!.SessionId));
        Assert.That(a.Variable(mine, "@age").Bits, Is.EqualTo(5));
        Assert.Throws<CommitFailedException>(a.Transaction.Commit);
        a.Transaction.Abort();
        Assert.That(a.Variable(mine, "@age").Bits, Is.EqualTo(6));
        a.SetVariable(mine, "@age", Value.FromInteger(7));
        a.Transaction.Commit();
        b.Transaction.Abort();
        Assert.That(b.Variable(b.At("one"), "@age").Bits, Is.EqualTo(7));
    }

    [Test]
    public void Two_additions_to_one_hash_conflict_on_the_hash()
    {
        a.Put("of a", Value.True);
        b.Put("of b", Value.True);
        b.Transaction.Commit();
        CommitFailedException failure = Assert.Throws<CommitFailedException>(a.Transaction.Commit)!;
        Assert.That(failure.Conflicts.Single().Object.Ref, Is.SameAs(a.Root()));
    }

    [Test]
    public void Different_new_instance_variables_on_two_objects_of_a_class_do_not_conflict()
    {
        a.SetVariable(a.At("one"), "@only_a", Value.FromInteger(1));
        b.SetVariable(b.At("two"), "@only_b", Value.FromInteger(2));
        b.Transaction.Commit();
        a.Transaction.Commit();
        b.Transaction.Abort();
        Assert.That(b.Variable(b.At("one"), "@only_a").Bits, Is.EqualTo(1));
        Assert.That(a.Variable(a.At("two"), "@only_b").Bits, Is.EqualTo(2));
    }

    [Test]
    public void A_symbol_that_both_commit_first_is_one_symbol()
    {
        a.SetVariable(a.At("one"), "@symbol", a.Symbol("foo"));
        b.SetVariable(b.At("two"), "@symbol", b.Symbol("foo"));
        b.Transaction.Commit();
        a.Transaction.Commit();
        Value read = a.Variable(a.At("two"), "@symbol");
        Assert.That(read.Ref, Is.SameAs(a.Symbol("foo").Ref));
        Assert.That(a.Memory.IdOf(read.Ref!), Is.EqualTo(b.Memory.IdOf(b.Symbol("foo").Ref!)));
    }

    [Test]
    public void An_object_id_stays_through_commit_and_in_every_VM()
    {
        PlainObject hat = a.NewObject(Rabbit(a));
        ulong before = a.Memory.IdOf(hat);
        a.SetVariable(a.At("one"), "@hat", hat);
        a.Transaction.Commit();
        b.Transaction.Abort();
        Assert.That(a.Memory.IdOf(hat), Is.EqualTo(before));
        Assert.That(b.Memory.IdOf(b.Variable(b.At("one"), "@hat").Ref!), Is.EqualTo(before));
    }

    [Test]
    public void An_object_of_a_transient_class_is_refused_and_nothing_changes()
    {
        ClassObject ghost = a.MakeClass("Ghost", persistent: false);
        PlainObject culprit = a.NewObject(ghost);
        ArrayObject around = a.NewArray([culprit]);
        a.SetVariable(a.At("one"), "@ghosts", around);
        NotPersistableException refused = Assert.Throws<NotPersistableException>(a.Transaction.Commit)!;
        Assert.That(refused.Culprit, Is.SameAs(culprit));
        Assert.That(refused.Reason, Does.Contain("Ghost"));
        Assert.That(a.Transaction.NeedsCommit);
        Assert.That(around.IsCommitted, Is.False);
        b.Transaction.Abort();
        Assert.That(b.Variable(b.At("one"), "@ghosts").IsNil);
        a.SetVariable(a.At("one"), "@ghosts", Value.Nil);
        a.Transaction.Commit();
        Assert.That(a.Transaction.NeedsCommit, Is.False);
    }

    [Test]
    public void State_of_the_process_is_refused()
    {
        ExternalObject file = a.Adopt(new ExternalObject(), a.Classes.IO);
        a.Put("file", file);
        Assert.That(Assert.Throws<NotPersistableException>(a.Transaction.Commit)!.Culprit, Is.SameAs(file));
    }

    [Test]
    public void A_transient_singleton_class_neither_makes_its_object_dirty_nor_is_lost()
    {
        Value one = a.At("one");
        a.Define(a.Hierarchy.SingletonClass(one)!, "mine", 8, persistent: false);
        Assert.That(a.Transaction.NeedsCommit, Is.False);
        b.SetVariable(b.At("one"), "@age", Value.FromInteger(3));
        b.Transaction.Commit();
        a.Transaction.Commit();
        Assert.That(a.Variable(one, "@age").Bits, Is.EqualTo(3));
        Assert.That(a.MainThread.Send(one, a.Symbols.Intern("mine")).Bits, Is.EqualTo(8));
        a.SetVariable(one, "@age", Value.FromInteger(4));
        a.Transaction.Commit();
        b.Transaction.Abort();
        Assert.That(b.ClassOf(b.At("one")), Is.SameAs(Rabbit(b)));
    }

    [Test]
    public void A_persistent_singleton_method_on_a_committed_object_is_committed_and_taken_back_by_abort()
    {
        Value one = a.At("one");
        ClassObject singleton = a.Hierarchy.SingletonClass(one)!;
        a.Define(singleton, "trick", 1);
        a.Transaction.Abort();
        Assert.That(a.Methods.Find(a.ClassOf(one), a.Symbols.Intern("trick"), 1), Is.Null);
        a.Define(a.Hierarchy.SingletonClass(one)!, "trick", 2);
        a.Transaction.Commit();
        b.Transaction.Abort();
        Assert.That(b.MainThread.Send(b.At("one"), b.Symbols.Intern("trick")).Bits, Is.EqualTo(2));
    }

    [Test]
    public void A_commit_of_one_small_change_writes_one_record()
    {
        a.SetVariable(a.At("one"), "@age", Value.FromInteger(77));
        a.Transaction.Commit();
        Assert.That(stone.RecordsOfLastCommit, Is.EqualTo(1));
    }

    private static ClassObject Rabbit(VirtualMachine vm) => (ClassObject)vm.Constant("Rabbit").Ref!;
}
