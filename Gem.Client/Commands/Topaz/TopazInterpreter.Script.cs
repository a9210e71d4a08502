using System.Diagnostics;
using Gem.Vm.Values;
using Kernel.Smalltalk;

namespace Gem.Client.Commands.Topaz;

/// <summary>What scripts need: files, expectations, errors, the end.</summary>
public sealed partial class TopazInterpreter
{
    private const int FirstErrorSlot = 1;
    private const int LastErrorSlot = 10;
    private string? _expectedValue;
    private string? _expectedError;

    private bool DoScript(string command, string argument)
    {
        switch (command)
        {
            case "exit" or "quit":
                _exitStatus = argument.Length == 0 ? DefaultStatus : Number(command, argument);
                return true;
            case "exitifnoerror":
                _exitStatus = ErrorCount == 0 ? 0 : _exitStatus;
                return true;
            case "errorcount":
                _output.WriteLine($"{ErrorCount}");
                return true;
            case "input":
                TakeInput(argument);
                return true;
            case "output":
                DirectOutput(Words(argument));
                return true;
            case "iferr":
                SetOnError(argument);
                return true;
            case "iferror":
                SetOnError($"{FirstErrorSlot} {argument}");
                return true;
            case "iferr_clear":
                _onError.Clear();
                return true;
            case "iferr_list":
                ShowOnError();
                return true;
            case "expectvalue":
                _expectedValue = argument;
                return true;
            case "expecterror":
                _expectedError = argument.Length > 0 ? argument : throw new TopazException("expecterror wants a class or a number");
                return true;
            default:
                return DoSetting(command, argument);
        }
    }

    private bool DoSetting(string command, string argument)
    {
        switch (command)
        {
            case "level":
                _settings.Level = Number(command, argument);
                return true;
            case "limit":
                _settings.Limit = Number(command, Words(argument) is [.., var last] ? last : "");
                return true;
            case "display":
                _settings.Displayed.UnionWith(Words(argument.ToLowerInvariant()));
                return true;
            case "omit":
                _settings.Displayed.ExceptWith(Words(argument.ToLowerInvariant()));
                return true;
            case "time":
                long now = Stopwatch.GetTimestamp();
                double sinceLast = Stopwatch.GetElapsedTime(_lastTime, now).TotalSeconds;
                double sinceStart = Stopwatch.GetElapsedTime(_started, now).TotalSeconds;
                _output.WriteLine($"Elapsed Real Time: {sinceLast:0.000} s, since start {sinceStart:0.000} s");
                _lastTime = now;
                return true;
            case "help":
                _output.WriteLine("Commands, which may be abbreviated except abort, begin, commit and exit:");
                _output.WriteLine(" " + string.Join(' ', TopazCommandTable.Names));
                return true;
            case "remark" or "env":
                return true;
            default:
                return false;
        }
    }

    private void TakeInput(string path)
    {
        if (path == "pop")
        {
            _inputs.Pop();
            return;
        }

        if (_inputs.Count >= DeepestInput)
        {
            throw new TopazException($"input: files take each other in more than {DeepestInput} deep");
        }

        try
        {
            _inputs.Push(new TopazInput(path, new StringReader(File.ReadAllText(path))));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new TopazException($"input: cannot read '{path}': {error.Message}");
        }
    }

    private void DirectOutput(string[] words)
    {
        switch (words)
        {
            case ["pop"]:
                _output.Pop();
                break;
            case ["push" or "append" or "pushnew", var path]:
                _output.Push(path, words[0] == "append", isOnly: false);
                break;
            case ["push" or "append" or "pushnew", var path, "only"]:
                _output.Push(path, words[0] == "append", isOnly: true);
                break;
            case ["only", var path]:
                _output.Push(path, appends: false, isOnly: true);
                break;
            default:
                throw new TopazException("output wants: push FILE [only], append FILE [only], pushnew FILE [only], only FILE, or pop");
        }
    }

    /// <summary>A slot and a command; without a command the slot is cleared.</summary>
    private void SetOnError(string argument)
    {
        int end = argument.IndexOf(' ');
        int slot = Number("iferr", end < 0 ? argument : argument[..end]);
        if (slot is < FirstErrorSlot or > LastErrorSlot)
        {
            throw new TopazException($"iferr wants a number from {FirstErrorSlot} to {LastErrorSlot}, not {slot}");
        }

        string command = end < 0 ? "" : argument[end..].Trim();
        if (command.Length == 0)
        {
            _onError.Remove(slot);
        }
        else
        {
            _onError[slot] = command;
        }
    }

    private void ShowOnError()
    {
        foreach ((int slot, string command) in _onError)
        {
            _output.WriteLine($"{slot}: {command}");
        }
    }

    private void CheckExpectedValue(Value result)
    {
        if (_expectedValue is not { } expected)
        {
            return;
        }

        _expectedValue = null;
        string printed = SmalltalkRuntime.PrintString(Thread, result);
        string className = expected.StartsWith('%') ? expected[1..] : "";
        bool isRight = className.Length > 0
            ? SmalltalkRuntime.PrintString(Thread, Thread.Send(result, Thread.Vm.Symbols.Intern("class"), 0, null)) == className
            : printed == expected;
        if (!isRight)
        {
            Report($"ERROR: WRONG VALUE: {printed}, expected {expected}{Place()}");
        }
    }

    private bool TakeExpectedError(string className, int number)
    {
        if (_expectedError is not { } expected)
        {
            return false;
        }

        _expectedError = null;
        string last = Words(expected)[^1];
        if (last == className || last == $"{number}")
        {
            return true;
        }

        _output.WriteLine($"ERROR: WRONG ERROR: {className} ({number}), expected {expected}{Place()}");
        return false;
    }

    private void RequireNoExpectedError()
    {
        if (_expectedError is { } expected)
        {
            _expectedError = null;
            Report($"ERROR: WRONG VALUE: no error occurred, expected {expected}{Place()}");
        }
    }
}
