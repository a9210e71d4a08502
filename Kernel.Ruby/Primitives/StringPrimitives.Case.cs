using System.Text;
using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;
using Kernel.Ruby.Encodings;

namespace Kernel.Ruby.Primitives;

/// <summary>String: upper and lower case, by Unicode's simple mappings (and ß to SS).</summary>
internal static unsafe partial class StringPrimitives
{
    private enum CaseChange
    {
        Up,
        Down,
        Capitalize,
        Swap,
    }

    private static void RegisterCase(PrimitiveTable table)
    {
        table.Add("string_upcase", &UpCase, 0, -1);
        table.Add("string_downcase", &DownCase, 0, -1);
        table.Add("string_capitalize", &Capitalize, 0, -1);
        table.Add("string_swapcase", &SwapCase, 0, -1);
    }

    private static Value UpCase(VmThread t, Arguments a) => Changed(t, a, CaseChange.Up);

    private static Value DownCase(VmThread t, Arguments a) => Changed(t, a, CaseChange.Down);

    private static Value Capitalize(VmThread t, Arguments a) => Changed(t, a, CaseChange.Capitalize);

    private static Value SwapCase(VmThread t, Arguments a) => Changed(t, a, CaseChange.Swap);

    private static Value Changed(VmThread t, Arguments a, CaseChange change)
    {
        StringObject self = Self(a);
        bool asciiOnly = a.Count > 0 && a[0].Ref is SymbolObject { Text: "ascii" };
        EncodingDefinition definition = EncodingTable.Of(self.Encoding);
        if (!asciiOnly && !EncodingCompatibility.IsAscii(self) && (definition.IsUnicode || HasCase(definition.Name)))
        {
            return CharacterText.IsValid(self) ? ChangedWide(t, self, change, new CharacterCoding(definition))
                : throw Coercions.ArgumentError(t, "input string invalid");
        }

        if (!CharacterText.IsSingleByte(self))
        {
            return CharacterText.IsValid(self) ? ChangedAsciiOnly(t, self, change) : throw Coercions.ArgumentError(t, "input string invalid");
        }

        byte[] bytes = self.Span.ToArray();
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] = ChangeAscii(bytes[i], change, i == 0);
        }

        return t.Vm.NewString(bytes, bytes.Length, self.Encoding);
    }

    /// <summary>Encodings of one byte whose letters MRI knows.</summary>
    private static bool HasCase(string name) => name.StartsWith("ISO-8859-", StringComparison.Ordinal)
        || name is "Windows-1250" or "Windows-1251" or "Windows-1252" or "Windows-1253" or "Windows-1254" or "Windows-1257";

    private static StringObject ChangedAsciiOnly(VmThread t, StringObject self, CaseChange change)
    {
        byte[] bytes = self.Span.ToArray();
        int length;
        for (int i = 0; i < bytes.Length; i += length)
        {
            length = CharacterText.LengthAt(bytes, i, self.Encoding);
            if (length == 1)
            {
                bytes[i] = ChangeAscii(bytes[i], change, i == 0);
            }
        }

        return t.Vm.NewString(bytes, bytes.Length, self.Encoding);
    }

    private static byte ChangeAscii(byte character, CaseChange change, bool isFirst)
    {
        bool isUpper = character is >= (byte)'A' and <= (byte)'Z', isLower = character is >= (byte)'a' and <= (byte)'z';
        bool toUpper = change == CaseChange.Up || change == CaseChange.Swap || (change == CaseChange.Capitalize && isFirst);
        bool toLower = change is CaseChange.Down or CaseChange.Swap || (change == CaseChange.Capitalize && !isFirst);
        return isLower && toUpper ? (byte)(character - 32) : isUpper && toLower ? (byte)(character + 32) : character;
    }

    private static StringObject ChangedWide(VmThread t, StringObject self, CaseChange change, CharacterCoding coding)
    {
        StringObject result = t.Vm.NewString(new byte[self.Length + 4], 0, self.Encoding);
        ReadOnlySpan<byte> bytes = self.Span;
        for (int i = 0; i < bytes.Length;)
        {
            int length = CharacterText.LengthAt(bytes, i, self.Encoding);
            int point = coding.Decode(bytes.Slice(i, length));
            if (point < 0 || !AppendChanged(result, new Rune(point), change, i == 0, coding))
            {
                result.Append(bytes.Slice(i, length));
            }

            i += length;
        }

        return result;
    }

    /// <summary>False when the encoding does not have the other letter.</summary>
    private static bool AppendChanged(StringObject result, Rune rune, CaseChange change, bool isFirst, CharacterCoding coding)
    {
        bool up = change switch
        {
            CaseChange.Up => true,
            CaseChange.Down => false,
            CaseChange.Swap => Rune.IsLower(rune),
            _ => isFirst,
        };
        if (up && rune.Value == 'ß')
        {
            CharacterText.Append(result, 'S');
            CharacterText.Append(result, change == CaseChange.Capitalize ? 's' : 'S');
            return true;
        }

        Span<byte> buffer = stackalloc byte[6];
        int length = coding.Encode((up ? Rune.ToUpperInvariant(rune) : Rune.ToLowerInvariant(rune)).Value, buffer);
        result.Append(buffer[..length]);
        return length > 0;
    }
}
