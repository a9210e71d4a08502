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
        int radix = a.Count == 0 ? 10 : Coercions.ToInt(t, a[0]);
        if (radix is < 0 or 1 or > 36)
        {
            throw Coercions.ArgumentError(t, $"invalid radix {radix}");
        }

        return t.Vm.Integer(IntegerText.Parse(Self(a).Span, radix, strict: false)!.Value);
    }

    private static Value Oct(VmThread t, Arguments a)
    {
        ReadOnlySpan<byte> bytes = WithoutLeading(Self(a).Span);
        int first = !bytes.IsEmpty && bytes[0] is (byte)'-' or (byte)'+' ? 1 : 0;
        bool isPrefixed = bytes.Length > first + 1 && bytes[first] == '0' && bytes[first + 1] is not ((>= (byte)'0' and <= (byte)'9') or (byte)'_');
        return t.Vm.Integer(IntegerText.Parse(bytes, isPrefixed ? 0 : 8, strict: false)!.Value);
    }

    private static Value ToFloat(VmThread t, Arguments a) => Value.FromFloat(FloatParser.Parse(Self(a).Span, strict: false)!.Value);

    private static Value Inspect(VmThread t, Arguments a) => StringInspection.Inspect(t, Self(a));

    private static Value Dump(VmThread t, Arguments a) => t.Vm.NewString(System.Text.Encoding.ASCII.GetBytes(StringInspection.Dump(Self(a))),
        EncodingTable.IsAsciiCompatible(Self(a).Encoding) ? Self(a).Encoding : StringEncoding.Binary);

    /// <summary>string_format(format, arguments…): Kernel#format.</summary>
    private static Value Format(VmThread t, Arguments a) =>
        new StringFormatter(t, Coercions.ToStr(t, a[0]), a.Span[1..].ToArray()).Format();

    private static Value Successor(VmThread t, Arguments a) => Like(t, Self(a), Next(Self(a).Span.ToArray()));

    /// <summary>The next text: the rightmost letter or digit counts up and carries; without any, the last byte does.</summary>
    private static byte[] Next(byte[] bytes)
    {
        if (bytes.Length == 0)
        {
            return bytes;
        }

        int i = Array.FindLastIndex(bytes, IsAlphanumeric);
        if (i < 0)
        {
            return NextBytes(bytes);
        }

        while (true)
        {
            byte old = bytes[i];
            bytes[i] = old switch
            {
                (byte)'9' => (byte)'0',
                (byte)'z' => (byte)'a',
                (byte)'Z' => (byte)'A',
                _ => (byte)(old + 1),
            };
            if (bytes[i] > old)
            {
                return bytes;
            }

            int next = CarryPosition(bytes, i);
            if (next < 0)
            {
                byte carried = old == '9' ? (byte)'1' : bytes[i];
                return [.. bytes[..i], carried, .. bytes[i..]];
            }

            i = next;
        }
    }

    /// <summary>The letter or digit to the left that takes the carry; others between them stop it unless of the same kind.</summary>
    private static int CarryPosition(byte[] bytes, int from)
    {
        int left = from - 1;
        while (left >= 0 && !IsAlphanumeric(bytes[left]))
        {
            left--;
        }

        if (left < 0)
        {
            return -1;
        }

        bool isAdjacent = left == from - 1;
        bool sameKind = char.IsAsciiDigit((char)bytes[left]) == char.IsAsciiDigit((char)bytes[from]);
        return isAdjacent || sameKind ? left : -1;
    }

    private static bool IsAlphanumeric(byte value) => char.IsAsciiLetterOrDigit((char)value);

    private static byte[] NextBytes(byte[] bytes)
    {
        for (int i = bytes.Length - 1; i >= 0; i--)
        {
            if (++bytes[i] != 0)
            {
                return bytes;
            }
        }

        return [1, .. bytes];
    }
}
