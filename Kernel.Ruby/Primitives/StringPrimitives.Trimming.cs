using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>String: taking off blanks, line ends, prefixes; padding.</summary>
internal static unsafe partial class StringPrimitives
{
    private static void RegisterTrimming(PrimitiveTable table)
    {
        table.Add("string_strip", &Strip, 0);
        table.Add("string_lstrip", &LeftStrip, 0);
        table.Add("string_rstrip", &RightStrip, 0);
        table.Add("string_chomp", &Chomp, 0, 1);
        table.Add("string_chop", &Chop, 0);
        table.Add("string_delete_prefix", &DeletePrefix, 1);
        table.Add("string_delete_suffix", &DeleteSuffix, 1);
        table.Add("string_center", &Center, 1, 2);
        table.Add("string_ljust", &LeftJustify, 1, 2);
        table.Add("string_rjust", &RightJustify, 1, 2);
    }

    private static ReadOnlySpan<byte> WithoutLeading(ReadOnlySpan<byte> bytes)
    {
        int i = 0;
        while (i < bytes.Length && (IntegerText.IsSpace(bytes[i]) || bytes[i] == 0))
        {
            i++;
        }

        return bytes[i..];
    }

    private static ReadOnlySpan<byte> WithoutTrailing(ReadOnlySpan<byte> bytes)
    {
        int end = bytes.Length;
        while (end > 0 && (IntegerText.IsSpace(bytes[end - 1]) || bytes[end - 1] == 0))
        {
            end--;
        }

        return bytes[..end];
    }

    private static StringObject StrippedOf(VmThread t, StringObject self, bool atStart, bool atEnd)
    {
        ReadOnlySpan<byte> bytes = self.Span;
        if (atStart && !bytes.IsEmpty && bytes[0] >= 0x80 && !CharacterText.IsValidAt(bytes, 0, self.Encoding))
        {
            throw Coercions.ArgumentError(t, $"invalid byte sequence in {EncodingPrimitives.NameOf(self.Encoding)}");
        }

        if (atEnd && !CharacterText.IsValid(self))
        {
            throw t.Error(EncodingPrimitives.CompatibilityError(t), $"invalid byte sequence in {EncodingPrimitives.NameOf(self.Encoding)}");
        }

        if (EncodingTable.IsAsciiCompatible(self.Encoding))
        {
            bytes = atStart ? WithoutLeading(bytes) : bytes;
            return Like(t, self, atEnd ? WithoutTrailing(bytes) : bytes);
        }

        while (atStart && !bytes.IsEmpty && IsBlankAt(bytes, 0, self.Encoding))
        {
            bytes = bytes[CharacterText.LengthAt(bytes, 0, self.Encoding)..];
        }

        while (atEnd && !bytes.IsEmpty && CharacterText.Previous(bytes, bytes.Length, self.Encoding) is var last && IsBlankAt(bytes, last, self.Encoding))
        {
            bytes = bytes[..last];
        }

        return Like(t, self, bytes);
    }

    private static bool IsBlankAt(ReadOnlySpan<byte> bytes, int offset, StringEncoding encoding) =>
        CharacterText.CodePointAt(bytes, offset, encoding) is >= 0 and < 0x80 and var point && (point == 0 || IntegerText.IsSpace((byte)point));

    private static Value Strip(VmThread t, Arguments a) => StrippedOf(t, Self(a), atStart: true, atEnd: true);

    private static Value LeftStrip(VmThread t, Arguments a) => StrippedOf(t, Self(a), atStart: true, atEnd: false);

    private static Value RightStrip(VmThread t, Arguments a) => StrippedOf(t, Self(a), atStart: false, atEnd: true);

    private static Value Chomp(VmThread t, Arguments a)
    {
        ReadOnlySpan<byte> bytes = Self(a).Span;
        if (a.Count == 1 && a[0].IsNil)
        {
            return Like(t, Self(a), bytes);
        }

        if (a.Count == 0 && !EncodingTable.IsAsciiCompatible(Self(a).Encoding))
        {
            return Like(t, Self(a), WithoutLineEnd(bytes, Self(a).Encoding));
        }

        ReadOnlySpan<byte> separator = a.Count == 0 ? "\n"u8 : Companion(t, Self(a), a[0]).Span;
        if (separator.IsEmpty)
        {
            while (bytes.EndsWith("\n"u8))
            {
                bytes = bytes[..^(bytes.EndsWith("\r\n"u8) ? 2 : 1)];
            }
        }
        else if (separator.SequenceEqual("\n"u8))
        {
            bytes = bytes[..^(bytes.EndsWith("\r\n"u8) ? 2 : bytes.EndsWith("\n"u8) || bytes.EndsWith("\r"u8) ? 1 : 0)];
        }
        else if (bytes.EndsWith(separator) && CharacterText.IsBoundary(bytes, bytes.Length - separator.Length, Self(a).Encoding))
        {
            bytes = bytes[..^separator.Length];
        }

        return Like(t, Self(a), bytes);
    }

    private static ReadOnlySpan<byte> WithoutLineEnd(ReadOnlySpan<byte> bytes, StringEncoding encoding)
    {
        int last = bytes.IsEmpty ? 0 : CharacterText.Previous(bytes, bytes.Length, encoding);
        int point = bytes.IsEmpty ? -1 : CharacterText.CodePointAt(bytes, last, encoding);
        int before = last == 0 ? 0 : CharacterText.Previous(bytes, last, encoding);
        return point == '\n' && last > 0 && CharacterText.CodePointAt(bytes, before, encoding) == '\r' ? bytes[..before]
            : point is '\n' or '\r' ? bytes[..last] : bytes;
    }

    private static Value Chop(VmThread t, Arguments a)
    {
        ReadOnlySpan<byte> bytes = Self(a).Span;
        int end = bytes.IsEmpty ? 0 : bytes.EndsWith("\r\n"u8) ? bytes.Length - 2 : CharacterText.Previous(bytes, bytes.Length, Self(a).Encoding);
        return Like(t, Self(a), bytes[..end]);
    }

    private static Value DeletePrefix(VmThread t, Arguments a)
    {
        ReadOnlySpan<byte> prefix = Companion(t, Self(a), a[0]).Span;
        return Like(t, Self(a), Self(a).Span.StartsWith(prefix) && CharacterText.IsBoundary(Self(a).Span, prefix.Length, Self(a).Encoding) ? Self(a).Span[prefix.Length..] : Self(a).Span);
    }

    private static Value DeleteSuffix(VmThread t, Arguments a)
    {
        ReadOnlySpan<byte> suffix = Companion(t, Self(a), a[0]).Span;
        return Like(t, Self(a), Self(a).Span.EndsWith(suffix) && CharacterText.IsBoundary(Self(a).Span, Self(a).Length - suffix.Length, Self(a).Encoding) ? Self(a).Span[..^suffix.Length] : Self(a).Span);
    }

    private static Value Center(VmThread t, Arguments a)
    {
        int missing = Missing(t, a);
        return Padded(t, a, missing / 2, missing - (missing / 2));
    }

    private static Value LeftJustify(VmThread t, Arguments a) => Padded(t, a, 0, Missing(t, a));

    private static Value RightJustify(VmThread t, Arguments a) => Padded(t, a, Missing(t, a), 0);

    private static int Missing(VmThread t, Arguments a) => Math.Max(0, Coercions.ToInt(t, a[0]) - CharacterText.Count(Self(a)));

    private static StringObject Padded(VmThread t, Arguments a, int left, int right)
    {
        StringObject self = Self(a), pad = a.Count == 2 ? Coercions.ToStr(t, a[1]) : t.Vm.NewString(" ");
        if (pad.Length == 0)
        {
            throw Coercions.ArgumentError(t, "zero width padding");
        }

        StringObject result = t.Vm.NewString(new byte[self.Length + ((left + right) * pad.Length)], 0, EncodingPrimitives.Agree(t, self, pad));
        AppendPadding(result, pad, left);
        result.Append(self.Span);
        AppendPadding(result, pad, right);
        return result;
    }

    private static void AppendPadding(StringObject result, StringObject pad, int count)
    {
        ReadOnlySpan<byte> bytes = pad.Span;
        for (int at = 0; count > 0; count--)
        {
            int length = CharacterText.LengthAt(bytes, at, pad.Encoding);
            result.Append(bytes.Slice(at, length));
            at = at + length == bytes.Length ? 0 : at + length;
        }
    }
}
