using Kernel.Ruby.Encodings;
using Kernel.Ruby.Syntax.Nodes;

namespace Kernel.Ruby.Syntax.Lexing;

/// <summary>The contents of strings, symbols, regular expressions, word lists and heredocs.</summary>
internal sealed partial class Lexer
{
    /// <summary>The contents of the current part with escapes resolved.</summary>
    internal ByteBuffer Buffer { get; } = new();

    /// <summary>Scans on to where the parser has to act; the contents so far are in <see cref="Buffer"/>.</summary>
    internal ContentStop ScanContent(ref LiteralScan scan)
    {
        scan.Opening ??= scan.Position - 1;
        ContentStop stop = ScanPart(ref scan);
        scan.PartEnd = stop switch
        {
            ContentStop.Statements => scan.Position - 2,
            ContentStop.Variable => scan.Position - 1,
            ContentStop.Close when scan.Heredoc is not null => scan.PartEnd,
            _ => scan.Position,
        };
        return stop;
    }

    private ContentStop ScanPart(ref LiteralScan scan)
    {
        scan.PartStart = scan.Position;
        scan.Encoding = StringFlags.None;
        scan.IndentBytes = -1;
        if (scan.Heredoc is not null && scan.AtLineStart && StartHeredocLine(ref scan))
        {
            return ContentStop.Close;
        }
        while (true)
        {
            int p = scan.Position;
            if (p >= _limit)
            {
                throw Unterminated(scan);
            }
            byte c = _text[p];
            if (c == scan.Close && scan.Heredoc is null)
            {
                if (scan.Depth == 0)
                {
                    return ContentStop.Close;
                }
                scan.Depth--;
                Buffer.Append(c);
                scan.Position++;
            }
            else if (c is (byte)'\n' or (byte)'\\' or (byte)'#' or (byte)'\r' || c == scan.Open || (scan.IsList && CharacterClass.IsSpace(c)))
            {
                if (ScanSpecial(ref scan, c, p) is { } stop)
                {
                    return stop;
                }
            }
            else
            {
                int length = 1;
                if (c >= 0x80)
                {
                    length = IsUtf8 ? Utf8Length(p) : CharacterLength(p);
                    RefuseMixture(p, scan.Encoding);
                }
                Buffer.Append(Slice(p, p + length));
                scan.Position += length;
            }
        }
    }

    private SyntaxException Unterminated(in LiteralScan scan)
    {
        if (scan.Heredoc is not null)
        {
            return UnterminatedHeredoc(scan.Heredoc);
        }
        string kind = scan.IsRegexp ? "regexp" : scan.IsList ? "list" : "string";
        return new SyntaxException(scan.Opening!.Value, $"unterminated {kind} meets end of file", isAtEnd: true);
    }

    private int Utf8Length(int p) =>
        System.Text.Rune.DecodeFromUtf8(_text.AsSpan(p, Math.Min(4, _limit - p)), out _, out int length) == System.Buffers.OperationStatus.Done
            ? length : throw Error(p, $"invalid multibyte character 0x{_text[p]:X2}");

    /// <summary>The length of a character whose later bytes might look like delimiters; 1 in UTF-8, where they can't.</summary>
    private int CharacterLength(int p)
    {
        if (OtherEncoding is null || _text[p] < 0x80)
        {
            return 1;
        }
        int length = CharacterWalks.Measure(_text.AsSpan(p, Math.Max(1, Math.Min(4, _limit - p))), OtherEncoding.Walk);
        return length > 0 ? length : throw Error(p, $"invalid multibyte character 0x{_text[p]:X2}");
    }

    /// <summary>What <c>\u</c> made UTF-8 takes no characters of another encoding.</summary>
    private void RefuseMixture(int p, StringFlags encoding)
    {
        if (OtherEncoding is not null && (encoding & StringFlags.ForcedUtf8Encoding) != 0)
        {
            throw Error(p, $"UTF-8 mixed within {EncodingName} source");
        }
    }

    private ContentStop? ScanSpecial(ref LiteralScan scan, byte c, int p)
    {
        if (scan.IsList && CharacterClass.IsSpace(c))
        {
            return ContentStop.Separator;
        }
        switch (c)
        {
            case (byte)'\r' when _text[p + 1] != '\n':
                break;
            case (byte)'\r':
                scan.Position++;
                return null;
            case (byte)'\n':
                return ScanNewline(ref scan, p);
            case (byte)'\\':
                return ScanBackslash(ref scan, p);
            case (byte)'#' when scan.Interpolates && _text[p + 1] == '{':
                scan.Position = p + 2;
                return ContentStop.Statements;
            case (byte)'#' when scan.Interpolates && IsEmbeddedVariable(p + 1, scan.Close):
                scan.Position = p + 1;
                return ContentStop.Variable;
        }
        if (c == scan.Open && c != 0)
        {
            scan.Depth++;
        }
        Buffer.Append(c);
        scan.Position++;
        return null;
    }

    private ContentStop? ScanNewline(ref LiteralScan scan, int p)
    {
        Buffer.Append((byte)'\n');
        scan.Position = AfterNewline(p);
        if (scan.Heredoc is not null)
        {
            scan.AtLineStart = true;
            if (scan.Heredoc.IsSquiggly || scan.Position != p + 1)
            {
                return ContentStop.LineEnd;
            }
            return StartHeredocLine(ref scan) ? ContentStop.Close : null;
        }
        return scan.Position != p + 1 ? ContentStop.LineEnd : null;
    }

    /// <summary>At the start of a heredoc's line: true at its terminator, else measures the indentation.</summary>
    private bool StartHeredocLine(ref LiteralScan scan)
    {
        scan.AtLineStart = false;
        scan.PartEnd = scan.Position;
        if (IsHeredocTerminator(scan.Position, scan.Heredoc!, out int after))
        {
            scan.Position = after;
            return true;
        }
        MeasureIndent(ref scan);
        return false;
    }

    private void MeasureIndent(ref LiteralScan scan)
    {
        int p = scan.Position;
        while (_text[p] is (byte)' ' or (byte)'\t')
        {
            p++;
        }
        scan.IndentBytes = p - scan.Position;
    }

    private ContentStop? ScanBackslash(ref LiteralScan scan, int p)
    {
        byte next = _text[p + 1];
        int newline = next == '\n' ? p + 1 : next == '\r' && _text[p + 2] == '\n' ? p + 2 : -1;
        if (scan.Heredoc is { } heredoc && !scan.Interpolates)
        {
            Buffer.Append((byte)'\\');
            scan.Position++;
            return null;
        }
        if (newline >= 0 && scan.IsList)
        {
            Buffer.Append((byte)'\n');
            scan.Position = AfterNewline(newline);
            return scan.Position != newline + 1 ? ContentStop.LineEnd : null;
        }
        if (newline >= 0 && scan.Interpolates)
        {
            scan.Position = AfterNewline(newline);
            scan.AtLineStart = scan.Heredoc is { IsSquiggly: true };
            return scan.AtLineStart || scan.Position != newline + 1 ? ContentStop.LineEnd : null;
        }
        if (!scan.Interpolates)
        {
            ScanSimpleEscape(ref scan, p, next);
        }
        else if (scan.IsList && CharacterClass.IsSpace(next))
        {
            Buffer.Append(next);
            scan.Position = p + 2;
        }
        else if (scan.IsRegexp)
        {
            ScanRegexpEscape(ref scan, p, next);
        }
        else
        {
            scan.Position = ScanEscape(p, ref scan.Encoding);
        }
        return null;
    }

    private void ScanSimpleEscape(ref LiteralScan scan, int p, byte next)
    {
        bool isEscape = next == '\\' || next == scan.Close || (next == scan.Open && next != 0)
            || (scan.IsList && CharacterClass.IsSpace(next));
        if (!isEscape)
        {
            Buffer.Append((byte)'\\');
            scan.Position = p + 1;
            return;
        }
        Buffer.Append(next);
        scan.Position = p + 2;
    }

    private void ScanRegexpEscape(ref LiteralScan scan, int p, byte next)
    {
        if (next >= 0x80 || (next == scan.Close && !"$)*+-.>?]^|}"u8.Contains(next)))
        {
            Buffer.Append(next);
            scan.Position = p + 2;
            return;
        }
        bool isControl = next is (byte)'c' || (next is (byte)'C' or (byte)'M' && _text[p + 2] == '-');
        if (!isControl)
        {
            CheckRegexpEscape(p, next, ref scan.Encoding);
            Buffer.Append((byte)'\\');
            int length = CharacterLength(p + 1);
            Buffer.Append(Slice(p + 1, p + 1 + length));
            scan.Position = p + 1 + length;
            return;
        }
        int value = ScanControlEscape(p, out int end);
        ForceByteEncoding(value, ref scan.Encoding);
        const string Digits = "0123456789ABCDEF";
        Buffer.Append("\\x"u8);
        Buffer.Append((byte)Digits[value >> 4]);
        Buffer.Append((byte)Digits[value & 15]);
        scan.Position = end;
    }

    /// <summary>Notes what an escape that stays in a regular expression says about its encoding.</summary>
    private void CheckRegexpEscape(int p, byte next, ref StringFlags encoding)
    {
        if (next == 'x')
        {
            ForceByteEncoding(ScanByteEscape(p, out _), ref encoding);
        }
        else if (next == 'u')
        {
            int before = Buffer.Length;
            ScanUnicodeEscape(p, ref encoding);
            Buffer.Truncate(before);
        }
    }

    /// <summary>Whether the quoted string that begins at the current token is a label: its closing quote has a colon behind it.</summary>
    internal bool ClosesAsLabel()
    {
        byte quote = _text[Start];
        int p = End;
        while (p < _limit && _text[p] != quote)
        {
            p += _text[p] == '\\' ? 2 : 1;
        }
        return _text[p + 1] == ':' && _text[p + 2] != ':';
    }
}
