using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>Encodings of strings: which one a name or an Encoding object means.</summary>
internal static unsafe class EncodingPrimitives
{
    /// <summary>Binds the primitives.</summary>
    public static void Register(PrimitiveTable table)
    {
        table.Add("string_encoding_index", &IndexOf, 0);
        table.Add("string_force_encoding", &Force, 1);
        table.Add("string_is_valid_encoding", &IsValid, 0);
        table.Add("string_is_ascii_only", &IsAsciiOnly, 0);
        table.Add("string_scrub", &Scrub, 0, 1);
        table.Add("string_encode", &Encode, 0, -1);
    }

    /// <summary>The encoding that a name, symbol or Encoding object means.</summary>
    public static StringEncoding Of(VmThread t, Value value)
    {
        string name = value.Ref is StringObject or SymbolObject ? Coercions.ToName(t, value)
            : value.IsImmediate ? throw Coercions.NoConversion(t, value, "String") : Coercions.ToS(t, value).ToString();
        return name.ToUpperInvariant() switch
        {
            "UTF-8" or "UTF8" or "EXTERNAL" or "LOCALE" or "CP65001" => StringEncoding.Utf8,
            "US-ASCII" or "ASCII" or "ANSI_X3.4-1968" => StringEncoding.UsAscii,
            "ASCII-8BIT" or "BINARY" => StringEncoding.Binary,
            _ => throw Coercions.ArgumentError(t, $"unknown encoding name - {name}"),
        };
    }

    /// <summary>Name of an encoding.</summary>
    public static string NameOf(StringEncoding encoding) => encoding switch
    {
        StringEncoding.Utf8 => "UTF-8",
        StringEncoding.UsAscii => "US-ASCII",
        _ => "ASCII-8BIT",
    };

    private static Value IndexOf(VmThread t, Arguments a) => a.Self.Ref switch
    {
        SymbolObject symbol => Value.FromInteger((int)symbol.Encoding),
        _ => Value.FromInteger((int)((StringObject)a.Self.Ref!).Encoding),
    };

    private static Value Force(VmThread t, Arguments a)
    {
        StringObject self = (StringObject)a.Self.Ref!;
        StringEncoding encoding = Of(t, a[0]);
        t.Vm.WillWrite(self);
        self.Encoding = encoding;
        return self;
    }

    private static Value IsValid(VmThread t, Arguments a) => Value.FromBoolean(CharacterText.IsValid((StringObject)a.Self.Ref!));

    private static Value IsAsciiOnly(VmThread t, Arguments a) =>
        Value.FromBoolean(System.Text.Ascii.IsValid(((StringObject)a.Self.Ref!).Span));

    private static Value Scrub(VmThread t, Arguments a)
    {
        StringObject self = (StringObject)a.Self.Ref!;
        ReadOnlySpan<byte> replacement = a.Count == 1 && !a[0].IsNil ? Coercions.ToStr(t, a[0]).Span
            : self.Encoding == StringEncoding.Utf8 ? "\uFFFD"u8 : "?"u8;
        StringObject result = t.Vm.NewString(new byte[self.Length], 0, self.Encoding);
        ReadOnlySpan<byte> bytes = self.Span;
        for (int i = 0; i < bytes.Length;)
        {
            int length = CharacterText.LengthAt(bytes, i, self.Encoding);
            bool invalid = self.Encoding != StringEncoding.Binary && length == 1 && bytes[i] >= 0x80;
            result.Append(invalid ? replacement : bytes.Slice(i, length));
            i += length;
        }

        return result;
    }

    /// <summary>encode(to, from): between the three encodings only characters that both have pass.</summary>
    private static Value Encode(VmThread t, Arguments a)
    {
        StringObject self = (StringObject)a.Self.Ref!;
        int count = a.Count - (a.Count > 0 && a[a.Count - 1].Ref is HashObject ? 1 : 0);
        HashObject? options = count < a.Count ? (HashObject)a[count].Ref! : null;
        StringEncoding target = count > 0 && a[0].Ref is not HashObject ? Of(t, a[0]) : StringEncoding.Utf8;
        StringEncoding source = count > 1 ? Of(t, a[1]) : self.Encoding;
        StringObject result = t.Vm.NewString(new byte[self.Length], 0, target);
        ReadOnlySpan<byte> bytes = self.Span;
        for (int i = 0; i < bytes.Length;)
        {
            int length = CharacterText.LengthAt(bytes, i, source);
            bool isAscii = length == 1 && bytes[i] < 0x80;
            bool isInvalid = !isAscii && length == 1;
            if (isAscii || (source == target && !isInvalid) || (source == target && options is null))
            {
                result.Append(bytes.Slice(i, length));
            }
            else
            {
                result.Append(Replacement(t, options, isInvalid && source == StringEncoding.Utf8, bytes.Slice(i, length), source, target));
            }

            i += length;
        }

        return result;
    }

    private static ReadOnlySpan<byte> Replacement(VmThread t, HashObject? options, bool isInvalid, ReadOnlySpan<byte> character, StringEncoding source, StringEncoding target)
    {
        string option = isInvalid ? "invalid" : "undef";
        if (options is not null && HashAccess.TryGet(t, options, t.Vm.Symbol(option), out Value policy) && policy.Ref is SymbolObject { Text: "replace" })
        {
            return HashAccess.TryGet(t, options, t.Vm.Symbol("replace"), out Value text) ? Coercions.ToStr(t, text).Span
                : target == StringEncoding.Utf8 ? "\uFFFD"u8 : "?"u8;
        }

        string shown = source == StringEncoding.Utf8 && !isInvalid
            ? $"U+{CharacterText.CodePointAt(character, 0, source):X4}" : $"\"\\x{character[0]:X2}\"";
        string error = isInvalid ? "InvalidByteSequenceError" : "UndefinedConversionError";
        string message = isInvalid ? $"{shown} on UTF-8" : $"{shown} from {NameOf(source)} to {NameOf(target)}";
        throw t.Error(Coercions.ClassNamed(t, "Encoding", error), message);
    }
}
