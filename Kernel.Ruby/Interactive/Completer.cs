using Gem.Vm;
using Gem.Vm.Classes;
using Gem.Vm.Values;
using Kernel.Ruby.Primitives;
using Kernel.Ruby.Syntax.Tokens;

namespace Kernel.Ruby.Interactive;

/// <summary>
/// Completes the word before a cursor: variables, constants, methods, keywords, symbols, files. It runs no code of the
/// program: of a receiver it knows what variables, constants and literals are, and nothing about the results of calls.
/// </summary>
public sealed partial class Completer(RubyRuntime runtime, IReadOnlyList<string> commands)
{
    private const int MostSymbols = 500;

    private static readonly string[] Keywords =
    [
        "__ENCODING__", "__FILE__", "__LINE__", "BEGIN", "END", "alias", "and", "begin", "break", "case", "class", "def", "defined?",
        "do", "else", "elsif", "end", "ensure", "false", "for", "if", "in", "module", "next", "nil", "not", "or", "redo", "rescue",
        "retry", "return", "self", "super", "then", "true", "undef", "unless", "until", "when", "while", "yield",
    ];

    private readonly VirtualMachine _vm = runtime.Vm;

    /// <summary>Completes at a place of a text; null when there is no word to complete.</summary>
    public Completion? Complete(string text, int cursor, Workspace workspace)
    {
        string before = text[..cursor];
        IReadOnlyList<string> locals = workspace.Locals;
        IReadOnlyList<SourceToken> tokens = TokenScan.Of(before, locals);
        if (tokens.Count == 0 || tokens[^1].End != cursor)
        {
            return OpenLiteral(before, tokens);
        }

        SourceToken word = tokens[^1];
        string prefix = word.In(before).ToString();
        switch (word.Category)
        {
            case TokenCategory.String or TokenCategory.StringDelimiter:
                return OpenLiteral(before, tokens);
            case TokenCategory.Symbol when prefix[0] == ':':
                return Pick(word.Start, prefix, SymbolNames(prefix[1..]));
            case TokenCategory.InstanceVariable or TokenCategory.ClassVariable or TokenCategory.GlobalVariable or TokenCategory.Invalid:
                return Pick(word.Start, prefix, VariableNames(prefix, workspace));
            case TokenCategory.Punctuation when prefix is "." or "&." or "::":
                return Pick(cursor, "", Members(before, tokens, tokens.Count - 1, "", workspace));
            case TokenCategory.Identifier or TokenCategory.Constant or TokenCategory.Keyword or TokenCategory.ValueKeyword
                or TokenCategory.MethodName:
                int dot = Before(tokens, tokens.Count - 1);
                return Pick(word.Start, prefix, dot >= 0 && IsDot(tokens[dot], before)
                    ? Members(before, tokens, dot, prefix, workspace)
                    : Words(before, tokens, locals, workspace));
            default:
                return null;
        }
    }

    private static Completion? Pick(int start, string prefix, IEnumerable<string> names)
    {
        string[] found = [.. names.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal)];
        return found.Length == 0 ? null : new Completion(start, found);
    }

    /// <summary>The token before another, line ends and comments aside; -1 without one.</summary>
    private static int Before(IReadOnlyList<SourceToken> tokens, int index)
    {
        do
        {
            index--;
        }
        while (index >= 0 && tokens[index].Category is TokenCategory.Newline or TokenCategory.Comment);
        return index;
    }

    private static bool IsDot(SourceToken token, string text) =>
        token.Category == TokenCategory.Punctuation && token.In(text) is "." or "&." or "::";

    /// <summary>Words that may begin an operand: variables, methods of self, constants, keywords; commands at the very beginning.</summary>
    private IEnumerable<string> Words(string text, IReadOnlyList<SourceToken> tokens, IReadOnlyList<string> locals, Workspace workspace)
    {
        IEnumerable<string> words = locals
            .Concat(tokens.SkipLast(1).Where(token => token.Category == TokenCategory.Identifier).Select(token => token.In(text).ToString()))
            .Concat(Keywords)
            .Concat(MethodNames(_vm.ClassOf(workspace.Self), withPrivate: true))
            .Concat(LexicalConstants(workspace));
        return tokens.Count == 1 ? words.Concat(commands) : words;
    }

    /// <summary>What may stand behind a dot, or behind two colons.</summary>
    private IEnumerable<string> Members(string text, IReadOnlyList<SourceToken> tokens, int dot, string prefix, Workspace workspace)
    {
        bool isScope = tokens[dot].In(text) is "::";
        Receiver receiver = FindReceiver(text, tokens, dot, workspace);
        if (isScope && receiver.IsTopLevel)
        {
            return ConstantLookup.OwnNames(_vm.Classes.Object).Select(name => name.Text);
        }

        if (receiver.Class is null)
        {
            // Anything may answer: whatever some class knows by that beginning.
            return prefix.Length == 0 ? [] : _vm.Hierarchy.LoadedClasses.SelectMany(OwnMethodNames);
        }

        IEnumerable<string> methods = MethodNames(receiver.Class, withPrivate: receiver.IsSelf);
        if (!isScope)
        {
            return methods;
        }

        IEnumerable<string> constants = receiver.Value.Ref is ClassObject module ? InheritedConstants(module) : [];
        return prefix.Length == 0 || char.IsUpper(prefix[0]) ? constants : constants.Concat(methods);
    }

    private IEnumerable<string> VariableNames(string prefix, Workspace workspace)
    {
        if (prefix[0] == '$')
        {
            return _vm.Globals.Names.Select(name => name.Text);
        }

        IEnumerable<string> instance = Gem.Vm.Interpreter.SlotAccess.Names(_vm, workspace.Self).Select(name => name.Text).Where(name => Names.IsInstanceVariable(name));
        ClassObject seenFrom = workspace.Scope?.Module ?? workspace.Self.Ref as ClassObject ?? _vm.ClassOf(workspace.Self);
        return instance.Concat(seenFrom.LookupChain(_vm, 1).SelectMany(ClassVariableNames));
    }

    private static IEnumerable<string> ClassVariableNames(ClassObject candidate)
    {
        IEnumerable<SymbolObject> committed = candidate.ClassVariables?.Entries.Keys ?? Enumerable.Empty<SymbolObject>();
        IEnumerable<SymbolObject> transient = candidate.Overlay?.ClassVariables.Entries.Keys ?? Enumerable.Empty<SymbolObject>();
        return committed.Concat(transient).Select(name => name.Text);
    }

    private IEnumerable<string> SymbolNames(string prefix) => _vm.Symbols.All
        .Select(symbol => symbol.Text)
        .Where(text => text.StartsWith(prefix, StringComparison.Ordinal) && IsCallable(text))
        .Take(MostSymbols)
        .Select(text => ":" + text);

    private IEnumerable<string> LexicalConstants(Workspace workspace)
    {
        IEnumerable<string> names = ConstantLookup.OwnNames(_vm.Classes.Object).Select(name => name.Text);
        for (Gem.Vm.Bytecode.LexicalScope? scope = workspace.Scope; scope is not null; scope = scope.Parent)
        {
            names = scope.Module is null ? names : names.Concat(InheritedConstants(scope.Module));
        }

        return names;
    }

    private IEnumerable<string> InheritedConstants(ClassObject module) => module.LookupChain(_vm, 1)
        .TakeWhile(candidate => candidate == module || candidate != _vm.Classes.Object)
        .SelectMany(ConstantLookup.OwnNames)
        .Select(name => name.Text);

    /// <summary>Names of the methods that instances of a class understand; a class that undefines one hides those above.</summary>
    private IEnumerable<string> MethodNames(ClassObject @class, bool withPrivate)
    {
        ArrayObject names = ModulePrimitives.CollectMethods(
            _vm, @class.LookupChain(_vm, 1), visibility => withPrivate || visibility == Visibility.Public);
        for (int i = 0; i < names.Count; i++)
        {
            string name = ((SymbolObject)names.Slot(i).Ref!).Text;
            if (IsCallable(name))
            {
                yield return name;
            }
        }
    }

    private static IEnumerable<string> OwnMethodNames(ClassObject @class) => MethodLookup.OwnEntries(@class, 1)
        .Where(entry => !entry.Value.IsUndefined && entry.Value.Visibility == Visibility.Public)
        .Select(entry => entry.Key.Text)
        .Where(IsCallable);

    /// <summary>A name that is written as a word: no operator, no setter, nothing of the kernel's own.</summary>
    private static bool IsCallable(string name) =>
        name.Length > 0 && !name.StartsWith("__maglev_", StringComparison.Ordinal) && Names.IsIdentifier(name[^1] is '?' or '!' ? name.AsSpan(0, name.Length - 1) : name);
}
