using System.Buffers;
using System.Globalization;
using System.Text;
using Gem.Vm.Interpreter;
using Gem.Vm.Values;
using Kernel.Ruby.Encodings;

namespace Kernel.Ruby.Primitives;

/// <summary>
/// Texts as Ruby literals: String#inspect, String#dump, Symbol#inspect. What is written is in the process's encoding of
/// inspection; characters of another are shown by their numbers, for messages of the VM all are shown in UTF-8.
/// </summary>
internal static class StringInspection
{
    /// <summary>The text in double quotes, printable characters as they are, for a message.</summary>
    public static string Inspect(StringObject text) => Quote(text.Span, text.Encoding);

    /// <summary>The text in double quotes, printable characters of the program's own encoding as they are.</summary>
    public static StringObject Inspect(VmThread t, StringObject text)
    {
        StringEncoding target = RubyRuntime.Of(t.Vm).Encodings.ForInspection;
        return t.Vm.NewString(Quoted(text.Span, text.Encoding, target), target);
    }

    /// <summary>The text in double quotes, in ASCII only.</summary>
    public static string Dump(StringObject text)
    {
        bool isUtf8 = EncodingTable.Of(text.Encoding).Walk == CharacterWalk.Utf8;
        string quoted = Encoding.ASCII.GetString(Quoted(text.Span, isUtf8 ? StringEncoding.Utf8 : StringEncoding.Binary, null));
        return EncodingTable.IsAsciiCompatible(text.Encoding) ? quoted : $"{quoted}.dup.force_encoding(\"{EncodingTable.NameOf(text.Encoding)}\")";
    }

    /// <summary>A symbol with its colon, in quotes when it could not be written without.</summary>
    public static StringObject InspectSymbol(VmThread t, SymbolObject symbol)
    {
        StringEncoding target = RubyRuntime.Of(t.Vm).Encodings.ForInspection;
        bool isPlain = IsPlainSymbol(symbol.Text) && (Ascii.IsValid(symbol.Bytes) || symbol.Encoding == target);
        return t.Vm.NewString([(byte)':', .. isPlain ? symbol.Bytes : Quoted(symbol.Bytes, symbol.Encoding, target)], isPlain && !Ascii.IsValid(symbol.Bytes) ? symbol.Encoding : target);
    }

    /// <summary>Appends what an element's inspect answered; the whole takes its encoding unless it is ASCII.</summary>
    public static void AppendShown(VmThread t, StringObject whole, StringObject part)
    {
        if (part.Encoding != whole.Encoding && !EncodingCompatibility.IsAscii(part))
        {
            StringEncoding target = RubyRuntime.Of(t.Vm).Encodings.ForInspection;
            part = part.Encoding == target ? part : t.Vm.NewString(Escaped(part), target);
            whole.Encoding = CharacterText.Compatible(whole, part);
        }

        whole.Append(part.Span);
    }

    /// <summary>A text whose characters beyond ASCII are numbers.</summary>
    private static byte[] Escaped(StringObject text)
    {
        byte[] quoted = Quoted(text.Span, text.Encoding, StringEncoding.UsAscii);
        return Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(quoted.AsSpan(1, quoted.Length - 2)).Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal));
    }

    /// <summary>True when <c>name: value</c> needs no quotes.</summary>
    public static bool IsPlainKey(SymbolObject symbol)
    {
        string text = symbol.Text;
        string word = text.Length > 1 && text[^1] is '?' or '!' ? text[..^1] : text;
        return IsIdentifier(word);
    }

    /// <summary>Bytes in double quotes, for a message.</summary>
    public static string Quote(ReadOnlySpan<byte> bytes, StringEncoding encoding) =>
        Encoding.UTF8.GetString(Quoted(bytes, encoding, StringEncoding.Utf8));

    /// <summary>Bytes in double quotes, as text of a target encoding; without one in ASCII only, as dump has it.</summary>
    private static byte[] Quoted(ReadOnlySpan<byte> bytes, StringEncoding encoding, StringEncoding? target)
    {
        EncodingDefinition definition = EncodingTable.Of(encoding);
        ArrayBufferWriter<byte> result = new(bytes.Length + 2);
        result.Write("\""u8);
        for (int i = 0; i < bytes.Length;)
        {
            int length = CharacterWalks.Measure(bytes[i..], definition.Walk);
            if (length <= 0 || (encoding == StringEncoding.Binary && bytes[i] >= 0x80))
            {
                int bad = Math.Min(definition.MinimumBytes, bytes.Length - i);
                foreach (byte value in bytes.Slice(i, bad))
                {
                    Write(result, $"\\x{value:X2}");
                }

                i += bad;
                continue;
            }

            ReadOnlySpan<byte> character = bytes.Slice(i, length);
            i += length;
            int next = i < bytes.Length && (definition.IsAsciiCompatible || definition.IsUnicode) ? CharacterText.CodePointAt(bytes, i, encoding) : 0;
            WriteCharacter(result, character, next, definition, target);
        }

        result.Write("\""u8);
        return result.WrittenSpan.ToArray();
    }

    private static void WriteCharacter(ArrayBufferWriter<byte> result, ReadOnlySpan<byte> character, int next, EncodingDefinition definition, StringEncoding? target)
    {
        uint point = (uint)CharacterWalks.Decode(character, definition.Walk);
        bool hasAscii = definition.IsAsciiCompatible || definition.IsUnicode;
        string? escape = point switch
        {
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            '\f' => "\\f",
            '\v' => "\\v",
            '\b' => "\\b",
            '\a' => "\\a",
            27 => "\\e",
            '"' when hasAscii => "\\\"",
            '\\' when hasAscii => "\\\\",
            '#' when next is '{' or '$' or '@' => "\\#",
            _ => null,
        };
        if (escape is not null)
        {
            Write(result, escape);
        }
        else if (point < 0x80 ? hasAscii && point is >= 32 and < 127 : definition.Encoding == target && IsPrintable(point, definition))
        {
            result.Write(point < 0x80 ? [(byte)point] : character);
        }
        else if (definition.IsUnicode && (point >= 0x80 || target is not null))
        {
            Write(result, point > 0xFFFF ? $"\\u{{{point:X}}}" : $"\\u{point:X4}");
        }
        else
        {
            Write(result, point < 0x100 ? $"\\x{point:X2}" : $"\\x{{{point:X}}}");
        }
    }

    private static void Write(ArrayBufferWriter<byte> result, string ascii) =>
        result.Advance(Encoding.ASCII.GetBytes(ascii, result.GetSpan(ascii.Length)));

    private static bool IsPrintable(uint point, EncodingDefinition definition)
    {
        if (!definition.IsUnicode)
        {
            return definition.Walk == CharacterWalk.SingleByte ? point >= 0xA0 && definition.Encoding != StringEncoding.Binary : point > 0xA0;
        }

        return Rune.GetUnicodeCategory(new Rune(point)) is not (UnicodeCategory.Control or UnicodeCategory.OtherNotAssigned
            or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
    }

    private static bool IsPlainSymbol(string text)
    {
        if (text.Length == 0)
        {
            return false;
        }

        switch (text)
        {
            case "+" or "-" or "*" or "/" or "%" or "**" or "==" or "!=" or "===" or "=~" or "!~" or "<=>" or "<" or "<=" or ">" or ">=" or "!"
                or "~" or "+@" or "-@" or "[]" or "[]=" or "<<" or ">>" or "&" or "|" or "^" or "`":
                return true;
        }

        if (text[0] == '$')
        {
            return text.Length > 1 && (IsIdentifier(text[1..]) || (text.Length == 2 && "~*$?!@/\\;,.=:<>\"&`'+0123456789_".Contains(text[1]))
                || (text.Length == 3 && text[1] == '-' && IsWord(text[2])) || text.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0);
        }

        if (text[0] == '@')
        {
            return IsIdentifier(text.StartsWith("@@", StringComparison.Ordinal) ? text[2..] : text[1..]);
        }

        string word = text[^1] is '?' or '!' or '=' ? text[..^1] : text;
        return IsIdentifier(word);
    }

    private static bool IsIdentifier(string word)
    {
        if (word.Length == 0 || char.IsAsciiDigit(word[0]))
        {
            return false;
        }

        foreach (char character in word)
        {
            if (!IsWord(character))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsWord(char character) => char.IsAsciiLetterOrDigit(character) || character == '_' || (character >= 0x80 && character != '\uFFFD');
}
