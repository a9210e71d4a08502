using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>Range: its parts. What ranges do is Ruby.</summary>
internal static unsafe class RangePrimitives
{
    /// <summary>Binds the primitives.</summary>
    public static void Register(PrimitiveTable table)
    {
        table.Add("range_initialize", &Initialize, 2, 3);
        table.Add("range_begin", &Begin, 0);
        table.Add("range_end", &End, 0);
        table.Add("range_excludes_end", &ExcludesEnd, 0);
        table.Add("range_integers", &Integers, 0);
    }

    private static RangeObject Self(Arguments a) => (RangeObject)a.Self.Ref!;

    private static Value Initialize(VmThread t, Arguments a)
    {
        RangeObject self = Self(a);
        if (self.IsFrozen)
        {
            throw t.Error(t.Vm.Classes.NameError, "'initialize' called twice");
        }

        RangeObject made = (RangeObject)Literals.Range(t, a[0], a[1], a.Count == 3 && a[2].IsTruthy).Ref!;
        self.First = made.First;
        self.Last = made.Last;
        self.ExcludesEnd = made.ExcludesEnd;
        self.Header |= HeaderFlags.Frozen;
        return Value.Nil;
    }

    private static Value Begin(VmThread t, Arguments a) => Self(a).First;

    private static Value End(VmThread t, Arguments a) => Self(a).Last;

    private static Value ExcludesEnd(VmThread t, Arguments a) => Value.FromBoolean(Self(a).ExcludesEnd);

    /// <summary>The integers of a range of 64-bit integers as an array; nil for any other range.</summary>
    private static Value Integers(VmThread t, Arguments a)
    {
        RangeObject self = Self(a);
        if (!self.First.IsFixnum || !self.Last.IsFixnum)
        {
            return Value.Nil;
        }

        long count = Math.Max(0, self.Last.Bits - self.First.Bits + (self.ExcludesEnd ? 0 : 1));
        if (count > 0x0FFF_FFFF)
        {
            throw t.Error(t.Vm.Classes.NoMemoryError, "failed to allocate memory");
        }

        Value[] items = new Value[count];
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = Value.FromInteger(self.First.Bits + i);
        }

        return t.Vm.NewArray(items, items.Length);
    }
}
