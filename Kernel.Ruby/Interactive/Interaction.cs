using Gem.Vm;
using Gem.Vm.Interpreter;
using Gem.Vm.Values;
using Kernel.Ruby.Primitives;

namespace Kernel.Ruby.Interactive;

/// <summary>What an interactive session needs of Ruby besides evaluating: how values and exceptions look, signals, output.</summary>
public sealed class Interaction(RubyRuntime runtime)
{
    private const int OutputSliceBytes = 4096;

    private readonly VmThread _thread = runtime.Vm.MainThread;

    /// <summary>What inspect says; for an object that can't say it, a plain remark.</summary>
    public EvaluationResult Inspect(Value value, out string text) => Ask(value, runtime.Vm.Selectors.Inspect, out text);

    /// <summary>What to_s says.</summary>
    public EvaluationResult Text(Value value, out string text) => Ask(value, runtime.Vm.Symbols.Intern("to_s"), out text);

    /// <summary>An exception with what led to it.</summary>
    public ExceptionReport Report(ExceptionObject exception) => Report(exception, []);

    /// <summary>Whether an exception ends the program, and with which status.</summary>
    public bool IsExit(ExceptionObject exception, out int status)
    {
        status = exception.Subject.IsFixnum ? (int)exception.Subject.Bits & 0xFF : 0;
        return IsA(exception, runtime.Vm.Classes.SystemExit);
    }

    /// <summary>Whether an exception is of a class or a subclass.</summary>
    public bool IsA(ExceptionObject exception, ClassObject @class) => runtime.Vm.Hierarchy.IsKindOf(runtime.Vm.ClassOf(exception), @class);

    /// <summary>
    /// Runs what signals have posted. Interrupts that came while nothing was evaluated are dropped; other exceptions of
    /// signal handlers are answered.
    /// </summary>
    public ExceptionObject? TakeSignals()
    {
        Value error = RubyRuntime.GuardExceptions(_thread, _thread.RunPendingActions);
        return error.Ref is ExceptionObject exception && !IsA(exception, runtime.Vm.Classes.Interrupt) ? exception : null;
    }

    /// <summary>Whether the program's output so far ends in the middle of a line.</summary>
    public bool EndsMidLine => runtime.StandardStreams[1].EndsMidLine || runtime.StandardStreams[2].EndsMidLine;

    /// <summary>
    /// Writes to standard output in order with what the program writes there. Long text goes out in slices, so that an
    /// interrupt can end it: then it is the result.
    /// </summary>
    public ExceptionObject? Write(string text)
    {
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(text);
        DescriptorStream output = runtime.StandardStreams[1];
        Value error = RubyRuntime.GuardExceptions(_thread, () =>
        {
            for (int start = 0; start < bytes.Length; start += OutputSliceBytes)
            {
                output.Write(_thread, bytes.AsSpan(start, Math.Min(OutputSliceBytes, bytes.Length - start)));
                output.Flush(_thread);
                _thread.RunPendingActions();
            }
        });
        return error.Ref as ExceptionObject;
    }

    /// <summary>Other threads of the program run until the answer is disposed of.</summary>
    public IDisposable LetOthersRun() => _thread.Owner.LetOthersRun(_thread);

    /// <summary>Sends out what the program has written.</summary>
    public void Flush() => runtime.FlushAll(_thread);

    /// <summary>Takes what the program has read ahead of standard input and not used.</summary>
    public byte[] TakeReadAhead()
    {
        byte[] ahead = runtime.StandardStreams[0].Buffered.ToArray();
        runtime.StandardStreams[0].Consume(ahead.Length);
        return ahead;
    }

    /// <summary>Gives bytes of standard input back, for the program or the next line.</summary>
    public void UnreadInput(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.IsEmpty)
        {
            runtime.StandardStreams[0].Unread(bytes);
        }
    }

    /// <summary>The next line of standard input, with its end; null at the end of it.</summary>
    /// <exception cref="GuestException">A signal's handler raised, as Ctrl-C does.</exception>
    public string? ReadLine()
    {
        DescriptorStream input = runtime.StandardStreams[0];
        if (input.IsTerminal)
        {
            // Whoever types it ends the prompt's line.
            runtime.StandardStreams[1].EndsMidLine = false;
        }

        List<byte> line = [];
        while (true)
        {
            int end = input.Buffered.IndexOf((byte)'\n');
            int count = end < 0 ? input.Buffered.Length : end + 1;
            line.AddRange(input.Buffered[..count]);
            input.Consume(count);
            if (end >= 0 || !input.Fill(_thread))
            {
                return line.Count == 0 ? null : System.Text.Encoding.UTF8.GetString(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(line));
            }
        }
    }

    private EvaluationResult Ask(Value value, SymbolObject selector, out string text)
    {
        string said = $"(object doesn't support #{selector.Text})";
        Value error = RubyRuntime.GuardExceptions(_thread, () =>
        {
            if (runtime.Vm.Methods.Find(runtime.Vm.ClassOf(value), selector, 1) is not null && _thread.Send(value, selector).Ref is StringObject answer)
            {
                said = answer.ToString();
            }
        });
        text = said;
        return new EvaluationResult(value, error.Ref as ExceptionObject);
    }

    private ExceptionReport Report(ExceptionObject exception, List<ExceptionObject> shown)
    {
        shown.Add(exception);
        string? message = null;
        List<string> places = [];
        ExceptionObject? cause = null;
        RubyRuntime.GuardExceptions(_thread, () => message = Text(exception, "detailed_message"));
        RubyRuntime.GuardExceptions(_thread, () => AddPlaces(_thread.Send(exception, runtime.Vm.Symbols.Intern("backtrace")), places));
        RubyRuntime.GuardExceptions(_thread, () => cause = _thread.Send(exception, runtime.Vm.Symbols.Intern("cause")).Ref as ExceptionObject);
        message ??= $"({runtime.Vm.Hierarchy.RealClass(runtime.Vm.ClassOf(exception))})";
        ExceptionReport? reason = cause is null || shown.Contains(cause) ? null : Report(cause, shown);
        return new ExceptionReport(places.Count > 0 ? places[0] : "", message, places.Count > 0 ? places[1..] : [], reason);
    }

    private string? Text(ExceptionObject exception, string selector) =>
        _thread.Send(exception, runtime.Vm.Symbols.Intern(selector)).Ref is StringObject text ? text.ToString() : null;

    /// <summary>The lines of a backtrace without those of the session itself.</summary>
    private void AddPlaces(Value backtrace, List<string> places)
    {
        if (backtrace.Ref is not ArrayObject lines)
        {
            return;
        }

        for (int i = 0; i < lines.Count; i++)
        {
            Value line = runtime.Vm.Load(ref lines.Slot(i));
            if (line.Ref is StringObject text && !text.ToString().EndsWith(":in 'Binding#irb'", StringComparison.Ordinal))
            {
                places.Add(text.ToString());
            }
        }
    }
}
