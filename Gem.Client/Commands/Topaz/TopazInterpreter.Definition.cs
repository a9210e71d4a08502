using Gem.Vm.Values;
using Kernel.Smalltalk;
using Kernel.Smalltalk.Syntax;

namespace Gem.Client.Commands.Topaz;

/// <summary>Methods and classes: define, list, look up.</summary>
public sealed partial class TopazInterpreter
{
    private bool DoDefinition(string command, string argument)
    {
        switch (command)
        {
            case "method" or "classmethod":
                DefineMethod(argument, command == "classmethod");
                return true;
            case "category":
                _settings.Category = argument.Trim('\'');
                return true;
            case "removeallmethods" or "removeallclassmethods":
                string side = command == "removeallmethods" ? "" : " class";
                Evaluate($"| c | c := {ClassNamed(argument)}{side}. c selectors do: [:each | c removeSelector: each]", prints: false);
                return true;
            case "list":
                List(argument);
                return true;
            case "hierarchy":
                Evaluate($"{ClassNamed(argument)} withAllSuperclasses reversed do: [:each | Transcript show: each name; cr]", prints: false);
                return true;
            case "subclasses":
                Evaluate($"({ClassNamed(argument)} subclasses collect: [:each | each name]) asSortedArray do: [:each | Transcript show: each; cr]", prints: false);
                return true;
            case "implementors":
                ShowImplementors(argument);
                return true;
            case "lookup":
                string[] words = Words(argument);
                RequireCount(words, 2, "lookup wants a class and a selector");
                string shown = $"c isNil ifTrue: ['not found'] ifFalse: [c sourceCodeAt: #'{words[1]}']";
                Evaluate($"| c | c := {words[0]} whichClassIncludesSelector: #'{words[1]}'. Transcript show: ({shown}); cr", prints: false);
                return true;
            default:
                return false;
        }
    }

    private static void RequireCount(string[] words, int count, string complaint)
    {
        if (words.Length != count)
        {
            throw new TopazException(complaint);
        }
    }

    private void Evaluate(string text, bool prints) => Execute(new SourceText("topaz", text), prints);

    private string ClassNamed(string argument)
    {
        string name = argument.Length > 0 ? argument : _settings.CurrentClass ?? throw new TopazException("no class is named, and set class was not done");
        return name;
    }

    private void DefineMethod(string argument, bool isClassSide)
    {
        (string text, int line) = Input.ReadText();
        string name = ClassNamed(argument);
        SmalltalkLanguage language = SmalltalkLanguage.Of(Thread.Vm);
        Guarded(() =>
        {
            if (!language.Namespaces.TryGet(name, out Value found) || found.Ref is not ClassObject target)
            {
                throw new TopazException($"there is no class {name}");
            }

            ClassObject owner = isClassSide ? target.Metaclass ?? throw new TopazException($"{name} has no class side") : target;
            language.Compiler.DefineMethod(Thread, owner, new SourceText(Input.Name, text, line), Thread.Vm.Symbols.Intern(_settings.Category));
        });
    }

    private void List(string argument)
    {
        string[] words = Words(argument);
        string what = words.Length == 0 ? "selectors" : words[0].TrimEnd(':').ToLowerInvariant();
        switch (what)
        {
            case "method" or "classmethod" when words.Length == 2:
                string side = what == "classmethod" ? " class" : "";
                Evaluate($"Transcript show: ({ClassNamed("")}{side} sourceCodeAt: #'{words[1]}'); cr", prints: false);
                break;
            case "dictionaries":
                Evaluate("System myUserProfile symbolList do: [:each | Transcript show: each name; cr]", prints: false);
                break;
            case "classes":
                Evaluate("(Smalltalk keys select: [:each | (Smalltalk at: each) isBehavior]) asSortedArray do: [:each | Transcript show: each; cr]", prints: false);
                break;
            case "selectors" or "methods" or "cselectors":
                string owner = ClassNamed("") + (what == "cselectors" ? " class" : "");
                Evaluate($"{owner} selectors asSortedArray do: [:each | Transcript show: each; cr]", prints: false);
                break;
            default:
                throw new TopazException($"list: '{argument}' is none of: selectors, cselectors, method NAME, classmethod NAME, classes, dictionaries");
        }
    }

    private void ShowImplementors(string selector)
    {
        Evaluate(
            $$"""
            | names |
            names := OrderedCollection new.
            Smalltalk keys do: [:key | | c |
                c := Smalltalk at: key.
                (c isBehavior and: [(c isKindOf: SymbolDictionary) not]) ifTrue: [
                    (c includesSelector: #'{{selector}}') ifTrue: [names add: c name].
                    (c class includesSelector: #'{{selector}}') ifTrue: [names add: c class name]]].
            names asSortedArray do: [:each | Transcript show: each; cr]
            """,
            prints: false);
    }
}
