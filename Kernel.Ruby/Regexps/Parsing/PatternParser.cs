using System.Runtime.CompilerServices;
using System.Text;
using Kernel.Ruby.Regexps.Nodes;

namespace Kernel.Ruby.Regexps.Parsing;

/// <summary>
/// Parses a pattern that <see cref="PatternSource"/> prepared. Read <c>PatternParser.cs</c> (alternatives, branches, repeats), then
/// <c>.Tokens.cs</c>, <c>.Escapes.cs</c>, <c>.Names.cs</c>, <c>.Groups.cs</c>, <c>.Classes.cs</c>, <c>.ClassTokens.cs</c>, <c>.Folding.cs</c>.
/// </summary>
internal sealed partial class PatternParser
{
    private const int MostRepeats = 100_000;
    private const int MostGroupNumber = 1000;
    private const int MostGroups = 32767;

    private readonly byte[] _text;
    private readonly CharacterCoding _coding;
    private readonly int[] _codes;
    private readonly int[] _offsets;
    private readonly List<GroupNode> _groups = [];
    private readonly List<GroupName> _names = [];
    private readonly List<CallNode> _calls = [];
    private readonly List<BackreferenceNode> _backreferences = [];
    private readonly List<ConditionNode> _conditions = [];
    private readonly List<PatternWarning> _warnings = [];
    private PatternOptions _options;
    private Token _token;
    private int _position;

    private PatternParser(byte[] text, CharacterCoding coding, PatternOptions options)
    {
        _text = text;
        _coding = coding;
        _options = options | PatternOptions.AsciiTypes;
        (_codes, _offsets) = coding.Decode(text);
    }

    /// <summary>Parses; <see cref="RegexpSyntaxException"/> when the pattern is wrong.</summary>
    public static ParsedPattern Parse(byte[] text, CharacterCoding coding, PatternOptions options)
    {
        PatternParser parser = new(text, coding, options);
        try
        {
            parser.Next();
            Node root = parser.Alternatives(TokenKind.End);
            return parser.Finish(root);
        }
        catch (InsufficientExecutionStackException)
        {
            throw new RegexpSyntaxException("parse depth limit over");
        }
    }

    private bool AtEnd => _position == _codes.Length;

    private bool Has(PatternOptions option) => (_options & option) != 0;

    private static RegexpSyntaxException Error(string message) => new(message);

    private int Peek(int ahead = 0) => _position + ahead < _codes.Length ? _codes[_position + ahead] : -1;

    /// <summary>Text between two positions.</summary>
    private string TextOf(int start, int end) => Encoding.UTF8.GetString(_text, _offsets[start], _offsets[end] - _offsets[start]);

    private void Warn(string message, bool isVerbose = false) => _warnings.Add(new PatternWarning(message, isVerbose));

    /// <summary>Branches up to a token that ends them, which stays the current one.</summary>
    private Node Alternatives(TokenKind end)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        Node first = Branch(end);
        if (_token.Kind == TokenKind.Alternative)
        {
            List<Node> branches = [first];
            while (_token.Kind == TokenKind.Alternative)
            {
                Next();
                branches.Add(Branch(end));
            }

            first = new AlternationNode(branches);
        }

        return _token.Kind == end ? first : throw Error("end pattern with unmatched parenthesis");
    }

    private bool EndsBranch(TokenKind end) => _token.Kind == TokenKind.End || _token.Kind == TokenKind.Alternative || _token.Kind == end;

    private Node Branch(TokenKind end)
    {
        if (EndsBranch(end))
        {
            return new SequenceNode([]);
        }

        Node first = Expression(end);
        if (EndsBranch(end))
        {
            return first;
        }

        List<Node> parts = [];
        Splice(parts, first);
        while (!EndsBranch(end))
        {
            Splice(parts, Expression(end));
        }

        return new SequenceNode(parts);
    }

    private static void Splice(List<Node> parts, Node node)
    {
        if (node is SequenceNode sequence)
        {
            parts.AddRange(sequence.Parts);
        }
        else
        {
            parts.Add(node);
        }
    }

    /// <summary>One part of a branch with its repeats; the token behind it becomes the current one.</summary>
    private Node Expression(TokenKind end)
    {
        bool isGroup = false;
        Node node;
        switch (_token.Kind)
        {
            case TokenKind.Open:
                GroupResult group = Group();
                isGroup = group.IsPlain;
                node = group.Node!;
                if (group.IsOptions)
                {
                    return RestWithOptions(group.Options, end);
                }

                Next();
                break;
            case TokenKind.Text:
                node = TextFrom(new List<int> { _token.Code });
                break;
            case TokenKind.CodePoint:
                node = TextFrom(new List<int> { _token.Code });
                break;
            case TokenKind.ClassOpen:
                node = ClassOrText();
                break;
            default:
                node = Simple();
                Next();
                break;
        }

        return Repeated(node, isGroup);
    }

    private Node RestWithOptions(PatternOptions options, TokenKind end)
    {
        PatternOptions saved = _options;
        _options = options;
        Next();
        Node rest = Alternatives(end);
        _options = saved;
        return new SequenceNode([rest]);
    }

    private Node Simple()
    {
        switch (_token.Kind)
        {
            case TokenKind.Close:
                throw Error("unmatched close parenthesis");
            case TokenKind.Repeat:
                throw Error("target of repeat operator is not specified");
            case TokenKind.RawByte:
                return new TextNode([_token.Code], Has(PatternOptions.IgnoreCase));
            case TokenKind.Any:
                return new SetNode(new CodeSet(Has(PatternOptions.MultiLine) ? new CodeRanges().Negated() : CodeRanges.Of('\n', '\n').Negated()));
            case TokenKind.Type:
                return new SetNode(new CodeSet(TypeRanges(_token.Name, _token.IsNegated, Has(PatternOptions.AsciiTypes))));
            case TokenKind.Property:
                return PropertyNode();
            case TokenKind.Anchor:
                return new AnchorNode(_token.Anchor, _token.IsAscii);
            case TokenKind.Backreference:
                BackreferenceNode reference = new(_token.Groups, _token.IsByName, _token.Level, Has(PatternOptions.IgnoreCase));
                _backreferences.Add(reference);
                return reference;
            case TokenKind.Call:
                CallNode call = new(_token.Name, _token.Code);
                _calls.Add(call);
                return call;
            case TokenKind.LineBreak:
                return Graphemes.LineBreak(_coding);
            case TokenKind.Grapheme:
                return Graphemes.Cluster(_coding);
            default:
                throw Error("internal parser error (bug)");
        }
    }

    /// <summary>A text goes on with the characters that follow.</summary>
    private Node TextFrom(List<int> codes)
    {
        for (Next(); _token.Kind is TokenKind.Text or TokenKind.CodePoint; Next())
        {
            codes.Add(_token.Code);
        }

        return new TextNode(codes, Has(PatternOptions.IgnoreCase));
    }

    /// <summary>Repeats behind a part. Of a text they mean the last character.</summary>
    private Node Repeated(Node node, bool isGroup)
    {
        Node? head = null;
        for (; _token.Kind == TokenKind.Repeat; Next(), isGroup = false)
        {
            if (_token is { Code: 1, Upper: 1 })
            {
                continue;
            }

            if (!isGroup && node is TextNode { Codes.Count: > 1 } text)
            {
                head = new TextNode(text.Codes[..^1], text.IgnoresCase);
                node = new TextNode(text.Codes[^1..], text.IgnoresCase);
            }

            RepeatNode repeat = new(node, _token.Code, _token.Upper, _token.IsGreedy);
            node = repeat.Target is RepeatNode inner ? Reduced(repeat, inner) : repeat;
            if (_token.IsPossessive)
            {
                node = new AtomicNode(node);
            }
        }

        return head is null ? node : new SequenceNode([head, node]);
    }

    private ParsedPattern Finish(Node root)
    {
        GroupNode? whole = null;
        if (_calls.Count > 0)
        {
            whole = new GroupNode(0, hasName: false) { Target = root };
            root = whole;
        }

        GroupNumbers numbers = new(_groups, _names);
        numbers.CheckNames(_backreferences);
        foreach (CallNode call in _calls)
        {
            call.Target = numbers.Target(call, whole!, _names);
        }

        return new ParsedPattern(root, numbers, _names, _warnings, _calls, _backreferences, _conditions, _text);
    }
}
