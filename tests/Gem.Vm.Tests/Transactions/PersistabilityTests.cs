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
    private TestStone _stone = null!;
    private VirtualMachine _a = null!;

    [SetUp]
    public void StartAVm()
    {
        _stone = Machines.NewStone();
        _a = Machines.Start(_stone);
    }

    [TearDown]
    public void StopTheStone() => _stone.Dispose();

    [Test]
    public void A_transient_class_is_staged_without_its_methods_or_with_them()
    {
        ClassObject hat = _a.MakeClass("Hat", persistent: false);
        _a.Define(hat, "size", 7, persistent: false);
        _a.Constants.Define(hat, _a.Symbols.Intern("LIMIT"), Value.FromInteger(3), persistent: false);
        Assert.That(Persistable.Stage(_a, hat, methods: false));
        _a.Transaction.Commit();
        VirtualMachine b = Machines.Start(_stone);
        ClassObject read = (ClassObject)b.Constant("Hat").Ref!;
        Assert.That(b.Constants.TryOwn(read, b.Symbols.Intern("LIMIT"), out Value limit) && limit.Bits == 3);
        Assert.That(b.Methods.Find(read, b.Symbols.Intern("size"), 1), Is.Null);
        Assert.That(_a.MainThread.Send(_a.NewObject(hat), _a.Symbols.Intern("size")).Bits, Is.EqualTo(7));
        Persistable.Stage(_a, hat, methods: true);
        _a.Transaction.Commit();
        b.Transaction.Abort();
        Assert.That(b.MainThread.Send(b.NewObject(read), b.Symbols.Intern("size")).Bits, Is.EqualTo(7));
    }

    [Test]
    public void A_class_under_a_transient_module_cannot_be_staged()
    {
        ClassObject module = _a.Hierarchy.CreateModule(null, ClassFlags.None);
        _a.Constants.Define(_a.Classes.Object, _a.Symbols.Intern("Magic"), module, persistent: false);
        ClassObject inner = _a.Hierarchy.CreateClass(null, _a.Classes.Object, BodyKind.Plain, ClassFlags.None);
        _a.Constants.Define(module, _a.Symbols.Intern("Hat"), inner, persistent: false);
        Assert.That(Persistable.Stage(_a, inner, methods: false), Is.False);
    }

    [Test]
    public void Instances_of_a_class_that_forbids_it_are_refused()
    {
        ClassObject hat = _a.MakeClass("Hat");
        Persistable.SetInstances(_a, hat, false);
        PlainObject one = _a.NewObject(hat);
        _a.Put("hat", one);
        Assert.That(Assert.Throws<NotPersistableException>(() => _a.Transaction.Commit())!.Culprit, Is.SameAs(one));
        Persistable.SetInstances(_a, hat, true);
        _a.Transaction.Commit();
    }

    [Test]
    public void A_persistent_class_with_a_transient_superclass_is_refused()
    {
        ClassObject ghost = _a.MakeClass("Ghost", persistent: false);
        ClassObject hat = _a.MakeClass("Hat", superclass: ghost);
        NotPersistableException refused = Assert.Throws<NotPersistableException>(() => _a.Transaction.Commit())!;
        Assert.That(refused.Culprit, Is.SameAs(hat));
        Assert.That(refused.Message, Does.Contain("Ghost"));
    }

    [Test]
    public void An_operator_that_an_image_redefines_is_sent_by_code_of_the_image()
    {
        DefineSum(_a);
        DefinePlus(_a, persistent: true);
        Assert.That(Sum(_a), Is.EqualTo(100));
        _a.Transaction.Commit();
        Assert.That(Sum(Machines.Start(_stone)), Is.EqualTo(100));
    }

    [Test]
    public void An_operator_that_only_the_committing_VM_redefines_stays_fast_in_others()
    {
        DefinePlus(_a, persistent: false);
        DefineSum(_a);
        Assert.That(Sum(_a), Is.EqualTo(100));
        _a.Transaction.Commit();
        VirtualMachine b = Machines.Start(_stone);
        Assert.That(Sum(b), Is.EqualTo(2));
        Assert.That(b.Methods.Find(b.Classes.Object, b.Symbols.Intern("sum"), 1)!.Code(b).Instructions[0].Op, Is.EqualTo(Opcode.AddInteger));
        DefinePlus(b, persistent: false);
        Assert.That(Sum(b), Is.EqualTo(100));
        Assert.That(Sum(Machines.Start(_stone)), Is.EqualTo(2));
    }

    [Test]
    public void A_redefined_operator_reaches_a_copy_whose_original_is_gone()
    {
        BindCopyOfSum(_a);
        GC.Collect();
        Assert.That(Sum(_a), Is.EqualTo(2));
        DefinePlus(_a, persistent: false);
        Assert.That(Sum(_a), Is.EqualTo(100));
    }

    [Test]
    public void A_commit_larger_than_a_chunk_arrives_whole()
    {
        Value[] items = new Value[40_000];
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = _a.NewString($"a string of some length, number {i}");
        }

        _a.Put("many", _a.NewArray(items, items.Length));
        _a.Put("big", _a.NewString(new byte[5_000_000], 5_000_000, StringEncoding.Binary));
        _a.Transaction.Commit();
        VirtualMachine b = Machines.Start(_stone);
        ArrayObject many = (ArrayObject)b.At("many").Ref!;
        Assert.That(many.Count, Is.EqualTo(items.Length));
        Assert.That(b.Text(b.Load(ref many.Items[39_999])), Is.EqualTo("a string of some length, number 39999"));
        Assert.That(((StringObject)b.At("big").Ref!).Length, Is.EqualTo(5_000_000));
    }

    [Test]
    public void An_object_that_nobody_holds_leaves_memory_and_comes_back()
    {
        _a.Put("hat", _a.NewObject(_a.MakeClass("Hat")));
        _a.Transaction.Commit();
        VirtualMachine b = Machines.Start(_stone);
        ulong id = IdOfHat(b);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.That(b.Memory.IdOf(b.Memory.Fault(id).Ref!), Is.EqualTo(id));
        Assert.That(b.At("hat").Ref!.Id, Is.EqualTo(id));
    }

    [Test]
    public void A_VM_without_a_repository_says_so() =>
        Assert.That(() => new VirtualMachine().Transaction.Commit(), Throws.InvalidOperationException.With.Message.Contains("no repository"));

    /// <summary>Object#sum(n) = n + 1, persistent.</summary>
    private static void DefineSum(VirtualMachine vm) => vm.Methods.Define(vm.Classes.Object, vm.Symbols.Intern("sum"), NewSum(vm), Visibility.Public, 1, persistent: true);

    private static void BindCopyOfSum(VirtualMachine vm) =>
        vm.Methods.Define(vm.Classes.Object, vm.Symbols.Intern("sum"), NewSum(vm).Rebind(vm.Classes.Object, null), Visibility.Public, 1, persistent: false);

    private static CompiledCode NewSum(VirtualMachine vm)
    {
        CodeBuilder builder = new(vm, CodeKind.Method, 1, vm.Symbols.Intern("sum"), null);
        builder.Code.Parameters = new ParameterList { Required = 1 };
        int argument = builder.Take();
        builder.Emit(Opcode.AddInteger, argument, argument, 1);
        builder.Emit(Opcode.Return, argument);
        CompiledCode sum = builder.Finish();
        sum.IsBound = true;
        return sum;
    }

    /// <summary>Integer#+(n) = 100.</summary>
    private static void DefinePlus(VirtualMachine vm, bool persistent)
    {
        CompiledCode plus = vm.Answering("+", 100);
        plus.Parameters = new ParameterList { Required = 1 };
        plus.SimpleArity = 1;
        vm.Methods.Define(vm.Classes.Integer, plus.Name!, plus, Visibility.Public, 1, persistent);
    }

    private static long Sum(VirtualMachine vm) => vm.MainThread.Send(vm.Main, vm.Symbols.Intern("sum"), Value.FromInteger(1)).Bits;

    private static ulong IdOfHat(VirtualMachine vm) => vm.At("hat").Ref!.Id;
}
