using Gem.Vm.Interpreter;
using Gem.Vm.Memory;

namespace Gem.Vm.Values;

/// <summary>
/// The rest of a program from a call's return on: a copy of the frames and values of its line. It may be entered any number of times.
/// Captured variables are not copied: they go on as they are. Once it is committed it belongs to no line: whoever enters it gives
/// up its own frames for these.
/// </summary>
public sealed class ContinuationObject : HeapObject
{
    private SuspendedStack _stack = null!;
    private readonly VmThread? _line;
    private readonly int _entryFrame;
    private readonly int _nativeTop;
    private readonly string? _obstacle;

    /// <summary>One to be read from a record.</summary>
    internal ContinuationObject()
    {
    }

    /// <summary>Takes down where a line stands: its top frame waits for the result of the call that does this.</summary>
    public ContinuationObject(VmThread line)
    {
        _line = line;
        _stack = SuspendedStack.Take(line);
        _entryFrame = line.EntryFrame;
        _nativeTop = line.NativeTop;
        _obstacle = SuspendedStack.ObstacleIn(line);
    }

    /// <inheritdoc/>
    public override BodyKind Kind => BodyKind.Continuation;

    /// <summary>Goes on there, with a value as the call's result; no ensure runs on the way.</summary>
    /// <exception cref="GuestException">RuntimeError: another fiber or thread, or C# has begun or ended a run since.</exception>
    public Value Enter(VmThread thread, Value result)
    {
        bool isOwn = _line == thread;
        string? objection = !isOwn && !IsCommitted && _line is not null ? (thread.Owner != _line.Owner ? "continuation called across threads" : "continuation called across fiber")
            : thread.EntryFrame != (isOwn ? _entryFrame : 1) ? "continuation called across stack rewinding barrier"
            : null;
        if (objection is not null)
        {
            throw thread.Error(thread.Vm.Classes.RuntimeError, objection);
        }

        _stack.PutInto(thread);
        thread.NativeTop = isOwn ? _nativeTop : 0;
        Unwinder.Deliver(thread, ref thread.Frames[thread.FrameIndex], result);
        return new Value(Tags.Control, 0);
    }

    /// <inheritdoc/>
    public override void WriteBody(RecordWriter writer)
    {
        if (_obstacle is not null && !writer.TakesWhole)
        {
            throw new NotPersistableException(this, _obstacle);
        }

        _stack.Write(writer);
    }

    /// <inheritdoc/>
    public override void ReadBody(ref RecordReader reader) => _stack = SuspendedStack.Read(ref reader);

    /// <inheritdoc/>
    internal override void Unfault()
    {
        _stack.Unfault();
        base.Unfault();
    }
}
