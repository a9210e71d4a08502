using System.Text;
using Gem.Vm;
using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Smalltalk.Primitives;

/// <summary>Strings and symbols: size, elements, comparison, search.</summary>
internal static unsafe class StringPrimitives
{
    private const int LongestCharacterBytes = 4;

    public static void Register(PrimitiveTable table)
    {
        table.Add("stringSize", &Size, 0);
        table.Add("stringResize", &Resize, 1);
        table.Add("stringAt", &At, 1);
        table.Add("stringAtPut", &AtPut, 2);
        table.Add("stringReplace", &Replace, 4);
        table.Add("stringEqual", &Equal, 1);
        table.Add("stringHash", &Hash, 0);
        table.Add("stringCompare", &Compare, 1);
        table.Add("stringFind", &Find, 2);
    }

    private static ReadOnlySpan<byte> Bytes(VmThread t, Arguments a) => StringText.Bytes(t.Vm, a.Self);

    private static StringEncoding EncodingOf(Arguments a) => StringText.EncodingOf(a.Self);

    private static Value Size(VmThread t, Arguments a) => Value.FromInteger(StringText.Count(Bytes(t, a), EncodingOf(a)));

    private static Value Resize(VmThread t, Arguments a)
    {
        if (a.Self.Ref is not StringObject self || !Indexes.TrySize(a[0], out int size))
        {
            return Value.Undefined;
        }

        t.Vm.WillWrite(self);
        int offset = StringText.OffsetOf(self.Span, self.Encoding, size);
        int bytes = offset >= 0 ? offset : self.Length + size - StringText.Count(self.Span, self.Encoding);
        StringText.SetLength(self, bytes, (byte)' ');
        return a.Self;
    }

    private static Value At(VmThread t, Arguments a)
    {
        ReadOnlySpan<byte> bytes = Bytes(t, a);
        if (!Indexes.TryOffset(a[0], bytes.Length, out int character))
        {
            return Value.Undefined;
        }

        StringEncoding encoding = EncodingOf(a);
        int offset = StringText.OffsetOf(bytes, encoding, character);
        return offset < 0 || offset == bytes.Length ? Value.Undefined : Value.FromCharacter(StringText.CodePoint(bytes[offset..], encoding));
    }

    private static Value AtPut(VmThread t, Arguments a)
    {
        if (a.Self.Ref is not StringObject self || a[1].Ref != Tags.Character || !Indexes.TryOffset(a[0], self.Length, out int character))
        {
            return Value.Undefined;
        }

        int offset = StringText.OffsetOf(self.Span, self.Encoding, character);
        if (offset < 0 || offset == self.Length)
        {
            return Value.Undefined;
        }

        Span<byte> encoded = stackalloc byte[LongestCharacterBytes];
        bool isByte = self.Encoding == StringEncoding.Binary && a[1].Bits <= 0xFF;
        encoded[0] = (byte)a[1].Bits;
        int width = isByte || !Rune.IsValid((int)a[1].Bits) ? 1 : new Rune((int)a[1].Bits).EncodeToUtf8(encoded);
        t.Vm.WillWrite(self);
        int old = self.Encoding == StringEncoding.Utf8 ? StringText.Width(self.Span[offset..]) : 1;
        self.Encoding = width > 1 ? StringEncoding.Utf8 : self.Encoding;
        StringText.Splice(self, offset, old, encoded[..width]);
        return a[1];
    }

    /// <summary>start, stop, source, first; all in characters.</summary>
    private static Value Replace(VmThread t, Arguments a)
    {
        if (a.Self.Ref is not StringObject self || !StringText.IsText(a[2]))
        {
            return Value.Undefined;
        }

        ReadOnlySpan<byte> source = StringText.Bytes(t.Vm, a[2]);
        StringEncoding sourceEncoding = StringText.EncodingOf(a[2]);
        int targetSize = StringText.Count(self.Span, self.Encoding);
        int sourceSize = StringText.Count(source, sourceEncoding);
        if (!IndexRange.TryFind(a[0], a[1], a[3], targetSize, sourceSize, out IndexRange range))
        {
            return Value.Undefined;
        }

        int from = StringText.OffsetOf(source, sourceEncoding, range.From);
        int fromEnd = from + StringText.OffsetOf(source[from..], sourceEncoding, range.Length);
        int to = StringText.OffsetOf(self.Span, self.Encoding, range.To);
        int toEnd = to + StringText.OffsetOf(self.Span[to..], self.Encoding, range.Length);
        t.Vm.WillWrite(self);
        byte[] part = source[from..fromEnd].ToArray();
        self.Encoding = self.Encoding == StringEncoding.UsAscii && !Ascii.IsValid(part) ? StringEncoding.Utf8 : self.Encoding;
        StringText.Splice(self, to, toEnd - to, part);
        return a.Self;
    }

    private static Value Equal(VmThread t, Arguments a) =>
        Value.FromBoolean(a[0].Ref is StringObject other && IsString(t.Vm, other) && Bytes(t, a).SequenceEqual(t.Vm.Fresh(other).Span));

    private static bool IsString(VirtualMachine vm, StringObject body) => vm.Hierarchy.IsKindOf(vm.ClassOf(body), vm.Classes.String);

    private static Value Hash(VmThread t, Arguments a) => Value.FromInteger(Hashes.Of(Bytes(t, a), a.Self.Ref is SymbolObject ? ~t.Vm.HashSeed : t.Vm.HashSeed));

    /// <summary>Bytes of UTF-8 compare as code points do.</summary>
    private static Value Compare(VmThread t, Arguments a) =>
        StringText.IsText(a[0]) ? Value.FromInteger(Math.Sign(Bytes(t, a).SequenceCompareTo(StringText.Bytes(t.Vm, a[0])))) : Value.Undefined;

    private static Value Find(VmThread t, Arguments a)
    {
        ReadOnlySpan<byte> bytes = Bytes(t, a);
        StringEncoding encoding = EncodingOf(a);
        if (!StringText.IsText(a[0]) || !Indexes.TryOffset(a[1], bytes.Length + 1, out int character))
        {
            return Value.Undefined;
        }

        int start = StringText.OffsetOf(bytes, encoding, character);
        if (start < 0)
        {
            return Value.Undefined;
        }

        int found = bytes[start..].IndexOf(StringText.Bytes(t.Vm, a[0]));
        return Value.FromInteger(found < 0 ? 0 : StringText.CharacterAt(bytes, encoding, start + found) + 1);
    }
}
