using Gem.Vm.Values;

namespace Gem.Vm.Interpreter;

/// <summary>
/// The rest of a program from a call's return on: a copy of the frames and values of its line. It may be entered any number of times.
/// Captured variables are not copied: they go on as they are.
/// </summary>
public sealed class Continuation
{
    private readonly VmThread _line;
    private readonly Value[] _values;
    private readonly Frame[] _frames;
    private readonly int _entryFrame;
    private readonly int _nativeTop;
    private readonly Value _errorInfo;

    /// <summary>Takes down where a line stands: its top frame waits for the result of the call that does this.</summary>
    public Continuation(VmThread line)
    {
        _line = line;
        _values = line.Stack[..line.NextBase];
        _frames = line.Frames[..(line.FrameIndex + 1)];
        _entryFrame = line.EntryFrame;
        _nativeTop = line.NativeTop;
        _errorInfo = line.ErrorInfo;
    }

    /// <summary>Goes on there, with a value as the call's result; no ensure runs on the way.</summary>
    /// <exception cref="GuestException">RuntimeError: another fiber or thread, or C# has begun or ended a run since.</exception>
    public Value Enter(VmThread thread, Value result)
    {
        string? objection = thread.Owner != _line.Owner ? "continuation called across threads"
            : thread != _line ? "continuation called across fiber"
            : thread.EntryFrame != _entryFrame ? "continuation called across stack rewinding barrier"
            : null;
        if (objection is not null)
        {
            throw thread.Error(thread.Vm.Classes.RuntimeError, objection);
        }

        thread.EnsureStack(_values.Length);
        _values.CopyTo(thread.Stack, 0);
        _frames.CopyTo(thread.Frames, 0);
        thread.FrameIndex = _frames.Length - 1;
        thread.NativeTop = _nativeTop;
        thread.ErrorInfo = _errorInfo;
        Unwinder.Deliver(thread, ref thread.Frames[thread.FrameIndex], result);
        return new Value(Tags.Control, 0);
    }
}
