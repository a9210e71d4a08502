using System.Text;
using Kernel.Ruby.Syntax.Nodes;

namespace Kernel.Ruby.Syntax.Warnings;

/// <summary>
/// Walks a tree for what MRI 3.4 warns of when it parses: duplicate keys and when clauses, values that nobody uses, literals in
/// conditions, variables that are never read, statements that are not reached.
/// </summary>
public sealed partial class SyntaxWarnings
{
    private readonly Source _source;
    private readonly List<SyntaxWarning> _found = [];
    private readonly Stack<LocalUse> _scopes = new();
    private readonly bool _isVerbose;
    private bool _isInMethod;

    private SyntaxWarnings(Source source, bool isVerbose)
    {
        _source = source;
        _isVerbose = isVerbose;
    }

    /// <summary>The warnings of a text, in the order of their places.</summary>
    /// <param name="parsed">A parse without error.</param>
    /// <param name="isVerbose">Whether <c>-w</c> asks for all.</param>
    /// <param name="isProgram">Not the text of an eval: its variables are its own.</param>
    public static IReadOnlyList<SyntaxWarning> Of(ParseResult parsed, bool isVerbose, bool isProgram)
    {
        SyntaxWarnings warnings = new(parsed.Source, isVerbose);
        ProgramNode program = parsed.Program!;
        warnings.InScope(tells: isProgram, [program.Statements]);
        if (isProgram && program.Statements.Body is [.., { } last])
        {
            warnings.CheckUse(last);
        }

        warnings.CheckTopLevelReturns(program.Statements);
        return warnings._found.Count < 2 ? warnings._found : [.. warnings._found.OrderBy(warning => warning.Offset < 0 ? int.MaxValue : warning.Offset)];
    }

    private void Add(Node place, string message, bool isVerbose)
    {
        if (_isVerbose || !isVerbose)
        {
            _found.Add(new SyntaxWarning(place.Location.Start, message, isVerbose));
        }
    }

    private void Visit(Node node)
    {
        switch (node)
        {
            case DefNode definition:
                VisitDefinition(definition);
                return;
            case ClassNode or ModuleNode or SingletonClassNode or BlockNode or LambdaNode:
                InScope(tells: true, Children(node));
                return;
            case HashNode hash:
                CheckKeys(hash.Elements);
                break;
            case KeywordHashNode hash:
                CheckKeys(hash.Elements);
                break;
            case CaseNode choice:
                CheckWhens(choice);
                break;
            case PostExecutionNode when _isInMethod:
                Add(node, "END in method; use at_exit", isVerbose: false);
                break;
            case StatementsNode statements:
                CheckStatements(statements);
                break;
            case IfNode choice:
                CheckCondition(choice.Predicate);
                break;
            case UnlessNode choice:
                CheckCondition(choice.Predicate);
                break;
            case WhileNode loop:
                CheckCondition(loop.Predicate);
                break;
            case UntilNode loop:
                CheckCondition(loop.Predicate);
                break;
            default:
                NoteLocal(node);
                break;
        }

        node.ForEachChild(Visit);
    }

    private void VisitDefinition(DefNode definition)
    {
        bool outer = _isInMethod;
        _isInMethod = true;
        InScope(tells: true, Children(definition));
        _isInMethod = outer;
    }

    private static List<Node> Children(Node node)
    {
        List<Node> children = [];
        node.ForEachChild(children.Add);
        return children;
    }

    private void CheckKeys(Node[] elements)
    {
        Dictionary<string, Node>? seen = null;
        foreach (Node element in elements.SelectMany(Spread))
        {
            if (element is not AssocNode { Key: { } key } || TextOfLiteral(key) is not { } text)
            {
                continue;
            }

            seen ??= [];
            if (seen.TryGetValue(text, out Node? earlier))
            {
                Add(earlier, $"key {text} is duplicated and overwritten on line {_source.LineOf(key.Location.Start)}", isVerbose: false);
            }

            seen[text] = key;
        }
    }

    /// <summary>The pairs of a literal behind **, which are as good as written in its place.</summary>
    private static IEnumerable<Node> Spread(Node element) =>
        element is AssocSplatNode { Value: HashNode inner } ? inner.Elements.SelectMany(Spread) : [element];

    private void CheckWhens(CaseNode choice)
    {
        Dictionary<string, Node>? seen = null;
        foreach (Node condition in choice.Conditions.SelectMany(when => when.Conditions))
        {
            if (TextOfLiteral(condition) is not { } text)
            {
                continue;
            }

            seen ??= [];
            if (!seen.TryAdd(text, condition))
            {
                int line = _source.LineOf(condition.Location.Start);
                Add(condition, $"'when' clause on line {line} duplicates 'when' clause on line {_source.LineOf(seen[text].Location.Start)} and is ignored", isVerbose: true);
            }
        }
    }

    /// <summary>A literal as inspect shows it; null for what is none.</summary>
    private string? TextOfLiteral(Node node) => node switch
    {
        SymbolNode symbol => Plain(symbol.Unescaped) is { } name ? (IsName(name) ? $":{name}" : $":\"{name}\"") : null,
        StringNode text => Plain(text.Unescaped) is { } plain ? $"\"{plain}\"" : null,
        IntegerNode or FloatNode or RationalNode or ImaginaryNode or RegularExpressionNode => _source.TextAt(node.Location),
        NilNode => "nil",
        TrueNode => "true",
        FalseNode => "false",
        SourceFileNode => "__FILE__",
        _ => null,
    };

    private static string? Plain(byte[] bytes) => Encoding.UTF8.GetString(bytes);

    private static bool IsName(string text) =>
        text.Length > 0 && !char.IsAsciiDigit(text[0]) && text.All(character => char.IsLetterOrDigit(character) || character is '_' or '?' or '!');

    /// <summary>A return of the program itself loses its value.</summary>
    private void CheckTopLevelReturns(Node node)
    {
        switch (node)
        {
            case DefNode or ClassNode or ModuleNode or SingletonClassNode or BlockNode or LambdaNode:
                return;
            case ReturnNode { Arguments: not null }:
                _found.Add(new SyntaxWarning(-1, "argument of top-level return is ignored", IsVerbose: false));
                break;
        }

        node.ForEachChild(CheckTopLevelReturns);
    }
}
