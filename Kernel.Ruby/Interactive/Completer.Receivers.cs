using Gem.Vm.Interpreter;
using Gem.Vm.Values;
using Kernel.Ruby.Syntax.Tokens;

namespace Kernel.Ruby.Interactive;

/// <summary>What stands before a dot, as far as it can be known without calling anything.</summary>
public sealed partial class Completer
{
    private static readonly Receiver Unknown = default;

    private Receiver FindReceiver(string text, IReadOnlyList<SourceToken> tokens, int dot, Workspace workspace)
    {
        int last = Before(tokens, dot);
        bool isTopLevel = last < 0 || tokens[last].Category is TokenCategory.Operator or TokenCategory.Keyword
            || tokens[last].Role == TokenRole.Opens || (tokens[last].Category == TokenCategory.Punctuation && !IsDot(tokens[last], text));
        return isTopLevel ? new Receiver { IsTopLevel = true } : ReceiverAt(text, tokens, last, workspace);
    }

    private Receiver ReceiverAt(string text, IReadOnlyList<SourceToken> tokens, int index, Workspace workspace)
    {
        SourceToken token = tokens[index];
        bool isMember = index > 0 && IsDot(tokens[index - 1], text);
        switch (token.Category)
        {
            case TokenCategory.Constant:
                return ConstantAt(text, tokens, index, workspace);
            case TokenCategory.ValueKeyword when !isMember:
                return KeywordValue(token.In(text).ToString(), workspace);
            case TokenCategory.Identifier when !isMember && workspace.TryLocal(token.In(text).ToString(), out Value local):
                return Known(local);
            case TokenCategory.InstanceVariable:
                return Known(SlotAccess.Get(_vm, workspace.Self, _vm.Symbols.Intern(token.In(text).ToString())));
            case TokenCategory.GlobalVariable:
                return Known(_vm.Globals.Get(_vm.MainThread, _vm.Symbols.Intern(token.In(text).ToString())));
            case TokenCategory.Number:
                return new Receiver(NumberClass(token.In(text)), Value.Nil);
            case TokenCategory.String or TokenCategory.StringDelimiter:
                return new Receiver(IsWordList(text, tokens, index) ? _vm.Classes.Array : _vm.Classes.String, Value.Nil);
            case TokenCategory.Symbol:
                return new Receiver(IsWordList(text, tokens, index) ? _vm.Classes.Array : _vm.Classes.Symbol, Value.Nil);
            case TokenCategory.Regexp:
                return new Receiver(_vm.Classes.Regexp, Value.Nil);
            case TokenCategory.Bracket when token.Role == TokenRole.Closes:
                return BracketsAt(text, tokens, index);
            default:
                return Unknown;
        }
    }

    private Receiver Known(Value value) => new(_vm.ClassOf(value), value);

    private Receiver KeywordValue(string keyword, Workspace workspace) => keyword switch
    {
        "nil" => Known(Value.Nil),
        "true" => Known(Value.True),
        "false" => Known(Value.False),
        "self" => Known(workspace.Self) with { IsSelf = true },
        "__FILE__" => new Receiver(_vm.Classes.String, Value.Nil),
        "__LINE__" => new Receiver(_vm.Classes.Integer, Value.Nil),
        _ => Unknown,
    };

    /// <summary>A constant with the path before it; one that would be loaded or computed when asked stays unknown.</summary>
    private Receiver ConstantAt(string text, IReadOnlyList<SourceToken> tokens, int index, Workspace workspace)
    {
        SymbolObject name = _vm.Symbols.Intern(tokens[index].In(text).ToString());
        Value value;
        bool isFound;
        if (index > 0 && IsDot(tokens[index - 1], text))
        {
            Receiver outer = FindReceiver(text, tokens, index - 1, workspace);
            ClassObject? module = outer.IsTopLevel ? _vm.Classes.Object : outer.Value.Ref as ClassObject;
            value = Value.Nil;
            isFound = module is not null && tokens[index - 1].In(text) is "::"
                && _vm.Constants.TryInherited(module, name, excludesObject: !outer.IsTopLevel, out value);
        }
        else
        {
            isFound = _vm.Constants.TryLexical(workspace.Scope, name, out value);
        }

        return isFound && !value.IsUndefined ? Known(value) : Unknown;
    }

    private ClassObject NumberClass(ReadOnlySpan<char> number) =>
        number[^1] is 'r' or 'i' ? _vm.Classes.Object
        : !number.StartsWith("0x") && number.IndexOfAny('.', 'e', 'E') >= 0 ? _vm.Classes.Float : _vm.Classes.Integer;

    private static bool IsWordList(string text, IReadOnlyList<SourceToken> tokens, int index)
    {
        // From the closing delimiter back to the opening one, past what is embedded.
        int depth = 0;
        for (int i = index; i >= 0; i--)
        {
            SourceToken token = tokens[i];
            depth += token.Category == TokenCategory.Embedding ? token.Role == TokenRole.Closes ? 1 : token.Role == TokenRole.Opens ? -1 : 0 : 0;
            bool isOpening = depth == 0 && (i < index || token.Length > 1) && token.In(text).Length > 1 && token.In(text)[0] == '%';
            if (isOpening)
            {
                return token.In(text)[1] is 'w' or 'W' or 'i' or 'I';
            }

            bool isLiteral = token.Category is TokenCategory.String or TokenCategory.StringDelimiter or TokenCategory.Symbol or TokenCategory.Embedding;
            if (depth == 0 && (!isLiteral || (i < index && token.Category == TokenCategory.StringDelimiter)))
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>A closing bracket: an array or a hash when nothing that can be called or indexed stands before its opening one.</summary>
    private Receiver BracketsAt(string text, IReadOnlyList<SourceToken> tokens, int index)
    {
        int depth = 0;
        for (int i = index; i >= 0; i--)
        {
            depth += tokens[i].Role switch { TokenRole.Closes => 1, TokenRole.Opens => -1, _ => 0 };
            if (depth > 0)
            {
                continue;
            }

            bool isLiteral = i == 0 || tokens[i - 1].Category is TokenCategory.Operator or TokenCategory.Punctuation or TokenCategory.Newline
                or TokenCategory.Keyword or TokenCategory.Label || tokens[i - 1].Role == TokenRole.Opens
                || (tokens[i].In(text) is "[" && tokens[i - 1].Category == TokenCategory.Identifier && tokens[i - 1].End < tokens[i].Start);
            return !isLiteral ? Unknown : text[tokens[i].Start] switch
            {
                '[' => new Receiver(_vm.Classes.Array, Value.Nil),
                '{' => new Receiver(_vm.Classes.Hash, Value.Nil),
                _ => Unknown,
            };
        }

        return Unknown;
    }
}
