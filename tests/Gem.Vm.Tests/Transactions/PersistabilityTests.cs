using Gem.Vm.Bytecode;
using Gem.Vm.Lowering;
using Gem.Vm.Memory;
using Gem.Vm.Tests.Memory;
using Gem.Vm.Transactions;
using Gem.Vm.Values;

namespace Gem.Vm.Tests.Transactions;

/// <summary>What may be committed, and what an image keeps of a program that built it.</summary>
public sealed class PersistabilityTests
{
    private TestStone stone = null!;
    private VirtualMachine a = null!;

    [SetUp]
    public void StartAVm()
    {
        stone = Machines.NewStone();
        a = Machines.Start(stone);
    }

    [TearDown]
    public void StopTheStone() => stone.Dispose();

    [Test]
    public void A_transient_class_is_staged_without_its_methods_or_with_them()
    {
        ClassObject hat = a.MakeClass("Hat", persistent: false);
        a.Define(hat, "size", 7, persistent: false);
        a.Constants.Define(hat, a.Symbols.Intern("LIMIT"), Value.FromInteger(3), persistent: false);
        Assert.That(Persistable.Stage(a, hat, methods: false));
        a.Transaction.Commit();
        VirtualMachine b = Machines.Start(stone);
        ClassObject read = (ClassObject)b.Constant("Hat").Ref!;
        Assert.That(b.Constants.TryOwn(read, b.Symbols.Intern("LIMIT"), out Value limit) && limit.Bits == 3);
        Assert.That(b.Methods.Find(read, b.Symbols.Intern("size"), 1), Is.Null);
        Assert.That(a.MainThread.Send(a.NewObject(hat), a.Symbols.Intern("size")).Bits, Is.EqualTo(7));
        Persistable.Stage(a, hat, methods: true);
        a.Transaction.Commit();
        b.Transaction.Abort();
        Assert.That(b.MainThread.Send(b.NewObject(read), b.Symbols.Intern("size")).Bits, Is.EqualTo(7));
    }

    [Test]
    public void A_class_under_a_transient_module_cannot_be_staged()
    {
        ClassObject module = a.Hierarchy.CreateModule(null, ClassFlags.None);
        a.Constants.Define(a.Classes.Object, a.Symbols.Intern("Magic"), module, persistent: false);
        ClassObject inner = a.Hierarchy.CreateClass(null, a.Classes.Object, BodyKind.Plain, ClassFlags.None);
        a.Constants.Define(module, a.Symbols.Intern("Hat"), inner, persistent: false);
        Assert.That(Persistable.Stage(a, inner, methods: false), Is.False);
    }

    [Test]
    public void Instances_of_a_class_that_forbids_it_are_refused()
    {
        ClassObject hat = a.MakeClass("Hat");
        Persistable.SetInstances(a, hat, false);
        PlainObject one = a.NewObject(hat);
        a.Put("hat", one);
        Assert.That(Assert.Throws<NotPersistableException>(a.Transaction.Commit)!.Culprit, Is.SameAs(one));
        Persistable.SetInstances(a, hat, true);
        a.Transaction.Commit();
    }

    [Test]
    public void A_persistent_class_with_a_transient_superclass_is_refused()
    {
        ClassObject ghost = a.MakeClass("Ghost", persistent: false);
        ClassObject hat = a.MakeClass("Hat", superclass: ghost);
        NotPersistableException refused = Assert.Throws<NotPersistableException>(a.Transaction.Commit)!;
        Assert.That(refused.Culprit, Is.SameAs(hat));
        Assert.That(refused.Reason, Does.Contain("Ghost"));
    }

    [Test]
    public void An_operator_that_an_image_redefines_is_sent_by_code_of_the_image()
    {
        CodeBuilder builder = new(a, CodeKind.Method, 1, a.Symbols.Intern("sum"), null);
        builder.Code.Parameters = new ParameterList { Required = 1 };
        int argument = builder.Take();
        builder.Emit(Opcode.AddInteger, argument, argument, 1);
        builder.Emit(Opcode.Return, argument);
        CompiledCode sum = builder.Finish();
        sum.IsBound = true;
        a.Methods.Define(a.Classes.Object, sum.Name!, sum, Visibility.Public, 1, persistent: true);
        CompiledCode plus = a.Answering("+", 100);
        plus.Parameters = new ParameterList { Required = 1 };
        plus.SimpleArity = 1;
        a.Methods.Define(a.Classes.Integer, plus.Name!, plus, Visibility.Public, 1, persistent: true);
        Assert.That(a.MainThread.Send(a.Main, sum.Name!, Value.FromInteger(1)).Bits, Is.EqualTo(100));
        a.Transaction.Commit();
        VirtualMachine b = Machines.Start(stone);
        Assert.That(b.MainThread.Send(b.Main, b.Symbols.Intern("sum"), Value.FromInteger(1)).Bits, Is.EqualTo(100));
    }

    [Test]
    public void A_commit_larger_than_a_chunk_arrives_whole()
    {
        Value[] items = new Value[40_000];
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = a.NewString($"a string of some length, number {i}");
        }

        a.Put("many", a.NewArray(items, items.Length));
        a.Put("big", a.NewString(new byte[5_000_000], 5_000_000, StringEncoding.Binary));
        a.Transaction.Commit();
        VirtualMachine b = Machines.Start(stone);
        ArrayObject many = (ArrayObject)b.At("many").Ref!;
        Assert.That(many.Count, Is.EqualTo(items.Length));
        Assert.That(b.Text(b.Load(ref many.Items[39_999])), Is.EqualTo("a string of some length, number 39999"));
        Assert.That(((StringObject)b.At("big").Ref!).Length, Is.EqualTo(5_000_000));
    }

    [Test]
    public void An_object_that_nobody_holds_leaves_memory_and_comes_back()
    {
        a.Put("hat", a.NewObject(a.MakeClass("Hat")));
        a.Transaction.Commit();
        VirtualMachine b = Machines.Start(stone);
        ulong id = IdOfHat(b);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.That(b.Memory.IdOf(b.Memory.Fault(id).Ref!), Is.EqualTo(id));
        Assert.That(b.At("hat").Ref!.Id, Is.EqualTo(id));
    }

    [Test]
    public void A_VM_without_a_repository_says_so() =>
        Assert.That(() => new VirtualMachine().Transaction.Commit(), Throws.InvalidOperationException.With.Message.Contains("no repository"));

    private static ulong IdOfHat(VirtualMachine vm) => vm.At("hat").Ref!.Id;
}
