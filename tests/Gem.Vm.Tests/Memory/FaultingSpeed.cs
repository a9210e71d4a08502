using System.Diagnostics;
using Gem.Vm.Interpreter;
using Gem.Vm.Values;

namespace Gem.Vm.Tests.Memory;

/// <summary>Figures, run by name: dotnet test -c Release --filter FaultingSpeed.</summary>
[Explicit("measures")]
public sealed class FaultingSpeed
{
    private const int Count = 1_000_000;

    [Test]
    public void A_million_objects_with_three_slots()
    {
        using TestStone stone = new();
        Machines.WriteImage(stone);
        VirtualMachine a = Machines.Start(stone.ConnectPlainly());
        ClassObject node = a.MakeClass("Node");
        SymbolObject[] names = [a.Symbols.Intern("@left"), a.Symbols.Intern("@right"), a.Symbols.Intern("@value")];
        Stopwatch watch = Stopwatch.StartNew();
        a.Put("tree", Tree(a, node, names, 0, Count));
        Report("made", watch);
        a.Transaction.Commit();
        Report("committed", watch);
        for (int round = 0; round < 3; round++)
        {
            watch.Restart();
            VirtualMachine b = Machines.Start(stone.ConnectPlainly());
            Report("VM started", watch);
            Assert.That(Sum(b, b.At("tree"), [b.Symbols.Intern("@left"), b.Symbols.Intern("@right"), b.Symbols.Intern("@value")]), Is.EqualTo((long)Count * (Count - 1) / 2));
            Report("walked cold", watch);
            Assert.That(Sum(b, b.At("tree"), [b.Symbols.Intern("@left"), b.Symbols.Intern("@right"), b.Symbols.Intern("@value")]), Is.GreaterThan(0));
            Report("walked warm", watch);
        }
    }

    private static Value Tree(VirtualMachine vm, ClassObject node, SymbolObject[] names, int first, int end)
    {
        if (first == end)
        {
            return Value.Nil;
        }

        int middle = (first + end) / 2;
        PlainObject made = vm.NewObject(node);
        SlotAccess.SlotForWriting(vm, made, names[0]) = Tree(vm, node, names, first, middle);
        SlotAccess.SlotForWriting(vm, made, names[1]) = Tree(vm, node, names, middle + 1, end);
        SlotAccess.SlotForWriting(vm, made, names[2]) = Value.FromInteger(middle);
        return made;
    }

    private static long Sum(VirtualMachine vm, Value node, SymbolObject[] names) =>
        node.IsNil ? 0 : Sum(vm, SlotAccess.Get(vm, node, names[0]), names) + Sum(vm, SlotAccess.Get(vm, node, names[1]), names)
            + SlotAccess.Get(vm, node, names[2]).Bits;

    private static void Report(string what, Stopwatch watch)
    {
        double ms = watch.Elapsed.TotalMilliseconds;
        TestContext.Out.WriteLine($"{what}: {ms:F1} ms");
        watch.Restart();
    }
}
