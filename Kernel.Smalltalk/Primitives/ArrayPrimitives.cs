using Gem.Vm.Bytecode;
using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Smalltalk.Primitives;

/// <summary>Arrays, by indexes from 1.</summary>
internal static unsafe class ArrayPrimitives
{
    public static void Register(PrimitiveTable table)
    {
        table.Add("arraySize", &Size, 0, CachedCall.ArrayCount);
        table.Add("arrayResize", &Resize, 1);
        table.Add("arrayAt", &At, 1);
        table.Add("arrayAtPut", &AtPut, 2);
        table.Add("arrayAdd", &Add, 1);
        table.Add("arrayReplace", &Replace, 4);
    }

    private static ArrayObject Self(Arguments a) => (ArrayObject)a.Self.Ref!;

    private static Value Size(VmThread t, Arguments a) => Value.FromInteger(Self(a).Count);

    private static Value Resize(VmThread t, Arguments a)
    {
        if (!Indexes.TrySize(a[0], out int size))
        {
            return Value.Undefined;
        }

        ArrayObject self = Self(a);
        t.Vm.WillWrite(self);
        self.Reserve(size);
        if (size > self.Count)
        {
            self.Items.AsSpan(self.Start + self.Count, size - self.Count).Fill(Value.Nil);
        }
        else
        {
            self.Items.AsSpan(self.Start + size, self.Count - size).Fill(Value.Nil);
        }

        self.Count = size;
        return a.Self;
    }

    private static Value At(VmThread t, Arguments a)
    {
        ArrayObject self = Self(a);
        return Indexes.TryOffset(a[0], self.Count, out int offset) ? t.Vm.Load(ref self.Slot(offset)) : Value.Undefined;
    }

    private static Value AtPut(VmThread t, Arguments a)
    {
        ArrayObject self = Self(a);
        if (!Indexes.TryOffset(a[0], self.Count, out int offset))
        {
            return Value.Undefined;
        }

        t.Vm.WillWrite(self);
        self.SlotToWrite(offset) = a[1];
        return a[1];
    }

    private static Value Add(VmThread t, Arguments a)
    {
        t.Vm.WillWrite(a.Self.Ref!);
        Self(a).Append(a[0]);
        return a[0];
    }

    /// <summary>start, stop, source, first.</summary>
    private static Value Replace(VmThread t, Arguments a)
    {
        ArrayObject self = Self(a);
        if (a[2].Ref is not ArrayObject source || !IndexRange.TryFind(a[0], a[1], a[3], self.Count, t.Vm.Fresh(source).Count, out IndexRange range))
        {
            return Value.Undefined;
        }

        t.Vm.WillWrite(self);
        source.Span.Slice(range.From, range.Length).CopyTo(self.Span[range.To..]);
        t.Vm.Memory.Copied(source, self);
        return a.Self;
    }
}
