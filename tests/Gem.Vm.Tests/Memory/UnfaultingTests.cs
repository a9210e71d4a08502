using System.Runtime.CompilerServices;
using Gem.Vm.Values;

namespace Gem.Vm.Tests.Memory;

/// <summary>Clean objects go when they take too much memory; what is held keeps its identity, and all are found again.</summary>
public sealed class UnfaultingTests
{
    private const int Links = 20_000;
    private TestStone _stone = null!;
    private VirtualMachine _vm = null!;

    [SetUp]
    public void Start()
    {
        _stone = Machines.NewStone();
        _vm = Machines.Start(_stone);
        ClassObject node = _vm.MakeClass("Node");
        Value next = Value.Nil;
        for (int i = Links - 1; i >= 0; i--)
        {
            Value made = _vm.NewObject(node);
            _vm.SetVariable(made, "@number", Value.FromInteger(i));
            _vm.SetVariable(made, "@next", next);
            next = made;
        }

        _vm.Put("chain", next);
        _vm.Transaction.Commit();
        _vm = Machines.Start(_stone);
    }

    [TearDown]
    public void Stop() => _stone.Dispose();

    [Test]
    public void A_chain_of_any_length_is_walked_in_bounded_memory()
    {
        Value head = _vm.At("chain");
        Assert.That(SumOfChain(), Is.EqualTo((long)Links * (Links - 1) / 2));
        int all = LoadedAfterCollection();
        GC.KeepAlive(head.Ref);
        Assert.That(all, Is.GreaterThan(Links), "all hang on the first while they are few");
        _vm = Machines.Start(_stone);
        _vm.Memory.CleanBytesLimit = 1 << 20;
        head = _vm.At("chain");
        Assert.That(SumOfChain(), Is.EqualTo((long)Links * (Links - 1) / 2));
        Assert.That(_vm.Memory.Unfaultings, Is.GreaterThan(2));
        Assert.That(LoadedAfterCollection(), Is.LessThan(all / 2));
        GC.KeepAlive(head.Ref);
    }

    [Test]
    public void What_is_held_keeps_its_identity_and_what_is_not_is_read_again()
    {
        Value head = _vm.At("chain");
        Value third = _vm.Variable(_vm.Variable(head, "@next"), "@next");
        _vm.Memory.Unfault();
        Assert.That(Value.Same(_vm.Variable(_vm.Variable(head, "@next"), "@next"), third));
        Assert.That(Value.Same(_vm.At("chain"), head));
        int before = _stone.RecordsRead;
        _vm.Memory.Unfault();
        Assert.That(_vm.Variable(_vm.Variable(_vm.At("chain"), "@next"), "@number").Bits, Is.EqualTo(1));
        Assert.That(_stone.RecordsRead, Is.GreaterThan(before), "the second is read again");
    }

    [Test]
    public void What_is_held_keeps_its_identity_while_many_others_come_and_go()
    {
        _vm.Memory.CleanBytesLimit = 1 << 18;
        Value head = _vm.At("chain");
        Value second = _vm.Variable(head, "@next");
        for (int walk = 0; walk < 5; walk++)
        {
            Assert.That(SumOfChain(), Is.EqualTo((long)Links * (Links - 1) / 2), $"walk {walk}");
            _vm.Memory.Unfault();
            Assert.That(Value.Same(_vm.At("chain"), head));
            Assert.That(Value.Same(_vm.Variable(head, "@next"), second));
            Assert.That(_vm.Memory.LoadedCount, Is.LessThan(Links / 2), $"walk {walk}");
        }
    }

    [Test]
    public void What_was_written_stays_and_is_committed()
    {
        int number = WriteSecond();
        _vm.Memory.Unfault();
        Assert.That(_vm.Variable(_vm.Variable(_vm.At("chain"), "@next"), "@number").Bits, Is.EqualTo(number));
        _vm.Transaction.Commit();
        VirtualMachine other = Machines.Start(_stone);
        Value second = other.Variable(other.At("chain"), "@next");
        Assert.That(other.Variable(second, "@number").Bits, Is.EqualTo(number));
        Assert.That(other.Variable(other.Variable(second, "@next"), "@number").Bits, Is.EqualTo(2));
    }

    [Test]
    public void What_was_committed_goes_too()
    {
        _vm.Memory.CleanBytesLimit = 1 << 20;
        Value last = _vm.At("chain");
        ClassObject node = (ClassObject)_vm.Constant("Node").Ref!;
        for (int commit = 0; commit < 20; commit++)
        {
            for (int i = 0; i < 1000; i++)
            {
                Value made = _vm.NewObject(node);
                _vm.SetVariable(made, "@next", last);
                last = made;
            }

            _vm.Put("longer", last);
            _vm.Transaction.Commit();
        }

        Assert.That(LoadedAfterCollection(), Is.LessThan(12_000));
    }

    [Test]
    public void What_another_VM_changed_is_read_while_each_fault_unfaults()
    {
        _vm.Memory.CleanBytesLimit = 0;
        Value head = _vm.At("chain");
        VirtualMachine other = Machines.Start(_stone);
        other.SetVariable(other.At("chain"), "@added", other.NewString("new"));
        other.Transaction.Commit();
        _vm.Transaction.Abort();
        Assert.That(_vm.Text(_vm.Variable(head, "@added")), Is.EqualTo("new"));
        Assert.That(Value.Same(_vm.At("chain"), head));
    }

    [Test]
    public void What_an_abort_took_back_is_let_go()
    {
        Value head = _vm.At("chain");
        WeakReference written = WriteAndAbort(head);
        _vm.Memory.Unfault();
        Assert.That(written.IsAlive, Is.False);
        Assert.That(_vm.Variable(head, "@number").Bits, Is.Zero);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference WriteAndAbort(Value head)
    {
        HeapObject text = _vm.NewString("much");
        _vm.SetVariable(head, "@number", text);
        _vm.Transaction.Abort();
        return new WeakReference(text);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int WriteSecond()
    {
        _vm.SetVariable(_vm.Variable(_vm.At("chain"), "@next"), "@number", Value.FromInteger(-7));
        return -7;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private long SumOfChain()
    {
        long sum = 0;
        for (Value node = _vm.At("chain"); !node.IsNil; node = _vm.Variable(node, "@next"))
        {
            sum += _vm.Variable(node, "@number").Bits;
        }

        return sum;
    }

    private int LoadedAfterCollection()
    {
        GC.Collect();
        return _vm.Memory.LoadedCount;
    }
}
