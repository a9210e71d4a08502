using Gem.Vm.Interpreter;
using Gem.Vm.Values;
using Kernel.Ruby;
using Kernel.Smalltalk;
using Kernel.Smalltalk.Primitives;
using Kernel.Smalltalk.Syntax;

namespace Gem.Client.Commands.Topaz;

/// <summary>run and its kin; results and errors.</summary>
public sealed partial class TopazInterpreter
{
    private readonly List<string> _lastStack = [];

    private bool DoExecution(string command, string argument)
    {
        switch (command)
        {
            case "run" or "printit" or "nbrun":
                ExecuteText(prints: true);
                return true;
            case "doit":
                ExecuteText(prints: false);
                return true;
            case "print" or "exec" or "send":
                Execute(new SourceText(Input.Name, argument.TrimEnd('%'), Math.Max(1, Input.Line)), prints: command != "exec");
                return true;
            case "object" or "obj1":
                Execute(new SourceText(Input.Name, argument, Math.Max(1, Input.Line)), prints: true, levels: Math.Max(1, _settings.Level));
                return true;
            case "nbresult":
                return true;
            case "stack" or "where":
                ShowStack();
                return true;
            default:
                return false;
        }
    }

    private void ExecuteText(bool prints)
    {
        (string text, int line) = Input.ReadText();
        Execute(new SourceText(Input.Name, text, line), prints);
    }

    private void Execute(SourceText source, bool prints, int? levels = null) => Guarded(() =>
    {
        Value result = WithRubyOutput(() => SmalltalkRuntime.Run(Thread, source));
        if (prints)
        {
            ShowResult(result, levels ?? _settings.Level, isRuby: false);
        }

        CheckExpectedValue(result);
    });

    /// <summary>Runs guest code; what Ruby's streams have buffered then comes out before the result or the error.</summary>
    private Value WithRubyOutput(Func<Value> run)
    {
        try
        {
            return run();
        }
        finally
        {
            (Thread.Vm.LanguageStates[1] as RubyRuntime)?.FlushAll(Thread);
        }
    }

    /// <summary>Runs guest code and turns what it throws into a report.</summary>
    private void Guarded(Action action)
    {
        try
        {
            action();
            RequireNoExpectedError();
        }
        catch (SmalltalkSyntaxException error)
        {
            Fail("CompileError", TopazErrors.CompileNumber, error.Description, error.Report(), []);
        }
        catch (GuestException error)
        {
            Fail(error.Exception);
        }
        catch (UnwindException unwound)
        {
            Fail(unwound.Unwinding.Exception);
        }
    }

    private void Fail(Value exception)
    {
        VmThread thread = Thread;
        List<string> stack = exception.Ref is ExceptionObject { RaisedAt: { } entries } ? [.. entries.Select(entry => StackLine.Of(thread.Vm, entry))] : [];
        string className = TopazErrors.ClassName(thread, exception);
        Fail(className, TopazErrors.NumberOf(thread, exception, className), TopazErrors.Text(thread, exception), null, stack);
    }

    private void Fail(string className, int number, string text, string? details, List<string> stack)
    {
        _lastStack.Clear();
        _lastStack.AddRange(stack);
        if (TakeExpectedError(className, number))
        {
            return;
        }

        _expectedValue = null;
        string message = TopazErrors.Line(className, number, text);
        Report(details is null ? message : message + "\n" + details);
    }

    private void ShowStack()
    {
        if (_lastStack.Count == 0)
        {
            throw new TopazException("no stack is available");
        }

        for (int i = 0; i < _lastStack.Count; i++)
        {
            _output.WriteLine($"{i + 1} {_lastStack[i]}");
        }
    }

    private void ShowResult(Value result, int levels, bool isRuby)
    {
        string text = isRuby ? Thread.InspectText(result) : SmalltalkRuntime.PrintString(Thread, result);
        _output.WriteLine(Limited(text));
        if (levels > 0)
        {
            ShowVariables(result, levels, 1);
        }
    }

    private void ShowVariables(Value value, int levels, int depth)
    {
        VmThread thread = Thread;
        string indent = new(' ', 2 * depth);
        foreach (SymbolObject name in SlotAccess.Names(thread.Vm, value))
        {
            Value variable = SlotAccess.Get(thread.Vm, value, name);
            _output.WriteLine($"{indent}{name.Text}: {Limited(SmalltalkRuntime.PrintString(thread, variable))}");
            if (depth < levels)
            {
                ShowVariables(variable, levels, depth + 1);
            }
        }
    }

    private string Limited(string text) => _settings.Limit > 0 && text.Length > _settings.Limit ? text[.._settings.Limit] + "..." : text;
}
