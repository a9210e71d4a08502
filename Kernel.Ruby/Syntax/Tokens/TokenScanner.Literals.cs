using Kernel.Ruby.Syntax.Lexing;

namespace Kernel.Ruby.Syntax.Tokens;

/// <summary>Strings, symbols, regular expressions, word lists and heredocs.</summary>
internal sealed partial class TokenScanner
{
    /// <summary>Whether the current token begins a literal: where an operator could stand, only if no space is behind it.</summary>
    private bool BeginsLiteral()
    {
        byte next = _lex.At(_lex.End);
        switch (_lex.Kind)
        {
            case TokenKind.DoubleQuote or TokenKind.SingleQuote or TokenKind.Backtick:
                return true;
            case TokenKind.Colon:
                return next is (byte)'"' or (byte)'\'' || (_expects != Expectation.Operator && !CharacterClass.IsSpace(next));
            case TokenKind.ShiftLeft when _tokens is [.., { Category: TokenCategory.Keyword, Length: 5 } before] && _lex.At(before.Start) == 'c':
                // class << self
                return false;
            case TokenKind.Slash or TokenKind.Percent or TokenKind.ShiftLeft or TokenKind.Question:
                break;
            case TokenKind.OperatorAssign when _lex.At(_lex.Start) is (byte)'/' or (byte)'%':
                return _expects == Expectation.Operand;
            default:
                return false;
        }

        return _expects == Expectation.Operand
            || (_expects == Expectation.Argument && _lex.SpaceBefore && !CharacterClass.IsSpace(next));
    }

    /// <summary>Takes the literal at the current token; false if it is none after all.</summary>
    private bool ScanLiteral()
    {
        int start = _lex.Start;
        byte first = _lex.At(start);
        switch (first)
        {
            case (byte)'"' or (byte)'\'' or (byte)'`':
                return ScanDelimited(TokenCategory.String, start + 1, 0, first, first != '\'');
            case (byte)'/':
                return ScanDelimited(TokenCategory.Regexp, start + 1, 0, first, interpolates: true);
            case (byte)':':
                return ScanSymbol(start);
            case (byte)'?':
                return ScanCharacter(start);
            case (byte)'%':
                return ScanPercent(start);
            default:
                return ScanHeredoc();
        }
    }

    private bool ScanSymbol(int start)
    {
        byte quote = _lex.At(start + 1);
        if (quote is (byte)'"' or (byte)'\'')
        {
            return ScanDelimited(TokenCategory.Symbol, start + 2, 0, quote, quote == '"');
        }

        int name = start + 1;
        while (_lex.At(name) is (byte)'@' or (byte)'$')
        {
            name++;
        }

        int end = name > start + 1 ? _lex.ScanName(name) : _lex.ScanMethodName(name, withSetter: true);
        if (end <= name)
        {
            return false;
        }

        return Finish(TokenCategory.Symbol, start, end);
    }

    private bool ScanCharacter(int start)
    {
        Nodes.StringFlags flags = default;
        int end;
        try
        {
            end = _lex.ScanCharacterLiteral(ref flags);
        }
        catch (SyntaxException)
        {
            end = Math.Min(_limit, start + 2);
        }

        _lex.Buffer.Take();
        return end > 0 && Finish(TokenCategory.String, start, end);
    }

    private bool ScanPercent(int start)
    {
        byte kind = _lex.At(start + 1);
        bool hasKind = CharacterClass.IsLetter(kind);
        int delimiter = hasKind ? start + 2 : start + 1;
        byte open = _lex.At(delimiter);
        if (delimiter >= _limit || CharacterClass.IsName(open) || CharacterClass.IsSpace(open) || (hasKind && !"qQwWiIrsx"u8.Contains(kind)))
        {
            return false;
        }

        byte close = open switch { (byte)'(' => (byte)')', (byte)'[' => (byte)']', (byte)'{' => (byte)'}', (byte)'<' => (byte)'>', _ => open };
        TokenCategory category = kind switch
        {
            (byte)'r' when hasKind => TokenCategory.Regexp,
            (byte)'s' or (byte)'i' or (byte)'I' when hasKind => TokenCategory.Symbol,
            _ => TokenCategory.String,
        };
        bool interpolates = !hasKind || !"qwis"u8.Contains(kind);
        return ScanDelimited(category, delimiter + 1, close == open ? (byte)0 : open, close, interpolates);
    }

    /// <summary>A literal between delimiters, whose contents begin at an offset.</summary>
    private bool ScanDelimited(TokenCategory category, int contents, byte open, byte close, bool interpolates)
    {
        int start = _lex.Start;
        bool mayBeLabel = category == TokenCategory.String && _openTernaries == 0 && _expects != Expectation.Operator;
        TokenCategory delimiter = category == TokenCategory.String ? TokenCategory.StringDelimiter : category;
        Add(delimiter, start, contents);
        int opening = _tokens.Count - 1;
        var scan = new LiteralScan
        {
            Position = contents,
            Open = open,
            Close = close,
            Interpolates = interpolates,
            IsRegexp = category == TokenCategory.Regexp,
        };
        if (!ScanContents(category, ref scan))
        {
            // What is never closed stays open.
            _tokens[opening] = _tokens[opening] with { Role = TokenRole.Opens };
            return true;
        }

        int end = scan.Position + 1;
        while (category == TokenCategory.Regexp && CharacterClass.IsLetter(_lex.At(end)))
        {
            end++;
        }

        bool isLabel = mayBeLabel && close is (byte)'"' or (byte)'\'' && _lex.At(end) == ':' && _lex.At(end + 1) != ':';
        if (!isLabel)
        {
            return Finish(delimiter, scan.Position, end);
        }

        Finish(TokenCategory.Label, scan.Position, end + 1);
        _expects = Expectation.Operand;
        return true;
    }

    /// <summary>
    /// The contents up to the closing delimiter, with what is embedded. False when the text ends first: the rest of it is
    /// the literal's then, and the scan is over.
    /// </summary>
    private bool ScanContents(TokenCategory category, ref LiteralScan scan)
    {
        int from = scan.Position;
        while (true)
        {
            ContentStop stop;
            try
            {
                stop = _lex.ScanContent(ref scan);
            }
            catch (SyntaxException)
            {
                return TakeRest(category, from);
            }
            finally
            {
                _lex.Buffer.Take();
            }

            switch (stop)
            {
                case ContentStop.Close:
                    Add(category, from, scan.Heredoc is null ? scan.Position : scan.PartEnd);
                    return true;
                case ContentStop.Statements:
                    Add(category, from, scan.Position - 2);
                    if (!ScanEmbedded(ref scan))
                    {
                        return false;
                    }

                    from = scan.Position;
                    break;
                case ContentStop.Variable:
                    Add(category, from, scan.Position - 1);
                    Add(TokenCategory.Embedding, scan.Position - 1, scan.Position);
                    _lex.ScanEmbeddedVariable(scan.Position);
                    Add(TokenCategory.InstanceVariable, scan.Position, _lex.End);
                    from = scan.Position = _lex.End;
                    break;
                case ContentStop.LineEnd:
                    // Behind it the body of a heredoc may have been jumped over.
                    Add(category, from, scan.PartEnd);
                    from = scan.Position;
                    break;
            }
        }
    }

    /// <summary>Code between <c>#{</c> and <c>}</c>; false when the text ends in it.</summary>
    private bool ScanEmbedded(ref LiteralScan scan)
    {
        Expectation saved = _expects;
        Add(TokenCategory.Embedding, TokenRole.Opens, scan.Position - 2, scan.Position);
        Open(TokenKind.LeftBrace);
        _expects = Expectation.Operand;
        int position = scan.Position;
        Step(() => _lex.Resume(position), position);
        if (!ScanUntil(TokenKind.RightBrace))
        {
            return false;
        }

        Add(TokenCategory.Embedding, TokenRole.Closes, _lex.Start, _lex.End);
        Close();
        scan.Position = _lex.End;
        _expects = saved;
        return true;
    }

    private bool ScanHeredoc()
    {
        if (_lex.ReadHeredocOpening() is not { } heredoc)
        {
            return false;
        }

        int start = _lex.Start;
        int newline = _lex.FindLineEnd(heredoc.OpeningEnd);
        bool hasEnd = false;
        if (newline < _lex.Limit)
        {
            var scan = new LiteralScan
            {
                Position = _lex.AfterNewline(newline),
                Interpolates = heredoc.Quote != '\'',
                Heredoc = heredoc,
                AtLineStart = true,
            };
            int body = scan.Position;
            hasEnd = ScanContents(TokenCategory.String, ref scan);
            _lex.JumpAt(newline, hasEnd ? scan.Position : _lex.Limit);
            if (hasEnd)
            {
                Add(TokenCategory.StringDelimiter, Math.Max(body, scan.PartEnd), _lex.FindLineEnd(scan.PartEnd));
            }
        }

        Finish(TokenCategory.StringDelimiter, start, heredoc.OpeningEnd);
        int opening = _tokens.FindLastIndex(token => token.Start == start);
        _tokens[opening] = _tokens[opening] with { Role = hasEnd ? TokenRole.None : TokenRole.Opens };
        return true;
    }

    private bool Finish(TokenCategory category, int start, int end)
    {
        Add(category, start, end);
        _expects = Expectation.Operator;
        Step(() => _lex.Resume(end), end);
        return true;
    }

    private bool TakeRest(TokenCategory category, int from)
    {
        Add(category, from, _limit);
        _lex.Resume(_limit);
        return false;
    }
}
