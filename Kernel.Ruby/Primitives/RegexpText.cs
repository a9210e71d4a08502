using System.Text;
using Gem.Vm;
using Gem.Vm.Interpreter;
using Gem.Vm.Values;
using Kernel.Ruby.Regexps;
using Kernel.Ruby.Regexps.Parsing;

namespace Kernel.Ruby.Primitives;

/// <summary>Regexps as text: to_s, inspect, messages.</summary>
internal static class RegexpText
{
    private const int Letters = RegexpObject.MultiLine | RegexpObject.IgnoreCase | RegexpObject.Extended;

    /// <summary>A pattern as messages show it: between slashes with its options.</summary>
    public static string Literal(RegexpObject regexp) => Literal(regexp.Source!, regexp.Encoding, regexp.Options);

    /// <summary>The same of a pattern that is no regexp yet.</summary>
    public static string Literal(byte[] source, StringEncoding encoding, int options) =>
        $"/{Encoding.UTF8.GetString(Shown(source, encoding))}/{LettersOf(options)}{((options & RegexpObject.NoEncoding) != 0 ? "n" : "")}";

    /// <summary>Regexp#inspect.</summary>
    public static string Inspect(RegexpObject regexp) => Literal(regexp);

    /// <summary>Regexp#to_s: (?mi-x:source); options that a group around the whole source sets are taken out of it.</summary>
    public static byte[] ToS(VmThread t, RegexpObject regexp)
    {
        byte[] source = regexp.Source ?? throw Coercions.TypeError(t, "uninitialized Regexp");
        int options = regexp.Options & Letters;
        if (Inner(source, ref options) is { } inner && IsPattern(inner, regexp))
        {
            source = inner;
        }
        else
        {
            options = regexp.Options & Letters;
        }

        string off = LettersOf(~options);
        return [.. Encoding.ASCII.GetBytes($"(?{LettersOf(options)}{(off.Length > 0 ? "-" + off : "")}:"), .. Shown(source, regexp.Encoding), (byte)')'];
    }

    /// <summary>Tells what is doubtful in a pattern.</summary>
    public static void Warn(VmThread t, RegexpPattern pattern)
    {
        foreach (string warning in Warnings(t.Vm, pattern))
        {
            t.Warn(warning);
        }
    }

    /// <summary>What is doubtful in a pattern, as far as $VERBOSE wants to know.</summary>
    public static IEnumerable<string> Warnings(VirtualMachine vm, RegexpPattern pattern)
    {
        if (pattern.Warnings.Count == 0 || vm.LanguageStates[1] is not RubyRuntime { Verbose: { IsNil: false } verbose })
        {
            return [];
        }

        return pattern.Warnings.Where(warning => verbose.IsTruthy || !warning.IsVerbose)
            .Select(warning => $"{warning.Message}: /{Encoding.UTF8.GetString(Shown(pattern.Text, pattern.Encoding))}/");
    }

    private static string LettersOf(int options) =>
        $"{((options & RegexpObject.MultiLine) != 0 ? "m" : "")}{((options & RegexpObject.IgnoreCase) != 0 ? "i" : "")}{((options & RegexpObject.Extended) != 0 ? "x" : "")}";

    /// <summary>What is in (?mix-mix:...) around a whole source, with the options it sets; null when there is no such group.</summary>
    private static byte[]? Inner(byte[] source, ref int options)
    {
        if (source.Length < 4 || source[0] != '(' || source[1] != '?' || source[^1] != ')')
        {
            return null;
        }

        bool isOff = false;
        for (int i = 2; i < source.Length; i++)
        {
            int letter = (char)source[i] switch { 'm' => RegexpObject.MultiLine, 'i' => RegexpObject.IgnoreCase, 'x' => RegexpObject.Extended, _ => 0 };
            if (source[i] == ':')
            {
                return source[(i + 1)..^1];
            }

            if (letter == 0 && (source[i] != '-' || isOff))
            {
                return null;
            }

            isOff |= source[i] == '-';
            options = isOff ? options & ~letter : options | letter;
        }

        return null;
    }

    private static bool IsPattern(byte[] source, RegexpObject regexp)
    {
        try
        {
            _ = new RegexpPattern(source, regexp.Encoding, regexp.Options & ~RegexpObject.NoEncoding);
            return true;
        }
        catch (RegexpSyntaxException)
        {
            return false;
        }
    }

    /// <summary>The source with bare slashes escaped, and what cannot be printed.</summary>
    private static byte[] Shown(byte[] source, StringEncoding encoding)
    {
        if (Ascii.IsValid(source) && source.AsSpan().IndexOfAnyExceptInRange((byte)' ', (byte)'~') < 0 && !source.AsSpan().Contains((byte)'/'))
        {
            return source;
        }

        List<byte> shown = new(source.Length + 8);
        for (int i = 0; i < source.Length;)
        {
            int code = CharacterText.CodePointAt(source, i, encoding), length = CharacterText.LengthAt(source, i, encoding);
            if (code == '\\' && i + 1 < source.Length)
            {
                shown.Add(source[i++]);
                length = CharacterText.LengthAt(source, i, encoding);
                shown.AddRange(source.AsSpan(i, length));
            }
            else if (code == '/')
            {
                shown.AddRange("\\/"u8);
            }
            else if (IsShown(code, encoding))
            {
                shown.AddRange(source.AsSpan(i, length));
            }
            else
            {
                AppendEscaped(shown, source.AsSpan(i, length), code, encoding);
            }

            i += length;
        }

        return [.. shown];
    }

    private static bool IsShown(int code, StringEncoding encoding) => code is >= ' ' and <= '~' or (>= '\t' and <= '\r')
        || (code >= 0x80 && encoding == StringEncoding.Utf8 && Rune.IsValid(code) && UnicodeProperties.Find("print")!.Contains(code));

    private static void AppendEscaped(List<byte> shown, ReadOnlySpan<byte> character, int code, StringEncoding encoding)
    {
        if (encoding == StringEncoding.Utf8 && code >= 0x80)
        {
            shown.AddRange(Encoding.ASCII.GetBytes(code > 0xFFFF ? $"\\u{{{code:X}}}" : $"\\u{code:X4}"));
            return;
        }

        foreach (byte value in character)
        {
            shown.AddRange(Encoding.ASCII.GetBytes($"\\x{value:X2}"));
        }
    }
}
