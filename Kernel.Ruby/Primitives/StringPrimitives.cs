using System.Text;
using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;
using Kernel.Ruby.Encodings;

namespace Kernel.Ruby.Primitives;

/// <summary>String: making, joining, comparing, sizes. The other areas stand in files of their own.</summary>
internal static unsafe partial class StringPrimitives
{
    /// <summary>Binds the primitives.</summary>
    public static void Register(PrimitiveTable table)
    {
        table.Add("string_initialize", &Initialize, 0, -1);
        table.Add("string_replace", &Replace, 1);
        table.Add("string_plus", &Plus, 1);
        table.Add("string_times", &Times, 1);
        table.Add("string_append", &Append, 1);
        table.Add("string_concat", &Concat, 0, -1);
        table.Add("string_prepend", &Prepend, 0, -1);
        table.Add("string_equal", &AreEqual, 1);
        table.Add("string_eql", &Eql, 1);
        table.Add("string_compare", &Compare, 1);
        table.Add("string_casecmp", &CompareIgnoringCase, 1);
        table.Add("string_hash", &Hash, 0);
        table.Add("string_length", &Length, 0);
        table.Add("string_bytesize", &ByteSize, 0);
        table.Add("string_is_empty", &IsEmpty, 0);
        table.Add("string_clear", &Clear, 0);
        table.Add("string_to_s", &ToS, 0);
        table.Add("string_to_symbol", &ToSymbol, 0);
        table.Add("string_copy", &Copy, 0);
        table.Add("string_frozen_copy", &FrozenCopy, 0);
        table.Add("string_is_chilled", &IsChilled, 0);
        table.Add("string_intern_frozen", &InternFrozen, 0);
        table.Add("string_reverse", &Reverse, 0);
        table.Add("string_insert", &Insert, 2);
        RegisterElements(table);
        RegisterBytes(table);
        RegisterCase(table);
        RegisterTrimming(table);
        RegisterSearch(table);
        RegisterNumbers(table);
        RegisterCharacterSets(table);
    }

    /// <summary>The receiver.</summary>
    private static StringObject Self(Arguments a) => (StringObject)a.Self.Ref!;

    /// <summary>A new plain String with a copy of bytes and the encoding of another.</summary>
    private static StringObject Like(VmThread t, StringObject model, ReadOnlySpan<byte> bytes) => t.Vm.NewString(bytes, model.Encoding);

    /// <summary>A frozen string with the same content, sharing its bytes; the string itself when frozen.</summary>
    public static StringObject Frozen(VmThread t, StringObject text)
    {
        if (text.IsFrozen && text.GetType() == typeof(StringObject))
        {
            return text;
        }

        text.IsShared = true;
        StringObject copy = t.Vm.NewString(text.Bytes, text.Length, text.Encoding);
        copy.IsShared = true;
        copy.Header |= HeaderFlags.Frozen;
        return copy;
    }

    /// <summary>Appends a text through the write barrier, minding encodings.</summary>
    public static void AppendText(VmThread t, StringObject self, StringObject other)
    {
        t.Vm.WillWrite(self);
        self.Encoding = EncodingPrimitives.Agree(t, self, other);
        self.Append(other.Span);
    }

    /// <summary>An argument as a text that can go together with the receiver.</summary>
    private static StringObject Companion(VmThread t, StringObject self, Value value)
    {
        StringObject text = Coercions.ToStr(t, value);
        if (text.Encoding != self.Encoding)
        {
            EncodingPrimitives.Agree(t, self, text);
        }

        return text;
    }

    private static Value Initialize(VmThread t, Arguments a)
    {
        if (a.Count > 0 && a[0].Ref is not HashObject)
        {
            Replace(t, a);
        }

        if (a.Count > 0 && a[a.Count - 1].Ref is HashObject options && a.HasKeywords
            && HashAccess.TryGet(t, options, t.Vm.Symbol("encoding"), out Value encoding) && !encoding.IsNil)
        {
            Self(a).Encoding = EncodingPrimitives.Of(t, encoding);
        }
        else if (a.Count == 0)
        {
            Self(a).Encoding = StringEncoding.Binary;
        }

        return Value.Nil;
    }

    private static Value Replace(VmThread t, Arguments a)
    {
        StringObject other = Coercions.ToStr(t, a[0]), self = Self(a);
        t.Vm.WillWrite(self);
        if (other != self)
        {
            self.Replace(other.Span.ToArray(), other.Length);
            self.Encoding = other.Encoding;
        }

        return self;
    }

    private static Value Plus(VmThread t, Arguments a)
    {
        StringObject self = Self(a), other = Coercions.ToStr(t, a[0]);
        StringEncoding encoding = EncodingPrimitives.Agree(t, self, other);
        byte[] joined = new byte[checked(self.Length + other.Length)];
        self.Span.CopyTo(joined);
        other.Span.CopyTo(joined.AsSpan(self.Length));
        return t.Vm.NewString(joined, joined.Length, encoding);
    }

    private static Value Times(VmThread t, Arguments a)
    {
        long count = Coercions.ToLong(t, a[0]);
        StringObject self = Self(a);
        if (count < 0 || count * self.Length > 0x7FFF_FFC7)
        {
            throw Coercions.ArgumentError(t, count < 0 ? "negative argument" : "argument too big");
        }

        byte[] repeated = new byte[count * self.Length];
        if (self.Length == 1)
        {
            Array.Fill(repeated, self.Bytes[0]);
        }
        else
        {
            for (int at = 0; at < repeated.Length; at += self.Length)
            {
                self.Span.CopyTo(repeated.AsSpan(at));
            }
        }

        return t.Vm.NewString(repeated, repeated.Length, self.Encoding);
    }

    private static Value Append(VmThread t, Arguments a)
    {
        StringObject self = Self(a);
        if (a[0].IsFixnum)
        {
            AppendCodePoint(t, self, a[0].Bits);
            return self;
        }

        AppendText(t, self, Coercions.ToStr(t, a[0]));
        return self;
    }

    private static void AppendCodePoint(VmThread t, StringObject self, long code)
    {
        t.Vm.WillWrite(self);
        if (self.Encoding == StringEncoding.UsAscii && code is > 127 and < 256)
        {
            self.Encoding = StringEncoding.Binary;
        }

        Span<byte> buffer = stackalloc byte[6];
        self.Append(buffer[..EncodeCodePoint(t, code, self.Encoding, buffer)]);
    }

    /// <summary>Writes the character of a number in an encoding and answers its length; raises RangeError when it has none.</summary>
    public static int EncodeCodePoint(VmThread t, long code, StringEncoding encoding, Span<byte> buffer)
    {
        CharacterWalk walk = EncodingTable.Of(encoding).Walk;
        if (code is < 0 or > uint.MaxValue || (code > CharacterWalks.MaximumCode(walk) && !(code >= 0xFFFFFFFE && walk is CharacterWalk.Utf8 or CharacterWalk.Cesu8)))
        {
            throw t.Error(t.Vm.Classes.RangeError, $"{code} out of char range");
        }

        int length = CharacterWalks.Encode((uint)code, walk, buffer);
        return length > 0 ? length
            : throw t.Error(t.Vm.Classes.RangeError, $"invalid codepoint 0x{code:X} in {EncodingPrimitives.NameOf(encoding)}");
    }

    private static Value Concat(VmThread t, Arguments a)
    {
        StringObject self = Self(a);
        t.Vm.WillWrite(self);
        Value[] parts = a.Span.ToArray();
        for (int i = 0; i < parts.Length; i++)
        {
            parts[i] = parts[i].Ref == self ? (Value)Frozen(t, self) : parts[i];
        }

        foreach (Value part in parts)
        {
            if (part.IsFixnum)
            {
                AppendCodePoint(t, self, part.Bits);
            }
            else
            {
                AppendText(t, self, Coercions.ToStr(t, part));
            }
        }

        return self;
    }

    private static Value Prepend(VmThread t, Arguments a)
    {
        StringObject self = Self(a);
        t.Vm.WillWrite(self);
        StringObject front = t.Vm.NewString([], self.Encoding);
        foreach (Value part in a.Span)
        {
            AppendText(t, front, Coercions.ToStr(t, part));
        }

        AppendText(t, front, self);
        self.Replace(front.Bytes, front.Length);
        self.Encoding = front.Encoding;
        return self;
    }

    private static Value AreEqual(VmThread t, Arguments a) => a[0].Ref switch
    {
        StringObject other => Value.FromBoolean(Self(a).Span.SequenceEqual(t.Vm.Fresh(other).Span) && EncodingCompatibility.AreComparable(Self(a), other)),
        null or ImmediateTag or SymbolObject => Value.False,
        _ => Value.FromBoolean(t.RespondsTo(a[0], t.Vm.Selectors.ToStr) && t.Send(a[0], t.Vm.Selectors.Equal, a.Self).IsTruthy),
    };

    private static Value Eql(VmThread t, Arguments a) =>
        Value.FromBoolean(a[0].Ref is StringObject other && Self(a).Span.SequenceEqual(t.Vm.Fresh(other).Span) && EncodingCompatibility.AreComparable(Self(a), other));

    private static Value Compare(VmThread t, Arguments a)
    {
        if (a[0].Ref is StringObject other)
        {
            int order = Math.Sign(Self(a).Span.SequenceCompareTo(t.Vm.Fresh(other).Span));
            return Value.FromInteger(order != 0 || EncodingCompatibility.AreComparable(Self(a), other) ? order
                : Rank(Self(a).Encoding) > Rank(other.Encoding) ? 1 : -1);
        }

        if (a[0].IsImmediate || a[0].Ref is SymbolObject || !t.RespondsTo(a[0], t.Vm.Selectors.ToStr) || !t.RespondsTo(a[0], t.Vm.Selectors.Compare))
        {
            return Value.Nil;
        }

        Value reversed = t.Send(a[0], t.Vm.Selectors.Compare, a.Self);
        return reversed.IsNil ? Value.Nil : Value.FromInteger(-Coercions.OrderOf(t, reversed, a[0], a.Self));
    }

    /// <summary>Place of an encoding in MRI's order, which has BINARY first.</summary>
    private static int Rank(StringEncoding encoding) => encoding <= StringEncoding.Binary ? ((int)encoding + 1) % 3 : (int)encoding;

    private static Value CompareIgnoringCase(VmThread t, Arguments a)
    {
        StringObject? other = Coercions.TryToStr(t, a[0]);
        if (other is null)
        {
            return a[0].Ref is SymbolObject or null or ImmediateTag ? throw Coercions.NoConversion(t, a[0], "String") : Value.Nil;
        }

        if (!EncodingCompatibility.TryCombine(Self(a), other, out _))
        {
            return Value.Nil;
        }

        ReadOnlySpan<byte> left = Self(a).Span, right = other.Span;
        for (int i = 0; i < left.Length && i < right.Length; i++)
        {
            int difference = Folded(left[i]) - Folded(right[i]);
            if (difference != 0)
            {
                return Value.FromInteger(Math.Sign(difference));
            }
        }

        return Value.FromInteger(left.Length.CompareTo(right.Length));
    }

    private static int Folded(byte character) => character is >= (byte)'A' and <= (byte)'Z' ? character + 32 : character;

    private static Value Hash(VmThread t, Arguments a) => Value.FromInteger(HashAccess.HashOf(t, a.Self));

    private static Value Length(VmThread t, Arguments a) => Value.FromInteger(CharacterText.Count(Self(a)));

    private static Value ByteSize(VmThread t, Arguments a) => Value.FromInteger(Self(a).Length);

    private static Value IsEmpty(VmThread t, Arguments a) => Value.FromBoolean(Self(a).Length == 0);

    private static Value Clear(VmThread t, Arguments a)
    {
        t.Vm.WillWrite(Self(a));
        Self(a).Replace([], 0);
        return a.Self;
    }

    private static Value ToS(VmThread t, Arguments a) =>
        t.Vm.ClassOf(a.Self) == t.Vm.Classes.String || t.Vm.Hierarchy.RealClass(t.Vm.ClassOf(a.Self)) == t.Vm.Classes.String ? a.Self : Copy(t, a);

    private static Value ToSymbol(VmThread t, Arguments a)
    {
        if (!CharacterText.IsValid(Self(a)))
        {
            throw t.Error(t.Vm.Classes.EncodingError, $"invalid symbol in encoding {EncodingPrimitives.NameOf(Self(a).Encoding)} :{StringInspection.Inspect(Self(a))}");
        }

        return t.Vm.Symbols.Intern(Self(a).Span, Self(a).Encoding);
    }

    /// <summary>A plain String with the same content, unfrozen.</summary>
    private static Value Copy(VmThread t, Arguments a)
    {
        StringObject self = Self(a);
        StringObject copy = t.Vm.NewString(self.Bytes, self.Length, self.Encoding);
        self.IsShared = copy.IsShared = true;
        return copy;
    }

    private static Value FrozenCopy(VmThread t, Arguments a) => Frozen(t, Self(a));

    /// <summary>-string: one frozen string for equal content (the symbol table keeps it apart from symbols).</summary>
    private static Value IsChilled(VmThread t, Arguments a) => Value.FromBoolean((Self(a).Header & HeaderFlags.Chilled) != 0);

    private static Value InternFrozen(VmThread t, Arguments a) => FrozenStrings.Of(t, Self(a));

    private static Value Reverse(VmThread t, Arguments a)
    {
        StringObject self = Self(a);
        byte[] reversed = new byte[self.Length];
        if (CharacterText.IsSingleByte(self))
        {
            self.Span.CopyTo(reversed);
            Array.Reverse(reversed);
        }
        else
        {
            ReadOnlySpan<byte> bytes = self.Span;
            for (int i = 0; i < bytes.Length;)
            {
                int length = CharacterText.LengthAt(bytes, i, self.Encoding);
                bytes.Slice(i, length).CopyTo(reversed.AsSpan(bytes.Length - i - length));
                i += length;
            }
        }

        return t.Vm.NewString(reversed, reversed.Length, self.Encoding);
    }

    private static Value Insert(VmThread t, Arguments a)
    {
        StringObject self = Self(a), other = Companion(t, self, a[1]);
        int index = Coercions.ToInt(t, a[0]), count = CharacterText.Count(self);
        int at = index < 0 ? count + index + 1 : index;
        if (at < 0 || at > count)
        {
            throw t.Error(t.Vm.Classes.IndexError, $"index {index} out of string");
        }

        int offset = CharacterText.OffsetOf(self, at);
        Splice(t, self, offset, 0, other);
        return self;
    }

    /// <summary>Replaces bytes of a string by a text, through the write barrier.</summary>
    private static void Splice(VmThread t, StringObject self, int offset, int length, StringObject other)
    {
        t.Vm.WillWrite(self);
        StringEncoding encoding = EncodingPrimitives.Agree(t, self, other);
        byte[] whole = new byte[self.Length - length + other.Length];
        self.Span[..offset].CopyTo(whole);
        other.Span.CopyTo(whole.AsSpan(offset));
        self.Span[(offset + length)..].CopyTo(whole.AsSpan(offset + other.Length));
        self.Replace(whole, whole.Length);
        self.Encoding = encoding;
    }
}
