namespace Kernel.Ruby.Syntax.Lexing;

/// <summary>Identifiers, keywords, variables, and the names that may follow <c>def</c>, a dot or a colon.</summary>
internal sealed partial class Lexer
{
    // A mark before an equals sign belongs to an operator, as in a!=b, and not to the name.
    private void ScanIdentifier(int p)
    {
        byte first = _text[p];
        int end = ScanName(p);
        byte next = _text[end];
        if (next is (byte)'?' or (byte)'!' && _text[end + 1] != '=')
        {
            End = end + 1;
            Kind = next == '?' && Slice(p, end).SequenceEqual("defined"u8) ? TokenKind.KeywordDefined : TokenKind.MethodIdentifier;
            return;
        }
        End = end;
        Kind = FindKeyword(Slice(p, end)) ?? (IsConstantStart(p, first) ? TokenKind.Constant : TokenKind.Identifier);
    }

    /// <summary>The end of the run of name characters at an offset.</summary>
    internal int ScanName(int p)
    {
        while (CharacterClass.IsName(_text[p]))
        {
            p++;
        }
        return p;
    }

    /// <summary>
    /// The end of the method name at an offset: an identifier with its mark, an operator, or a backtick; -1 if there is none.
    /// With <paramref name="withSetter"/>, <c>name=</c> and <c>[]=</c> count as names.
    /// </summary>
    internal int ScanMethodName(int p, bool withSetter)
    {
        if (!CharacterClass.IsNameStart(_text[p]))
        {
            return ScanOperatorName(p);
        }
        int end = ScanName(p);
        byte next = _text[end];
        byte second = _text[end + 1];
        if (next is (byte)'?' or (byte)'!' && _text[end + 1] != '=')
        {
            return end + 1;
        }
        bool isSetter = withSetter && next == '=' && second is not ((byte)'~' or (byte)'>')
            && (second != '=' || _text[end + 2] == '>');
        return isSetter ? end + 1 : end;
    }

    private int ScanOperatorName(int p)
    {
        byte second = _text[p + 1];
        byte third = _text[p + 2];
        int length = _text[p] switch
        {
            (byte)'[' => second != ']' ? -1 : third != '=' || _text[p + 3] is (byte)'=' or (byte)'~' or (byte)'>' ? 2 : 3,
            (byte)'+' or (byte)'-' => second == '@' ? 2 : 1,
            (byte)'*' => second == '*' ? 2 : 1,
            (byte)'&' => second is (byte)'.' or (byte)'&' ? -1 : 1,
            (byte)'|' => second == '|' ? -1 : 1,
            (byte)'/' or (byte)'%' or (byte)'^' or (byte)'`' => 1,
            (byte)'~' => second == '@' ? 2 : 1,
            (byte)'!' => second is (byte)'=' or (byte)'~' or (byte)'@' ? 2 : 1,
            (byte)'=' => second == '=' ? (third == '=' ? 3 : 2) : second == '~' ? 2 : -1,
            (byte)'<' => second == '=' ? (third == '>' ? 3 : 2) : second == '<' ? 2 : 1,
            (byte)'>' => second is (byte)'=' or (byte)'>' ? 2 : 1,
            _ => -1,
        };
        return length < 0 ? -1 : p + length;
    }

    private bool IsConstantStart(int p, byte first)
    {
        if (first < 0x80)
        {
            return CharacterClass.IsUpper(first);
        }
        bool isCharacter = System.Text.Rune.DecodeFromUtf8(_text.AsSpan(p), out System.Text.Rune rune, out _)
            == System.Buffers.OperationStatus.Done;
        return isCharacter && System.Text.Rune.GetUnicodeCategory(rune)
            is System.Globalization.UnicodeCategory.UppercaseLetter or System.Globalization.UnicodeCategory.TitlecaseLetter;
    }

    private void ScanInstanceVariable(int p)
    {
        int start = _text[p + 1] == '@' ? p + 2 : p + 1;
        if (!CharacterClass.IsNameStart(_text[start]))
        {
            string kind = start == p + 2 ? "a class" : "an instance";
            int end = Math.Min(ScanName(start), _limit);
            string name = System.Text.Encoding.UTF8.GetString(Slice(p, end));
            throw new SyntaxException(p, $"'{name}' is not allowed as {kind} variable name", isAtEnd: false) { End = end };
        }
        Kind = start == p + 2 ? TokenKind.ClassVariable : TokenKind.InstanceVariable;
        End = ScanName(start);
    }

    private void ScanGlobalVariable(int p)
    {
        byte c = _text[p + 1];
        Kind = TokenKind.GlobalVariable;
        End = p + 2;
        if (CharacterClass.IsNameStart(c) || c == '0')
        {
            End = ScanName(p + 1);
            if (c == '0' && End > p + 2)
            {
                throw new SyntaxException(p, $"'{System.Text.Encoding.UTF8.GetString(Slice(p, End))}' is not allowed as a global variable name", isAtEnd: false) { End = End };
            }
        }
        else if (CharacterClass.IsDigit(c))
        {
            Kind = TokenKind.NumberedReference;
            while (CharacterClass.IsDigit(_text[End]))
            {
                End++;
            }
        }
        else if (c is (byte)'&' or (byte)'`' or (byte)'\'' or (byte)'+')
        {
            Kind = TokenKind.BackReference;
        }
        else if (c == '-' && CharacterClass.IsName(_text[p + 2]))
        {
            End = p + 3;
        }
        else if (!IsGlobalPunctuation(c))
        {
            throw Error(p, "'$' without a name is not allowed as a global variable name");
        }
    }

    private static bool IsGlobalPunctuation(byte c) => "~*$?!@/\\;,.=:<>\"-"u8.Contains(c);

    /// <summary>Whether the text after a <c>#</c> in a literal is a variable to embed.</summary>
    private bool IsEmbeddedVariable(int p, byte terminator)
    {
        byte c = _text[p + 1];
        if (_text[p] == '@')
        {
            return CharacterClass.IsNameStart(c) || (c == '@' && CharacterClass.IsNameStart(_text[p + 2]));
        }
        if (_text[p] != '$' || c == terminator)
        {
            return false;
        }
        return CharacterClass.IsName(c) || (c == '-' && CharacterClass.IsNameStart(_text[p + 2]))
            || (c != '-' && (IsGlobalPunctuation(c) || c is (byte)'&' or (byte)'`' or (byte)'\'' or (byte)'+'));
    }

    /// <summary>Makes the variable at an offset the current token.</summary>
    internal void ScanEmbeddedVariable(int p)
    {
        Start = p;
        SpaceBefore = false;
        ScanToken(p);
    }

    private static TokenKind? FindKeyword(ReadOnlySpan<byte> name)
    {
        switch (name.Length)
        {
            case 2:
                return name.SequenceEqual("if"u8) ? TokenKind.KeywordIf
                    : name.SequenceEqual("do"u8) ? TokenKind.KeywordDo
                    : name.SequenceEqual("in"u8) ? TokenKind.KeywordIn
                    : name.SequenceEqual("or"u8) ? TokenKind.KeywordOr : null;
            case 3:
                return name.SequenceEqual("end"u8) ? TokenKind.KeywordEnd
                    : name.SequenceEqual("def"u8) ? TokenKind.KeywordDef
                    : name.SequenceEqual("nil"u8) ? TokenKind.KeywordNil
                    : name.SequenceEqual("and"u8) ? TokenKind.KeywordAnd
                    : name.SequenceEqual("not"u8) ? TokenKind.KeywordNot
                    : name.SequenceEqual("for"u8) ? TokenKind.KeywordFor
                    : name.SequenceEqual("END"u8) ? TokenKind.KeywordEndUpper : null;
            case 4:
                return name.SequenceEqual("self"u8) ? TokenKind.KeywordSelf
                    : name.SequenceEqual("else"u8) ? TokenKind.KeywordElse
                    : name.SequenceEqual("true"u8) ? TokenKind.KeywordTrue
                    : name.SequenceEqual("when"u8) ? TokenKind.KeywordWhen
                    : name.SequenceEqual("then"u8) ? TokenKind.KeywordThen
                    : name.SequenceEqual("case"u8) ? TokenKind.KeywordCase
                    : name.SequenceEqual("next"u8) ? TokenKind.KeywordNext
                    : name.SequenceEqual("redo"u8) ? TokenKind.KeywordRedo : null;
            case 5:
                return FindFiveLetterKeyword(name);
            case 6:
                return name.SequenceEqual("return"u8) ? TokenKind.KeywordReturn
                    : name.SequenceEqual("unless"u8) ? TokenKind.KeywordUnless
                    : name.SequenceEqual("module"u8) ? TokenKind.KeywordModule
                    : name.SequenceEqual("rescue"u8) ? TokenKind.KeywordRescue
                    : name.SequenceEqual("ensure"u8) ? TokenKind.KeywordEnsure : null;
            case 8:
                return name.SequenceEqual("__FILE__"u8) ? TokenKind.KeywordFile
                    : name.SequenceEqual("__LINE__"u8) ? TokenKind.KeywordLine : null;
            case 12:
                return name.SequenceEqual("__ENCODING__"u8) ? TokenKind.KeywordEncoding : null;
            default:
                return null;
        }
    }

    private static TokenKind? FindFiveLetterKeyword(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("class"u8) ? TokenKind.KeywordClass
        : name.SequenceEqual("while"u8) ? TokenKind.KeywordWhile
        : name.SequenceEqual("until"u8) ? TokenKind.KeywordUntil
        : name.SequenceEqual("begin"u8) ? TokenKind.KeywordBegin
        : name.SequenceEqual("BEGIN"u8) ? TokenKind.KeywordBeginUpper
        : name.SequenceEqual("break"u8) ? TokenKind.KeywordBreak
        : name.SequenceEqual("elsif"u8) ? TokenKind.KeywordElsif
        : name.SequenceEqual("false"u8) ? TokenKind.KeywordFalse
        : name.SequenceEqual("super"u8) ? TokenKind.KeywordSuper
        : name.SequenceEqual("yield"u8) ? TokenKind.KeywordYield
        : name.SequenceEqual("alias"u8) ? TokenKind.KeywordAlias
        : name.SequenceEqual("undef"u8) ? TokenKind.KeywordUndef
        : name.SequenceEqual("retry"u8) ? TokenKind.KeywordRetry : null;
}
