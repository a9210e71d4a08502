using Gem.Vm.Values;
using Kernel.Ruby.Syntax.Nodes;

namespace Kernel.Ruby.Syntax.Lexing;

/// <summary>
/// Splits source bytes into tokens, one at a time and only when the parser asks. It keeps no lexer state: the parser sees
/// a token as it looks by itself and, where an operand may stand, rescans it as the literal it begins. So nothing behind the
/// current token may have been lexed yet.
/// </summary>
internal sealed partial class Lexer
{
    /// <summary>The text with zero bytes after it, so that looking ahead needs no bounds check.</summary>
    private readonly byte[] _text;
    private readonly NameTable _names = new();
    private int _limit;

    internal Lexer(Source source)
    {
        _text = new byte[source.Bytes.Length + 16];
        source.Bytes.CopyTo(_text, 0);
        _limit = source.Bytes.Length;
    }

    /// <summary>The current token's kind.</summary>
    internal TokenKind Kind { get; private set; }

    /// <summary>Where the current token starts.</summary>
    internal int Start { get; private set; }

    /// <summary>Where the current token ends.</summary>
    internal int End { get; private set; }

    /// <summary>Where the token before the current one ended, newlines and semicolons aside.</summary>
    internal int PreviousEnd { get; private set; }

    /// <summary>Whether white space stands directly before the current token.</summary>
    internal bool SpaceBefore { get; private set; }

    /// <summary>Where the text after <c>__END__</c> begins, or -1.</summary>
    internal int DataOffset { get; private set; } = -1;

    /// <summary>The end of the program text.</summary>
    internal int Limit => _limit;

    /// <summary>The byte at an offset, zero after the end.</summary>
    internal byte At(int offset) => offset < _text.Length ? _text[offset] : (byte)0;

    /// <summary>The bytes between two offsets.</summary>
    internal ReadOnlySpan<byte> Slice(int start, int end) => _text.AsSpan(start, end - start);

    /// <summary>The name that stands between two offsets.</summary>
    internal string Name(int start, int end)
    {
        ReadOnlySpan<byte> name = _text.AsSpan(start, end - start);
        if (IsUtf8 && !System.Text.Unicode.Utf8.IsValid(name))
        {
            throw Error(start, "invalid multibyte char (UTF-8)");
        }
        return OtherEncoding is null ? _names.Get(name) : string.Intern(NameText.Of(name, OtherEncoding.Encoding));
    }

    /// <summary>The method name between two offsets; <c>!@</c> and <c>~@</c> are <c>!</c> and <c>~</c>.</summary>
    internal string MethodName(int start, int end) =>
        Name(start, end - start == 2 && _text[start] is (byte)'!' or (byte)'~' && _text[start + 1] == '@' ? end - 1 : end);

    /// <summary>The current token's text as a name.</summary>
    internal string Name() => Name(Start, End);

    /// <summary>The one string for a name made elsewhere.</summary>
    internal string Intern(string name) => _names.Get(System.Text.Encoding.UTF8.GetBytes(name));

    internal SourceSpan Span => new(Start, End);

    /// <summary>Lexes the first token: behind a byte order mark and a shebang line.</summary>
    internal void Begin()
    {
        int start = _limit >= 3 && _text[0] == 0xef && _text[1] == 0xbb && _text[2] == 0xbf ? 3 : 0;
        ScanFrom(SkipLineStart(start));
        PreviousEnd = start;
    }

    /// <summary>Goes on to the next token.</summary>
    internal void Advance()
    {
        if (Kind is not (TokenKind.Newline or TokenKind.Semicolon))
        {
            PreviousEnd = End;
        }
        ScanFrom(End);
    }

    /// <summary>Goes on at an offset, which is where the parser ended a literal it scanned itself.</summary>
    internal void Resume(int offset)
    {
        PreviousEnd = offset;
        ScanFrom(offset);
    }

    /// <summary>Goes on behind a literal's closing delimiter, which may be a newline.</summary>
    internal void ResumeBehind(int delimiter) => Resume(Behind(delimiter));

    /// <summary>The offset behind a delimiter.</summary>
    internal int Behind(int delimiter) => _text[delimiter] == '\n' ? AfterNewline(delimiter) : delimiter + 1;

    /// <summary>Remembers the current token, to come back to it with <see cref="Reset"/>.</summary>
    internal TokenMark Mark() => new(Kind, Start, End, PreviousEnd, SpaceBefore);

    /// <summary>Makes a token that was remembered the current one again.</summary>
    internal void Reset(TokenMark mark) => (Kind, Start, End, PreviousEnd, SpaceBefore) = mark;

    internal SyntaxException Error(int offset, string message) =>
        new(Math.Min(offset, _limit), message, offset >= _limit);

    private void ScanFrom(int p)
    {
        SpaceBefore = false;
        while (true)
        {
            switch (_text[p])
            {
                case (byte)' ' or (byte)'\t' or (byte)'\f' or (byte)'\v' or (byte)'\r':
                    p++;
                    SpaceBefore = true;
                    break;
                case (byte)'\\' when _text[p + 1] == '\n':
                    p = AfterNewline(p + 1);
                    SpaceBefore = true;
                    break;
                case (byte)'\\' when _text[p + 1] == '\r' && _text[p + 2] == '\n':
                    p = AfterNewline(p + 2);
                    SpaceBefore = true;
                    break;
                case (byte)'#':
                    int end = FindLineEnd(p);
                    ReadShareableConstantValue(p, end);
                    p = end;
                    break;
                case (byte)'\n':
                    int next = SkipLineStart(AfterNewline(p));
                    int continuation = FindLeadingDot(next);
                    if (continuation < 0)
                    {
                        Set(TokenKind.Newline, p, next);
                        return;
                    }
                    p = continuation;
                    SpaceBefore = true;
                    break;
                default:
                    Start = p;
                    ScanToken(p);
                    return;
            }
        }
    }

    /// <summary>The offset of the newline that ends the line at an offset, or the end of the text.</summary>
    internal int FindLineEnd(int p)
    {
        int length = _text.AsSpan(p, _limit - p).IndexOf((byte)'\n');
        return length < 0 ? _limit : p + length;
    }

    private void Set(TokenKind kind, int start, int end)
    {
        Kind = kind;
        Start = start;
        End = end;
    }

    /// <summary>The offset of a <c>.</c> or <c>&amp;.</c> that continues the line before, or -1; comments may stand between.</summary>
    private int FindLeadingDot(int p)
    {
        while (true)
        {
            while (CharacterClass.IsBlank(_text[p]))
            {
                p++;
            }
            switch (_text[p])
            {
                case (byte)'#':
                    p = FindLineEnd(p);
                    if (p >= _limit)
                    {
                        return -1;
                    }
                    p = AfterNewline(p);
                    break;
                case (byte)'.' when _text[p + 1] != '.':
                case (byte)'&' when _text[p + 1] == '.':
                    return p;
                default:
                    return -1;
            }
        }
    }

    /// <summary>Whether the first byte behind white space and newlines is the given one.</summary>
    internal bool NextLineBeginsWith(byte c)
    {
        int p = End;
        while (CharacterClass.IsSpace(_text[p]))
        {
            p++;
        }
        return _text[p] == c;
    }

    /// <summary>At the start of a line: skips <c>=begin</c> … <c>=end</c> comments and ends the text at <c>__END__</c>.</summary>
    private int SkipLineStart(int p)
    {
        while (_text[p] == '=' && IsCommentMark(p, "=begin"u8))
        {
            int start = p;
            do
            {
                p = FindLineEnd(p);
                if (p >= _limit)
                {
                    throw new SyntaxException(start, "embedded document meets end of file (missing =end)", isAtEnd: true);
                }
                p++;
            }
            while (!IsCommentMark(p, "=end"u8));
            p = Math.Min(FindLineEnd(p) + 1, _limit);
        }
        if (_text[p] == '_' && _text.AsSpan(p).StartsWith("__END__"u8))
        {
            int end = p + 7;
            end += _text[end] == '\r' ? 1 : 0;
            if (end >= _limit || _text[end] == '\n')
            {
                DataOffset = Math.Min(end + 1, _limit);
                _limit = p;
                _text[p] = 0;
            }
        }
        return p;
    }

    private bool IsCommentMark(int p, ReadOnlySpan<byte> mark)
    {
        ReadOnlySpan<byte> rest = _text.AsSpan(p);
        return rest.StartsWith(mark) && (rest[mark.Length] == 0 || CharacterClass.IsSpace(rest[mark.Length]));
    }
}
