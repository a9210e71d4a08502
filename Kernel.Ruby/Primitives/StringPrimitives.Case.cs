using System.Text;
using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

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
        if (CharacterText.IsSingleByte(self) || asciiOnly)
        {
            byte[] bytes = self.Span.ToArray();
            for (int i = 0; i < bytes.Length; i++)
            {
                bytes[i] = ChangeAscii(bytes[i], change, i == 0);
            }

            return t.Vm.NewString(bytes, bytes.Length, self.Encoding);
        }

        return ChangedWide(t, self, change);
    }

    private static byte ChangeAscii(byte character, CaseChange change, bool isFirst)
    {
        bool isUpper = character is >= (byte)'A' and <= (byte)'Z', isLower = character is >= (byte)'a' and <= (byte)'z';
        bool toUpper = change == CaseChange.Up || change == CaseChange.Swap || (change == CaseChange.Capitalize && isFirst);
        bool toLower = change is CaseChange.Down or CaseChange.Swap || (change == CaseChange.Capitalize && !isFirst);
        return isLower && toUpper ? (byte)(character - 32) : isUpper && toLower ? (byte)(character + 32) : character;
    }

    private static StringObject ChangedWide(VmThread t, StringObject self, CaseChange change)
    {
        StringObject result = t.Vm.NewString(new byte[self.Length + 4], 0, self.Encoding);
        ReadOnlySpan<byte> bytes = self.Span;
        for (int i = 0; i < bytes.Length;)
        {
            int length = CharacterText.LengthAt(bytes, i, self.Encoding);
            int point = CharacterText.CodePointAt(bytes, i, self.Encoding);
            if (point < 0)
            {
                result.Append(bytes.Slice(i, length));
            }
            else
            {
                AppendChanged(result, new Rune(point), change, i == 0);
            }

            i += length;
        }

        return result;
    }

    private static void AppendChanged(StringObject result, Rune rune, CaseChange change, bool isFirst)
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
            result.Append(change == CaseChange.Capitalize ? "Ss"u8 : "SS"u8);
            return;
        }

        CharacterText.Append(result, (up ? Rune.ToUpperInvariant(rune) : Rune.ToLowerInvariant(rune)).Value);
    }
}
