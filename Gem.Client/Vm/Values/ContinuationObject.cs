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
    private readonly VmThread? _line;
    private SuspendedStack? _stack;

    /// <summary>One to be read from a record.</summary>
    internal ContinuationObject()
    {
    }

    /// <summary>Takes down where a line stands: its top frame waits for the result of the call that does this.</summary>
    public ContinuationObject(VmThread line)
    {
        _line = line;
        Copy = new VmThread(line);
    }

    /// <summary>The copy of its line; null for one that came from a record.</summary>
    internal VmThread? Copy { get; }

    /// <inheritdoc/>
    public override BodyKind Kind => BodyKind.Continuation;

    /// <summary>Goes on there, with a value as the call's result; no ensure runs on the way.</summary>
    /// <exception cref="GuestException">RuntimeError: another fiber or thread, or C# has begun or ended a run since.</exception>
    public Value Enter(VmThread thread, Value result)
    {
        bool isOwn = _line == thread;
        string? objection = !isOwn && !IsCommitted && _line is not null ? (thread.Owner != _line.Owner ? "continuation called across threads" : "continuation called across fiber")
            : thread.EntryFrame != (isOwn ? Copy!.EntryFrame : 1) ? "continuation called across stack rewinding barrier"
            : null;
        if (objection is not null)
        {
            throw thread.Error(thread.Vm.Classes.RuntimeError, objection);
        }

        if (isOwn)
        {
            thread.TakePlaceOf(Copy!);
        }
        else
        {
            Data().PutInto(thread);
            thread.NativeTop = 0;
        }

        Unwinder.Deliver(thread, ref thread.Frames[thread.FrameIndex], result);
        return new Value(Tags.Control, 0);
    }

    /// <inheritdoc/>
    public override void WriteBody(RecordWriter writer)
    {
        if (Copy is not null && !writer.TakesWhole && SuspendedStack.ObstacleIn(Copy) is { } obstacle)
        {
            throw new NotPersistableException(this, obstacle);
        }

        Data().Write(writer);
    }

    /// <inheritdoc/>
    public override void ReadBody(ref RecordReader reader) => _stack = SuspendedStack.Read(ref reader);

    /// <inheritdoc/>
    internal override void Unfault()
    {
        _stack?.Unfault();
        base.Unfault();
    }

    /// <inheritdoc/>
    internal override void AddUnfaulted(List<ulong> ids)
    {
        _stack?.AddUnfaulted(ids);
        base.AddUnfaulted(ids);
    }

    private SuspendedStack Data() => _stack ??= SuspendedStack.Take(Copy!);
}
