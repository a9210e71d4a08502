using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>String: finding and splitting by text. Patterns are the business of <see cref="RegexpPrimitives"/>.</summary>
internal static unsafe partial class StringPrimitives
{
    private static void RegisterSearch(PrimitiveTable table)
    {
        table.Add("string_includes", &Includes, 1);
        table.Add("string_starts_with", &StartsWith, 0, -1);
        table.Add("string_ends_with", &EndsWith, 0, -1);
        table.Add("string_index", &Index, 1, 2);
        table.Add("string_rindex", &ReverseIndex, 1, 2);
        table.Add("string_split_text", &SplitText, 2);
        table.Add("string_split_blanks", &SplitBlanks, 1);
        table.Add("string_replace_text", &ReplaceText, 3);
    }

    private static Value Includes(VmThread t, Arguments a) => Value.FromBoolean(CharacterText.IndexOf(Self(a).Span, Companion(t, Self(a), a[0]).Span, 0, Self(a).Encoding) >= 0);

    private static Value StartsWith(VmThread t, Arguments a)
    {
        foreach (Value prefix in a.Span)
        {
            if (prefix.Ref is RegexpObject pattern ? RegexpPrimitives.MatchAt(t, pattern, Self(a), 0) is not null : StartsWithText(t, Self(a), prefix))
            {
                return Value.True;
            }
        }

        return Value.False;
    }

    private static bool StartsWithText(VmThread t, StringObject self, Value prefix)
    {
        ReadOnlySpan<byte> wanted = Companion(t, self, prefix).Span;
        return self.Span.StartsWith(wanted) && CharacterText.IsBoundary(self.Span, wanted.Length, self.Encoding);
    }

    private static Value EndsWith(VmThread t, Arguments a)
    {
        StringObject self = Self(a);
        foreach (Value suffix in a.Span)
        {
            ReadOnlySpan<byte> wanted = Companion(t, self, suffix).Span;
            if (self.Span.EndsWith(wanted) && CharacterText.IsBoundary(self.Span, self.Length - wanted.Length, self.Encoding))
            {
                return Value.True;
            }
        }

        return Value.False;
    }

    private static Value Index(VmThread t, Arguments a)
    {
        StringObject self = Self(a);
        int start = a.Count == 2 ? Coercions.ToPosition(t, a[1]) : 0;
        int count = a.Count == 2 ? CharacterText.Count(self) : self.Length;
        start = start < 0 ? start + count : start;
        if (start < 0 || start > count)
        {
            if (a[0].Ref is RegexpObject)
            {
                t.LastMatch = Value.Nil;
            }

            return Value.Nil;
        }

        int offset = CharacterText.OffsetOf(self, start);
        int found;
        if (a[0].Ref is RegexpObject pattern)
        {
            found = RegexpPrimitives.Search(t, pattern, self, offset)?.Begin(0) ?? -1;
        }
        else
        {
            found = CharacterText.IndexOf(self.Span, Companion(t, self, a[0]).Span, offset, self.Encoding);
        }

        return found < 0 ? Value.Nil : Value.FromInteger(CharacterText.Count(self.Span[..found], self.Encoding));
    }

    private static Value ReverseIndex(VmThread t, Arguments a)
    {
        StringObject self = Self(a);
        int count = CharacterText.Count(self);
        int start = a.Count == 2 ? Coercions.ToPosition(t, a[1]) : count;
        start = start < 0 ? start + count : Math.Min(start, count);
        if (start < 0)
        {
            return Value.Nil;
        }

        int offset = CharacterText.OffsetOf(self, start);
        int found;
        if (a[0].Ref is RegexpObject pattern)
        {
            found = RegexpPrimitives.SearchBackward(t, pattern, self, offset)?.Begin(0) ?? -1;
        }
        else
        {
            ReadOnlySpan<byte> wanted = Companion(t, self, a[0]).Span;
            found = LastIndexOf(self, wanted, offset);
        }

        return found < 0 ? Value.Nil : Value.FromInteger(CharacterText.Count(self.Span[..found], self.Encoding));
    }

    /// <summary>Where a text last occurs at a character, from a byte offset on back; -1 when it does not.</summary>
    private static int LastIndexOf(StringObject self, ReadOnlySpan<byte> wanted, int offset)
    {
        while (offset >= 0)
        {
            int found = wanted.IsEmpty ? offset : self.Span[..(int)Math.Min(self.Length, (long)offset + wanted.Length)].LastIndexOf(wanted);
            if (found < 0 || CharacterText.IsBoundary(self.Span, found, self.Encoding))
            {
                return found;
            }

            offset = found - 1;
        }

        return -1;
    }

    /// <summary>split_text(separator, limit): limit 0 drops empty ends, a negative one keeps all.</summary>
    private static Value SplitText(VmThread t, Arguments a)
    {
        StringObject self = Self(a);
        ReadOnlySpan<byte> rest = self.Span, separator = Companion(t, self, a[0]).Span;
        long limit = a[1].Bits;
        ArrayObject parts = t.Vm.NewArray([], 0);
        while (!rest.IsEmpty && (limit <= 0 || parts.Count < limit - 1))
        {
            int found = separator.IsEmpty ? CharacterText.LengthAt(rest, 0, self.Encoding) : CharacterText.IndexOf(rest, separator, 0, self.Encoding);
            if (found < 0 || (separator.IsEmpty && found >= rest.Length))
            {
                break;
            }

            parts.Append(Like(t, self, rest[..found]));
            rest = rest[(found + separator.Length)..];
        }

        if (self.Length > 0 && (!rest.IsEmpty || limit != 0))
        {
            parts.Append(Like(t, self, rest));
            if (separator.IsEmpty && limit < 0 && !rest.IsEmpty)
            {
                parts.Append(Like(t, self, []));
            }
        }

        return limit == 0 ? WithoutEmptyEnd(parts) : parts;
    }

    private static ArrayObject WithoutEmptyEnd(ArrayObject parts)
    {
        while (parts.Count > 0 && parts.Slot(parts.Count - 1).Ref is StringObject { Length: 0 })
        {
            parts.Count--;
        }

        return parts;
    }

    /// <summary>split_blanks(limit): by runs of blanks, leading ones ignored.</summary>
    private static Value SplitBlanks(VmThread t, Arguments a)
    {
        StringObject self = Self(a);
        ReadOnlySpan<byte> bytes = self.Span;
        long limit = a[0].Bits;
        ArrayObject parts = t.Vm.NewArray([], 0);
        if (!CharacterText.IsSingleByte(self) && !CharacterText.IsValid(self))
        {
            throw Coercions.ArgumentError(t, $"invalid byte sequence in {EncodingPrimitives.NameOf(self.Encoding)}");
        }

        if (!EncodingTable.IsAsciiCompatible(self.Encoding))
        {
            return SplitWideBlanks(t, self, limit, parts);
        }

        int i = 0;
        while (true)
        {
            while (i < bytes.Length && (IntegerText.IsSpace(bytes[i]) || bytes[i] == 0))
            {
                i++;
            }

            if (i >= bytes.Length)
            {
                break;
            }

            if (limit > 0 && parts.Count == limit - 1)
            {
                parts.Append(Like(t, self, bytes[i..]));
                return parts;
            }

            int start = i;
            while (i < bytes.Length && !IntegerText.IsSpace(bytes[i]) && bytes[i] != 0)
            {
                i++;
            }

            parts.Append(Like(t, self, bytes[start..i]));
        }

        if (limit != 0 && bytes.Length > 0 && (IntegerText.IsSpace(bytes[^1]) || bytes[^1] == 0) && (limit < 0 || parts.Count < limit))
        {
            parts.Append(Like(t, self, []));
        }

        return parts;
    }

    /// <summary>A text that consists of what is replaced alone does not count.</summary>
    private static StringEncoding EncodingOfReplaced(VmThread t, StringObject self, StringObject wanted, StringObject replacement) =>
        self.Length == wanted.Length && wanted.Length > 0 ? replacement.Encoding : EncodingPrimitives.Agree(t, self, replacement);

    private static ArrayObject SplitWideBlanks(VmThread t, StringObject self, long limit, ArrayObject parts)
    {
        ReadOnlySpan<byte> rest = self.Span;
        while (true)
        {
            while (!rest.IsEmpty && IsBlankAt(rest, 0, self.Encoding))
            {
                rest = rest[CharacterText.LengthAt(rest, 0, self.Encoding)..];
            }

            if (rest.IsEmpty)
            {
                return parts;
            }

            int end = 0;
            while (end < rest.Length && ((limit > 0 && parts.Count == limit - 1) || !IsBlankAt(rest, end, self.Encoding)))
            {
                end += CharacterText.LengthAt(rest, end, self.Encoding);
            }

            parts.Append(Like(t, self, rest[..end]));
            rest = rest[end..];
        }
    }

    /// <summary>replace_text(wanted, replacement, all): nil when the text does not occur.</summary>
    private static Value ReplaceText(VmThread t, Arguments a)
    {
        StringObject self = Self(a), wanted = Companion(t, self, a[0]), replacement = Coercions.ToStr(t, a[1]);
        ReadOnlySpan<byte> rest = self.Span;
        int found = CharacterText.IndexOf(rest, wanted.Span, 0, self.Encoding);
        if (found < 0)
        {
            return Value.Nil;
        }

        StringObject result = t.Vm.NewString(new byte[self.Length + replacement.Length], 0, EncodingOfReplaced(t, self, wanted, replacement));
        do
        {
            result.Append(rest[..found]);
            result.Append(replacement.Span);
            rest = rest[(found + wanted.Length)..];
            if (wanted.Length == 0)
            {
                if (rest.IsEmpty)
                {
                    break;
                }

                int length = CharacterText.LengthAt(rest, 0, self.Encoding);
                result.Append(rest[..length]);
                rest = rest[length..];
            }

            found = a[2].IsTruthy ? CharacterText.IndexOf(rest, wanted.Span, 0, self.Encoding) : -1;
        }
        while (found >= 0);
        result.Append(rest);
        return result;
    }
}
