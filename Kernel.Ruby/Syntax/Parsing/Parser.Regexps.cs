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
            return new RegularExpressionNode(span, flags | RegexpEncoding(unescaped, forced, flags), unescaped);
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

    /// <summary>Named groups in a literal on the left of <c>=~</c> become local variables.</summary>
    private Node ToMatchWrite(CallNode call, RegularExpressionNode regexp)
    {
        List<string> groups = FindNamedGroups(regexp.Unescaped, (regexp.Flags & RegularExpressionFlags.Extended) != 0);
        if (groups.Count == 0)
        {
            return call;
        }
        var targets = new List<LocalVariableTargetNode>();
        foreach (string name in groups)
        {
            targets.Add(new LocalVariableTargetNode(regexp.Location, name, Declare(name)));
        }
        return new MatchWriteNode(call.Location, call, [.. targets]);
    }

    private List<string> FindNamedGroups(byte[] source, bool isExtended)
    {
        var names = new List<string>();
        int classDepth = 0;
        for (int i = 0; i < source.Length; i++)
        {
            switch (source[i])
            {
                case (byte)'\\':
                    i++;
                    break;
                case (byte)'[':
                    classDepth++;
                    break;
                case (byte)']' when classDepth > 0:
                    classDepth--;
                    break;
                case (byte)'#' when isExtended && classDepth == 0:
                    int newline = source.AsSpan(i).IndexOf((byte)'\n');
                    i = newline < 0 ? source.Length : i + newline;
                    break;
                case (byte)'(' when classDepth == 0 && i + 3 < source.Length && source[i + 1] == '?' && source[i + 2] is (byte)'<' or (byte)'\'':
                    AddGroupName(source, i + 3, source[i + 2] == '<' ? (byte)'>' : (byte)'\'', names);
                    break;
            }
        }
        return names;
    }

    private void AddGroupName(byte[] source, int start, byte close, List<string> names)
    {
        int length = source.AsSpan(start).IndexOf(close);
        if (length <= 0 || CharacterClass.IsDigit(source[start]) || CharacterClass.IsUpper(source[start]))
        {
            return;
        }
        ReadOnlySpan<byte> bytes = source.AsSpan(start, length);
        foreach (byte c in bytes)
        {
            if (!CharacterClass.IsName(c))
            {
                return;
            }
        }
        string name = _lex.Intern(System.Text.Encoding.UTF8.GetString(bytes));
        if (!names.Contains(name) && (!IsReservedWord(name) || FindLocal(name) >= 0))
        {
            names.Add(name);
        }
    }

    private static bool IsReservedWord(string name) => name
        is "alias" or "and" or "begin" or "break" or "case" or "class" or "def" or "do" or "else" or "elsif" or "end" or "ensure"
        or "false" or "for" or "if" or "in" or "module" or "next" or "nil" or "not" or "or" or "redo" or "rescue" or "retry"
        or "return" or "self" or "super" or "then" or "true" or "undef" or "unless" or "until" or "when" or "while" or "yield"
        or "__ENCODING__" or "__FILE__" or "__LINE__";
}
