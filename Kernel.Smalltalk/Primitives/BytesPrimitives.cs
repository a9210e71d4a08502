using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Smalltalk.Primitives;

/// <summary>ByteArrays: the body of a string, read as bytes.</summary>
internal static unsafe class BytesPrimitives
{
    public static void Register(PrimitiveTable table)
    {
        table.Add("bytesSize", &Size, 0);
        table.Add("bytesResize", &Resize, 1);
        table.Add("bytesAt", &At, 1);
        table.Add("bytesAtPut", &AtPut, 2);
        table.Add("bytesAsString", &AsString, 0);
    }

    private static StringObject Self(Arguments a) => (StringObject)a.Self.Ref!;

    private static Value Size(VmThread t, Arguments a) => Value.FromInteger(Self(a).Length);

    private static Value Resize(VmThread t, Arguments a)
    {
        if (!Indexes.TrySize(a[0], out int size))
        {
            return Value.Undefined;
        }

        StringObject self = Self(a);
        t.Vm.WillWrite(self);
        StringText.SetLength(self, size, 0);
        return a.Self;
    }

    private static Value At(VmThread t, Arguments a) =>
        Indexes.TryOffset(a[0], Self(a).Length, out int offset) ? Value.FromInteger(Self(a).ByteAt(offset)) : Value.Undefined;

    private static Value AtPut(VmThread t, Arguments a)
    {
        StringObject self = Self(a);
        if (a[1].Ref is not null || a[1].Bits is < 0 or > 255 || !Indexes.TryOffset(a[0], self.Length, out int offset))
        {
            return Value.Undefined;
        }

        t.Vm.WillWrite(self);
        self.SetByte(offset, (byte)a[1].Bits);
        return a[1];
    }

    private static Value AsString(VmThread t, Arguments a) => t.Vm.NewString(Self(a).Span);
}
