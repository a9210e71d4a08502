using System.Runtime.CompilerServices;
using Kernel.Ruby.Regexps.Nodes;

namespace Kernel.Ruby.Regexps.Parsing;

/// <summary>Character classes.</summary>
internal sealed partial class PatternParser
{
    private bool _hasWarnedOfDuplicate;

    /// <summary>A class; one of a single character is a text. The token behind it becomes the current one.</summary>
    private Node ClassOrText()
    {
        ClassBuilder set = Class();
        if (!set.IsNegated && set.Codes.Bounds is [var only, var same] && only == same)
        {
            return TextFrom([only]);
        }

        Next();
        return ClassNode(set);
    }

    private Node ClassNode(ClassBuilder set) => Has(PatternOptions.IgnoreCase) ? Folded(set) : new SetNode(new CodeSet(set.Result()));

    /// <summary>A class up to its bracket.</summary>
    private ClassBuilder Class()
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        NextInClass();
        ClassBuilder set = new(this);
        if (_token is { Kind: TokenKind.Text, Code: '^', IsEscaped: false })
        {
            set.IsNegated = true;
            NextInClass();
        }

        if (_token.Kind == TokenKind.ClassClose)
        {
            if (Array.IndexOf(_codes, ']', _position) < 0)
            {
                throw Error("empty char-class");
            }

            Warn("character class has ']' without escape");
            _token.Kind = TokenKind.Text;
        }

        while (_token.Kind != TokenKind.ClassClose)
        {
            if (ClassPart(set))
            {
                NextInClass();
            }
        }

        set.Finish();
        return set;
    }

    /// <summary>Takes a token of a class; false when the next one is read already.</summary>
    private bool ClassPart(ClassBuilder set)
    {
        switch (_token.Kind)
        {
            case TokenKind.Text or TokenKind.RawByte or TokenKind.CodePoint:
                set.Value(_token.Code);
                return true;
            case TokenKind.Type:
                set.AddType(_token.Name, _token.IsNegated, Has(PatternOptions.AsciiTypes), foldsBeyondAscii: _token.Name != "word");
                return true;
            case TokenKind.Bracket:
                ClassBracket(set);
                return true;
            case TokenKind.Property:
                bool isNegated = _token.IsNegated;
                (string name, CodeRanges codes) = PropertyRanges();
                set.AddSet(isNegated ? codes.Negated() : codes, foldsBeyondAscii: name != "ascii");
                return true;
            case TokenKind.ClassRange:
                return ClassDash(set);
            case TokenKind.ClassOpen:
                set.AddNested(Class());
                return true;
            case TokenKind.ClassAnd:
                set.And();
                return true;
            default:
                throw Error("premature end of char-class");
        }
    }

    private void ClassBracket(ClassBuilder set)
    {
        int behind = _token.Behind;
        if (BracketType() is { } type)
        {
            bool isAscii = Has(PatternOptions.AsciiBrackets);
            set.AddType(type.Name, type.IsNegated, isAscii, foldsBeyondAscii: type.Name is not ("word" or "ascii") && !isAscii);
            return;
        }

        Warn("character class has '[' without escape");
        _position = behind;
        set.Value('[');
    }

    /// <summary>A dash: a range, or at the ends of a class a character.</summary>
    private bool ClassDash(ClassBuilder set)
    {
        switch (set.State)
        {
            case ClassState.Value or ClassState.Type or ClassState.Complete:
                NextInClass();
                if (_token.Kind == TokenKind.ClassClose || _token.Kind == TokenKind.ClassAnd || set.State == ClassState.Complete)
                {
                    if (_token.Kind != TokenKind.ClassClose)
                    {
                        Warn("character class has '-' without escape");
                    }

                    set.Value('-');
                    return false;
                }

                if (set.State == ClassState.Type)
                {
                    throw Error("unmatched range specifier in char-class");
                }

                set.State = ClassState.Range;
                return false;
            case ClassState.Start:
                NextInClass();
                if (_token.Kind == TokenKind.ClassRange || set.IsBehindAnd)
                {
                    Warn("character class has '-' without escape");
                }

                set.Value('-');
                return false;
            default:
                Warn("character class has '-' without escape");
                set.Value('-');
                return true;
        }
    }

    /// <summary>\p{name}, the current position being behind its brace, as a node.</summary>
    private Node PropertyNode()
    {
        bool isNegated = _token.IsNegated;
        (string name, CodeRanges codes) = PropertyRanges();
        ClassBuilder set = new(this) { IsNegated = isNegated };
        set.AddSet(codes, foldsBeyondAscii: true);
        return name == "ascii" ? new SetNode(new CodeSet(set.Result())) : ClassNode(set);
    }

    private (string Name, CodeRanges Codes) PropertyRanges()
    {
        int start = _position;
        for (int end = start; end < _codes.Length && _codes[end] is not ('(' or ')' or '{' or '|'); end++)
        {
            if (_codes[end] == '}')
            {
                string name = TextOf(start, end);
                string key = name.ToLowerInvariant().Replace(" ", "").Replace("-", "").Replace("_", "");
                _position = end + 1;
                return (key, _coding.Property(key) ?? throw Error($"invalid character property name {{{name}}}"));
            }
        }

        int last = start;
        while (last < _codes.Length - 1 && _codes[last] is not ('(' or ')' or '{' or '|'))
        {
            last++;
        }

        throw Error($"invalid character property name {{{TextOf(start, last)}}}");
    }

    /// <summary>The codes of a POSIX type.</summary>
    private CodeRanges TypeRanges(string name, bool isNegated, bool isAscii)
    {
        CodeRanges codes = isAscii ? AsciiTypes.Find(name)! : _coding.Property(name)!;
        return isNegated ? codes.Negated() : codes;
    }

    private void WarnOfDuplicate()
    {
        if (!_hasWarnedOfDuplicate)
        {
            _hasWarnedOfDuplicate = true;
            Warn("character class has duplicated range", isVerbose: true);
        }
    }

    private enum ClassState
    {
        Start,
        Value,
        Type,
        Range,
        Complete,
    }

    /// <summary>
    /// A class being read. Beside its codes stand those that may fold between ASCII and the rest: \w does not take in the long s
    /// because it has s.
    /// </summary>
    private sealed class ClassBuilder(PatternParser parser)
    {
        private ClassBuilder? _before;
        private int _value;

        /// <summary>The codes, negation aside.</summary>
        public CodeRanges Codes { get; private set; } = new();

        /// <summary>Those that fold across the border of ASCII.</summary>
        public CodeRanges Folding { get; private set; } = new();

        public bool IsNegated { get; set; }

        public bool IsBehindAnd { get; private set; }

        public ClassState State { get; set; }

        public CodeRanges Result() => IsNegated ? Codes.Negated() : Codes;

        /// <summary>A character: it may be the end of a range, or the start of one.</summary>
        public void Value(int code)
        {
            if (State == ClassState.Range)
            {
                AddRange(_value, code);
                State = ClassState.Complete;
                return;
            }

            Flush();
            State = ClassState.Value;
            _value = code;
        }

        public void AddType(string name, bool isNegated, bool isAscii, bool foldsBeyondAscii) =>
            AddSet(parser.TypeRanges(name, isNegated, isAscii), foldsBeyondAscii);

        public void AddSet(CodeRanges codes, bool foldsBeyondAscii)
        {
            AddChecked(codes);
            if (foldsBeyondAscii)
            {
                Folding.Add(codes);
            }

            if (State == ClassState.Range)
            {
                throw Error("char-class value at end of range");
            }

            Flush();
            State = ClassState.Type;
        }

        public void AddNested(ClassBuilder other)
        {
            Codes.Add(other.Result());
            Folding.Add(other.IsNegated ? other.Folding.Negated() : other.Folding);
        }

        /// <summary>What follows is another set, of which only what is in this one counts.</summary>
        public void And()
        {
            Flush();
            State = ClassState.Start;
            IsBehindAnd = true;
            ClassBuilder left = new(parser) { Codes = Codes, Folding = Folding };
            if (_before is not null)
            {
                left.Codes = _before.Codes.And(Codes);
                left.Folding = _before.Folding.And(Folding);
            }

            _before = left;
            Codes = new CodeRanges();
            Folding = new CodeRanges();
        }

        public void Finish()
        {
            Flush();
            if (_before is not null)
            {
                Codes = _before.Codes.And(Codes);
                Folding = _before.Folding.And(Folding);
                _before = null;
            }
        }

        private void Flush()
        {
            if (State == ClassState.Value)
            {
                AddRange(_value, _value);
                State = ClassState.Start;
            }
        }

        private void AddRange(int from, int to)
        {
            if (from > to)
            {
                throw Error("empty range in char class");
            }

            if (Codes.Meets(from, to))
            {
                parser.WarnOfDuplicate();
            }

            Codes.Add(from, to);
            Folding.Add(from, to);
        }

        private void AddChecked(CodeRanges codes)
        {
            ReadOnlySpan<int> bounds = codes.Bounds;
            for (int i = 0; i < bounds.Length; i += 2)
            {
                if (Codes.Meets(bounds[i], bounds[i + 1]))
                {
                    parser.WarnOfDuplicate();
                }
            }

            Codes.Add(codes);
        }
    }
}
