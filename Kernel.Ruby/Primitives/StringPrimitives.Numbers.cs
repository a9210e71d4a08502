using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>String: numbers, successors, inspection, format.</summary>
internal static unsafe partial class StringPrimitives
{
    private static void RegisterNumbers(PrimitiveTable table)
    {
        table.Add("string_to_i", &ToInteger, 0, 1);
        table.Add("string_to_f", &ToFloat, 0);
        table.Add("string_oct", &Oct, 0);
        table.Add("string_successor", &Successor, 0);
        table.Add("string_inspect", &Inspect, 0);
        table.Add("string_dump", &Dump, 0);
        table.Add("string_format", &Format, 1, -1);
    }

    private static Value ToInteger(VmThread t, Arguments a)
    {
        EncodingPrimitives.RequireAsciiCompatible(t, Self(a));
        int radix = a.Count == 0 ? 10 : Coercions.ToInt(t, a[0]);
        if (radix is < 0 or 1 or > 36)
        {
            throw Coercions.ArgumentError(t, $"invalid radix {radix}");
        }

        return t.Vm.Integer(IntegerText.Parse(Self(a).Span, radix, strict: false)!.Value);
    }

    private static Value Oct(VmThread t, Arguments a)
    {
        EncodingPrimitives.RequireAsciiCompatible(t, Self(a));
        ReadOnlySpan<byte> bytes = WithoutLeading(Self(a).Span);
        int first = !bytes.IsEmpty && bytes[0] is (byte)'-' or (byte)'+' ? 1 : 0;
        bool isPrefixed = bytes.Length > first + 1 && bytes[first] == '0' && bytes[first + 1] is not ((>= (byte)'0' and <= (byte)'9') or (byte)'_');
        return t.Vm.Integer(IntegerText.Parse(bytes, isPrefixed ? 0 : 8, strict: false)!.Value);
    }

    private static Value ToFloat(VmThread t, Arguments a)
    {
        EncodingPrimitives.RequireAsciiCompatible(t, Self(a));
        return Value.FromFloat(FloatParser.Parse(Self(a).Span, strict: false)!.Value);
    }

    private static Value Inspect(VmThread t, Arguments a) => StringInspection.Inspect(t, Self(a));

    private static Value Dump(VmThread t, Arguments a) => t.Vm.NewString(System.Text.Encoding.ASCII.GetBytes(StringInspection.Dump(Self(a))),
        EncodingTable.IsAsciiCompatible(Self(a).Encoding) ? Self(a).Encoding : StringEncoding.Binary);

    /// <summary>string_format(format, arguments…): Kernel#format.</summary>
    private static Value Format(VmThread t, Arguments a) =>
        new StringFormatter(t, Coercions.ToStr(t, a[0]), a.Span[1..].ToArray()).Format();
}
