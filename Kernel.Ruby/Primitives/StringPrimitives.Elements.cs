using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>String: parts by index, range, text and pattern; characters and lines.</summary>
internal static unsafe partial class StringPrimitives
{
    private static void RegisterElements(PrimitiveTable table)
    {
        table.Add("string_element", &Element, 1, 2);
        table.Add("string_set_element", &SetElement, 2, 3);
        table.Add("string_chars", &Chars, 0);
        table.Add("string_codepoints", &CodePoints, 0);
        table.Add("string_lines", &Lines, 2);
        table.Add("string_ord", &Ord, 0);
        table.Add("string_char_at_byte", &CharacterAtByte, 1);
    }

    /// <summary>Where [index], [start, length] or [range] points: byte offset and length; false when outside.</summary>
    private static bool TrySpan(VmThread t, StringObject self, int start, int length, out int offset, out int byteLength)
    {
        offset = byteLength = 0;
        int count = CharacterText.Count(self);
        start = start < 0 ? start + count : start;
        if (start < 0 || start > count || length < 0)
        {
            return false;
        }

        length = Math.Min(length, count - start);
        offset = CharacterText.OffsetOf(self, start);
        if (count == self.Length)
        {
            byteLength = length;
            return true;
        }

        ReadOnlySpan<byte> bytes = self.Span;
        int end = offset;
        for (; length > 0; length--)
        {
            end += CharacterText.LengthAt(bytes, end, self.Encoding);
        }

        byteLength = end - offset;
        return true;
    }

    private static Value Element(VmThread t, Arguments a)
    {
        StringObject self = Self(a);
        Value index = a[0];
        int offset, length;
        if (a.Count == 2)
        {
            return index.Ref is RegexpObject regexp ? RegexpPrimitives.Element(t, self, regexp, a[1])
                : TrySpan(t, self, Coercions.ToPosition(t, index), Coercions.ToPosition(t, a[1]), out offset, out length)
                    ? Like(t, self, self.Span.Slice(offset, length)) : Value.Nil;
        }

        switch (index.Ref)
        {
            case StringObject text:
                return CharacterText.IndexOf(self.Span, Companion(t, self, text).Span, 0, self.Encoding) < 0 ? Value.Nil : Like(t, text, text.Span);
            case RegexpObject pattern:
                return RegexpPrimitives.Element(t, self, pattern, Value.FromInteger(0));
            case RangeObject range:
                return RangeBounds.TryGet(t, range, CharacterText.Count(self), out int first, out int count)
                    && TrySpan(t, self, first, count, out offset, out length)
                        ? Like(t, self, self.Span.Slice(offset, length)) : Value.Nil;
            default:
                return TrySpan(t, self, Coercions.ToPosition(t, index), 1, out offset, out length) && length > 0
                    ? Like(t, self, self.Span.Slice(offset, length)) : Value.Nil;
        }
    }

    private static Value SetElement(VmThread t, Arguments a)
    {
        StringObject self = Self(a);
        Value index = a[0], given = a[a.Count - 1];
        t.Vm.WillWrite(self);
        StringObject other = Coercions.ToStr(t, given);
        int offset, length;
        if (index.Ref is RegexpObject regexp)
        {
            (offset, length) = RegexpPrimitives.SpanForWriting(t, self, regexp, a.Count == 3 ? a[1] : Value.FromInteger(0));
        }
        else if (a.Count == 3)
        {
            int start = Coercions.ToPosition(t, index), wanted = Coercions.ToPosition(t, a[1]);
            if (wanted < 0 || !TrySpan(t, self, start, wanted, out offset, out length))
            {
                throw t.Error(t.Vm.Classes.IndexError, wanted < 0 ? $"negative length {wanted}" : $"index {start} out of string");
            }
        }
        else if (index.Ref is StringObject text)
        {
            offset = CharacterText.IndexOf(self.Span, Companion(t, self, text).Span, 0, self.Encoding);
            length = text.Length;
            if (offset < 0)
            {
                throw t.Error(t.Vm.Classes.IndexError, "string not matched");
            }
        }
        else if (index.Ref is RangeObject range)
        {
            if (!RangeBounds.TryGet(t, range, CharacterText.Count(self), out int first, out int count) || !TrySpan(t, self, first, count, out offset, out length))
            {
                throw t.Error(t.Vm.Classes.RangeError, $"{t.InspectText(range)} out of range");
            }
        }
        else if (!TrySpan(t, self, Coercions.ToPosition(t, index), 1, out offset, out length) || length == 0)
        {
            throw t.Error(t.Vm.Classes.IndexError, $"index {Coercions.ToPosition(t, index)} out of string");
        }

        Splice(t, self, offset, length, other);
        return given;
    }

    private static Value Chars(VmThread t, Arguments a)
    {
        StringObject self = Self(a);
        ReadOnlySpan<byte> bytes = self.Span;
        ArrayObject characters = t.Vm.NewArray(new Value[Math.Min(bytes.Length, 1 << 20)], 0);
        for (int i = 0; i < bytes.Length;)
        {
            int length = CharacterText.LengthAt(bytes, i, self.Encoding);
            characters.Append(Like(t, self, bytes.Slice(i, length)));
            i += length;
        }

        return characters;
    }

    private static Value CodePoints(VmThread t, Arguments a)
    {
        StringObject self = Self(a);
        ReadOnlySpan<byte> bytes = self.Span;
        ArrayObject points = t.Vm.NewArray([], 0);
        for (int i = 0; i < bytes.Length; i += CharacterText.LengthAt(bytes, i, self.Encoding))
        {
            points.Append(Value.FromInteger(CodePointOrError(t, self, i)));
        }

        return points;
    }

    private static long CodePointOrError(VmThread t, StringObject self, int offset)
    {
        return CharacterText.IsValidAt(self.Span, offset, self.Encoding) ? (uint)CharacterText.CodePointAt(self.Span, offset, self.Encoding)
            : throw Coercions.ArgumentError(t, $"invalid byte sequence in {EncodingPrimitives.NameOf(self.Encoding)}");
    }

    private static Value Ord(VmThread t, Arguments a) => Self(a).Length == 0
        ? throw Coercions.ArgumentError(t, "empty string")
        : Value.FromInteger(CodePointOrError(t, Self(a), 0));

    /// <summary>The character at a byte offset, nil at the end: what each_char walks with.</summary>
    private static Value CharacterAtByte(VmThread t, Arguments a)
    {
        StringObject self = Self(a);
        int offset = (int)a[0].Bits;
        return offset >= self.Length ? Value.Nil
            : Like(t, self, self.Span.Slice(offset, CharacterText.LengthAt(self.Span, offset, self.Encoding)));
    }

    /// <summary>A separator's bytes in the encoding of a text: ASCII is written in that of one that has none.</summary>
    public static ReadOnlySpan<byte> SeparatorFor(VmThread t, StringObject self, StringObject separator)
    {
        EncodingDefinition definition = EncodingTable.Of(self.Encoding);
        if (definition.IsDummy)
        {
            return separator.Span;
        }

        if (definition.IsAsciiCompatible || !EncodingCompatibility.IsAscii(separator))
        {
            return Companion(t, self, separator).Span;
        }

        StringObject wide = t.Vm.NewString([], self.Encoding);
        foreach (byte character in separator.Span)
        {
            CharacterText.Append(wide, character);
        }

        return wide.Span;
    }

    /// <summary>lines(separator, chomp): nil separator gives the whole, an empty one paragraphs.</summary>
    private static Value Lines(VmThread t, Arguments a)
    {
        StringObject self = Self(a);
        ArrayObject lines = t.Vm.NewArray([], 0);
        ReadOnlySpan<byte> rest = self.Span;
        if (a[0].IsNil)
        {
            lines.Append(Like(t, self, rest));
            return lines;
        }

        ReadOnlySpan<byte> separator = SeparatorFor(t, self, Coercions.ToStr(t, a[0]));
        bool chomps = a[1].IsTruthy, byParagraph = separator.IsEmpty;
        if (byParagraph)
        {
            separator = SeparatorFor(t, self, t.Vm.NewString("\n\n"));
        }

        while (!rest.IsEmpty)
        {
            int found = CharacterText.IndexOf(rest, separator, 0, self.Encoding);
            int end = found < 0 ? rest.Length : found + separator.Length;
            int next = end;
            while (byParagraph && found >= 0 && next < rest.Length && rest[next] == '\n')
            {
                next++;
            }

            ReadOnlySpan<byte> line = rest[..(byParagraph && !chomps ? next : end)];
            if (chomps && found >= 0)
            {
                line = rest[..found];
                if (!byParagraph && separator.Length == 1 && separator[0] == '\n' && line.EndsWith("\r"u8))
                {
                    line = line[..^1];
                }
            }

            lines.Append(Like(t, self, line));
            rest = rest[next..];
        }

        return lines;
    }
}
