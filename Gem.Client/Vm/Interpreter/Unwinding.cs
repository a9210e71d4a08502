using Gem.Vm.Memory;
using Gem.Vm.Values;

namespace Gem.Vm.Interpreter;

/// <summary>
/// Something that leaves frames: an exception looking for a handler, or a return to a certain frame (break, non-local
/// return, throw, exit from a Smalltalk handler). An ensure handler holds it in a register until EndEnsure.
/// </summary>
public sealed class Unwinding : HeapObject
{
    /// <summary>Leaves a run as it stands: another fiber has its turn.</summary>
    internal static readonly Unwinding Suspension = new();

    /// <summary>The exception; Undefined for a return.</summary>
    public Value Exception = Value.Undefined;

    /// <summary>For a return: the frame at which it ends; all above it are left. 0: none is left, the fiber or thread ends.</summary>
    public int TargetFrame;

    /// <summary>True: the target itself returns <see cref="Result"/>. False: its waiting call receives it (break).</summary>
    public bool ReturnsFromTarget;

    /// <summary>For a return: what arrives.</summary>
    public Value Result;

    /// <summary>True for an exception.</summary>
    public bool IsException => !Exception.IsUndefined;

    /// <summary>Writes it as a part of the stack that holds it.</summary>
    internal void Write(RecordWriter writer)
    {
        writer.Reference(Exception);
        writer.Reference(Result);
        writer.Number(TargetFrame);
        writer.Byte(ReturnsFromTarget ? (byte)1 : (byte)0);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    internal static Unwinding Read(ref RecordReader reader) => new()
    {
        Exception = reader.Reference(),
        Result = reader.Reference(),
        TargetFrame = reader.Number(),
        ReturnsFromTarget = reader.Byte() != 0,
    };

    /// <inheritdoc/>
    public override BodyKind Kind => BodyKind.External;

    /// <inheritdoc/>
    public override void WriteBody(RecordWriter writer) => throw new NotPersistableException(this);

    /// <inheritdoc/>
    public override void ReadBody(ref RecordReader reader) => throw new InvalidOperationException("has no record");
}
