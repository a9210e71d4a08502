using Gem.Vm.Interpreter;
using Gem.Vm.Memory;

namespace Gem.Vm.Values;

/// <summary>An exception of either language; instance variables a program adds stand beside these.</summary>
public sealed class ExceptionObject : HeapObject
{
    /// <summary>Message, nil for the class's name.</summary>
    public Value Message = Value.Nil;

    /// <summary>Array of strings, nil until raised.</summary>
    public Value Backtrace = Value.Nil;

    /// <summary>The exception that was being handled when this one was raised, or nil; Undefined until raised.</summary>
    public Value Cause = Value.Undefined;

    /// <summary>What the exception is about: the name and receiver of NameError, the key of KeyError, the status of SystemExit…</summary>
    public Value Subject = Value.Nil, Receiver = Value.Nil;

    /// <summary>Where it was raised, before anybody asked for the backtrace.</summary>
    public BacktraceEntry[]? RaisedAt;

    /// <inheritdoc/>
    public override BodyKind Kind => BodyKind.Exception;

    /// <inheritdoc/>
    public override void WriteBody(RecordWriter writer)
    {
        writer.Reference(Message);
        writer.Reference(Backtrace);
        writer.Reference(Cause.IsUndefined ? Value.Nil : Cause);
        writer.Reference(Subject);
        writer.Reference(Receiver);
    }

    /// <inheritdoc/>
    public override void ReadBody(ref RecordReader reader)
    {
        Message = reader.Reference();
        Backtrace = reader.Reference();
        Cause = reader.Reference();
        Subject = reader.Reference();
        Receiver = reader.Reference();
    }
}
