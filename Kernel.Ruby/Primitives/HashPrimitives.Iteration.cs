using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>Hash: entries by position, for iterators.</summary>
internal static unsafe partial class HashPrimitives
{
    private static void RegisterIteration(PrimitiveTable table)
    {
        table.Add("hash_begin_iteration", &BeginIteration, 0);
        table.Add("hash_end_iteration", &EndIteration, 0);
        table.Add("hash_next_entry", &NextEntry, 1);
        table.Add("hash_key_at", &KeyAt, 1);
        table.Add("hash_value_at", &ValueAt, 1);
        table.Add("hash_pair_at", &PairAt, 1);
        table.Add("hash_set_value_at", &SetValueAt, 2);
        table.Add("hash_delete_at", &DeleteAt, 1);
        table.Add("hash_will_write", &WillWrite, 0);
    }

    /// <summary>Position of the next live entry behind one, -1 when there is none.</summary>
    private static int NextLive(HashObject self, int index)
    {
        for (index++; index < self.Used; index++)
        {
            if (!self.Entry(index).Key.IsUndefined)
            {
                return index;
            }
        }

        return -1;
    }

    private static ArrayObject Pair(VmThread t, HashObject self, int index) =>
        t.Vm.NewArray([t.Vm.Load(ref self.Entry(index).Key), t.Vm.Load(ref self.Entry(index).Value)], 2);

    private static Value BeginIteration(VmThread t, Arguments a)
    {
        Self(a).Iterating++;
        return Value.Nil;
    }

    private static Value EndIteration(VmThread t, Arguments a)
    {
        HashObject self = Self(a);
        self.Iterating = Math.Max(0, self.Iterating - 1);
        return Value.Nil;
    }

    private static Value NextEntry(VmThread t, Arguments a) =>
        NextLive(Self(a), (int)a[0].Bits) is >= 0 and var next ? Value.FromInteger(next) : Value.Nil;

    private static Value KeyAt(VmThread t, Arguments a) => t.Vm.Load(ref Self(a).Entry((int)a[0].Bits).Key);

    private static Value ValueAt(VmThread t, Arguments a) => t.Vm.Load(ref Self(a).Entry((int)a[0].Bits).Value);

    private static Value PairAt(VmThread t, Arguments a) => Pair(t, Self(a), (int)a[0].Bits);

    private static Value SetValueAt(VmThread t, Arguments a)
    {
        t.Vm.WillWrite(Self(a));
        if (IsLive(Self(a), a[0].Bits))
        {
            Self(a).EntryToWrite((int)a[0].Bits).Value = a[1];
        }

        return a[1];
    }

    private static Value DeleteAt(VmThread t, Arguments a)
    {
        t.Vm.WillWrite(Self(a));
        if (IsLive(Self(a), a[0].Bits))
        {
            HashAccess.RemoveAt(Self(a), (int)a[0].Bits);
        }

        return a.Self;
    }

    /// <summary>False when the block of an iteration has taken the entry away meanwhile.</summary>
    private static bool IsLive(HashObject self, long index) => index < self.Used && !self.Entry((int)index).Key.IsUndefined;

    private static Value WillWrite(VmThread t, Arguments a)
    {
        t.Vm.WillWrite(Self(a));
        return a.Self;
    }
}
