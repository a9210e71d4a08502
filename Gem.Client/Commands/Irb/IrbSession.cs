using System.Diagnostics;
using Gem.Vm.Session;
using Gem.Vm.Values;
using Kernel.Ruby;
using Kernel.Ruby.Interactive;
using Kernel.Ruby.Syntax.Tokens;

namespace Gem.Client.Commands.Irb;

/// <summary>Reads, evaluates, prints, until the user leaves. A session in the middle of a program is one of its own.</summary>
internal sealed partial class IrbSession(
    RubyRuntime ruby, Interaction interaction, IInputReader reader, SessionOutput output, IrbSettings settings, IrbState state)
{
    private readonly Stack<Workspace> _outer = new();
    private Workspace _workspace = null!;
    private int _line = 1;

    /// <summary>Runs a session in a workspace.</summary>
    public void Run(Workspace workspace)
    {
        _workspace = workspace;
        _workspace.SetLocal("_", Value.Nil);
        if (workspace.File is { Length: > 0 } file && file != Workspace.FileName && System.IO.File.Exists(file))
        {
            ShowPlace();
        }

        while (true)
        {
            Settle();
            InputKind kind = reader.Read(MakePrompts(), _workspace, out string text);
            if (kind == InputKind.End)
            {
                return;
            }

            if (kind == InputKind.Text && !Take(text))
            {
                return;
            }
        }
    }

    /// <summary>Between two inputs: what signals and the stone have to say, and the cursor at the beginning of a line.</summary>
    private void Settle()
    {
        if (interaction.TakeSignals() is { } raised)
        {
            output.WriteException(interaction.Report(raised));
        }

        interaction.Flush();
        output.StartLine();
        state.ReportLostStone(output);
    }

    private Prompts MakePrompts() => new(settings.Prompt, LabelOf(_workspace.Self), _line, HasChanges());

    private bool HasChanges() => ruby.Vm.Memory.Store is not null && ruby.Vm.Transaction.NeedsCommit;

    /// <summary>Takes an input; false when the user leaves.</summary>
    private bool Take(string text)
    {
        int line = _line;
        _line += text.Count(c => c == '\n') + 1;
        if (SessionCommand.Parse(text, _workspace.Locals) is { } command)
        {
            return command.Name != "exit" && RunCommand(command);
        }

        if (!string.IsNullOrWhiteSpace(text))
        {
            Evaluate(text, line);
        }

        return true;
    }

    private void Evaluate(string text, int line)
    {
        long start = Stopwatch.GetTimestamp();
        EvaluationResult result = Guard(() => _workspace.Evaluate(text, line));
        TimeSpan took = Stopwatch.GetElapsedTime(start);
        interaction.Flush();
        output.StartLine();
        if (result.Exception is { } exception)
        {
            Fail(exception);
        }
        else
        {
            _workspace.SetLocal("_", result.Value);
            if (settings.Echo && !IsSilent(text))
            {
                PrintResult(result.Value, IsAssignment(text));
            }
        }

        if (state.Measures)
        {
            output.Write(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"processing time: {took.TotalSeconds:0.000000}s\n"));
        }
    }

    private void PrintResult(Value value, bool isAssignment)
    {
        string text = "";
        EvaluationResult shown = Guard(() => interaction.Inspect(value, out text));
        ExceptionObject? exception = shown.Exception ?? output.WriteResult(text, isAssignment);
        if (exception is not null)
        {
            interaction.Flush();
            output.StartLine();
            Fail(exception);
        }
    }

    /// <summary>Shows an exception; one that ends the program goes on its way.</summary>
    private void Fail(ExceptionObject exception)
    {
        if (interaction.IsExit(exception, out _))
        {
            throw RubyRuntime.Raise(exception);
        }

        if (!state.ReportLostStone(output))
        {
            // The terminal has shown the Ctrl-C where the cursor was.
            bool isInterrupt = interaction.IsA(exception, ruby.Vm.Classes.Interrupt);
            output.Write(isInterrupt && settings.IsTyped ? "\n" : "");
            output.WriteException(interaction.Report(exception));
        }

        _workspace.SetLocal("_", exception);
    }

    /// <summary>What the VM itself has to say about a lost stone is one line, not the end of the session.</summary>
    private EvaluationResult Guard(Func<EvaluationResult> action)
    {
        try
        {
            return action();
        }
        catch (Exception error) when (error is StoneUnreachableException or StoneRefusedException)
        {
            return new EvaluationResult(Value.Nil, (ExceptionObject)ruby.Vm.Error(ruby.Vm.Classes.MaglevException, error.Message).Exception.Ref!);
        }
    }

    /// <summary>A semicolon at the end hides the result.</summary>
    private bool IsSilent(string text)
    {
        SourceToken? last = TokenScan.Of(text, _workspace.Locals)
            .Where(token => token.Category is not (TokenCategory.Newline or TokenCategory.Comment))
            .Select(token => (SourceToken?)token)
            .LastOrDefault();
        return last is { Category: TokenCategory.Punctuation } token && token.In(text) is ";";
    }

    private bool IsAssignment(string text) => InputCheck.EndsInAssignment(text, _workspace.Locals);
}
