using Gem.Vm.Values;
using Kernel.Ruby.Primitives;
using Kernel.Ruby.Regexps;
using Kernel.Ruby.Syntax.Lexing;
using Kernel.Ruby.Syntax.Nodes;

namespace Kernel.Ruby.Syntax.Parsing;

/// <summary>Regular expressions, and the local variables that their named groups assign.</summary>
internal sealed partial class Parser
{
    private Node ParseRegexp(int start, int contents, byte open, byte close)
    {
        var scan = new LiteralScan { Position = contents, Open = open, Close = close, Interpolates = true, IsRegexp = true };
        List<Node> parts = ParseParts(ref scan);
        int optionsStart = _lex.Behind(scan.Position);
        int end = optionsStart;
        while (CharacterClass.IsLetter(_lex.At(end)))
        {
            end++;
        }
        RegularExpressionFlags flags = ReadRegexpOptions(optionsStart, end);
        _lex.Resume(end);
        SourceSpan span = SpanFrom(start);
        if (parts is [] or [StringNode])
        {
            (byte[] unescaped, StringFlags forced) = parts is [StringNode only] ? (only.Unescaped, only.Flags) : ([], StringFlags.None);
            var regexp = new RegularExpressionNode(span, flags | RegexpEncoding(unescaped, forced, flags), unescaped);
            _ = PatternOf(regexp);
            return regexp;
        }
        return new InterpolatedRegularExpressionNode(span, flags, [.. parts]);
    }

    private RegularExpressionFlags ReadRegexpOptions(int start, int end)
    {
        const RegularExpressionFlags Encodings = RegularExpressionFlags.Utf8 | RegularExpressionFlags.EucJP
            | RegularExpressionFlags.Ascii8Bit | RegularExpressionFlags.Windows31J;
        RegularExpressionFlags flags = RegularExpressionFlags.None;
        for (int p = start; p < end; p++)
        {
            RegularExpressionFlags option = _lex.At(p) switch
            {
                (byte)'i' => RegularExpressionFlags.IgnoreCase,
                (byte)'x' => RegularExpressionFlags.Extended,
                (byte)'m' => RegularExpressionFlags.MultiLine,
                (byte)'o' => RegularExpressionFlags.Once,
                (byte)'n' => RegularExpressionFlags.Ascii8Bit,
                (byte)'e' => RegularExpressionFlags.EucJP,
                (byte)'s' => RegularExpressionFlags.Windows31J,
                (byte)'u' => RegularExpressionFlags.Utf8,
                _ => throw new SyntaxException(p, $"unknown regexp option - {(char)_lex.At(p)}", false),
            };
            flags = ((option & Encodings) != 0 ? flags & ~Encodings : flags) | option;
        }
        return flags;
    }

    /// <summary>The encoding that the contents force upon a literal without an option for it.</summary>
    private static RegularExpressionFlags RegexpEncoding(byte[] source, StringFlags forced, RegularExpressionFlags flags)
    {
        const RegularExpressionFlags Fixed =
            RegularExpressionFlags.Utf8 | RegularExpressionFlags.EucJP | RegularExpressionFlags.Windows31J;
        if ((flags & Fixed) != 0)
        {
            return RegularExpressionFlags.None;
        }
        if (forced != StringFlags.None)
        {
            return (flags & RegularExpressionFlags.Ascii8Bit) != 0 ? RegularExpressionFlags.None
                : (forced & StringFlags.ForcedUtf8Encoding) != 0 ? RegularExpressionFlags.ForcedUtf8Encoding
                : RegularExpressionFlags.ForcedBinaryEncoding;
        }
        return IsAscii(source) ? RegularExpressionFlags.ForcedUSAsciiEncoding : RegularExpressionFlags.None;
    }

    /// <summary>What a literal means; it is an error of the program when it means nothing.</summary>
    private RegexpPattern PatternOf(RegularExpressionNode regexp)
    {
        RegularExpressionFlags flags = regexp.Flags;
        int options = LiteralFlags.OptionsOf(flags);
        StringEncoding encoding = LiteralFlags.EncodingOf(
            flags, _lex.IsUtf8 ? StringEncoding.Utf8 : EncodingTable.Find(_lex.EncodingName)?.Encoding ?? StringEncoding.Utf8);
        try
        {
            return new RegexpPattern(regexp.Unescaped, encoding, options);
        }
        catch (RegexpSyntaxException error)
        {
            throw new SyntaxException(regexp.Location.Start, $"{error.Message}: {RegexpText.Literal(regexp.Unescaped, encoding, options)}", false);
        }
    }

    /// <summary>Named groups in a literal on the left of <c>=~</c> become local variables.</summary>
    private Node ToMatchWrite(CallNode call, RegularExpressionNode regexp)
    {
        var targets = new List<LocalVariableTargetNode>();
        foreach ((string group, _) in PatternOf(regexp).Names)
        {
            string name = _lex.Intern(group);
            if (IsLocalName(name) && (!IsReservedWord(name) || FindLocal(name) >= 0))
            {
                targets.Add(new LocalVariableTargetNode(regexp.Location, name, Declare(name)));
            }
        }
        return targets.Count == 0 ? call : new MatchWriteNode(call.Location, call, [.. targets]);
    }

    private static bool IsLocalName(string name)
    {
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(name);
        return !CharacterClass.IsDigit(bytes[0]) && !CharacterClass.IsUpper(bytes[0]) && Array.TrueForAll(bytes, CharacterClass.IsName);
    }

    private static bool IsReservedWord(string name) => name
        is "alias" or "and" or "begin" or "break" or "case" or "class" or "def" or "do" or "else" or "elsif" or "end" or "ensure"
        or "false" or "for" or "if" or "in" or "module" or "next" or "nil" or "not" or "or" or "redo" or "rescue" or "retry"
        or "return" or "self" or "super" or "then" or "true" or "undef" or "unless" or "until" or "when" or "while" or "yield"
        or "__ENCODING__" or "__FILE__" or "__LINE__";
}
