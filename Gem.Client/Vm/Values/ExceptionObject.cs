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

    /// <summary>Where it was raised, innermost first; null until raised. Records keep it as text.</summary>
    public BacktraceEntry[]? RaisedAt;

    /// <summary>The thread that raised it, as it stood then; null unless such are kept. Not persistent.</summary>
    public ThreadObject? Thread { get; internal set; }

    /// <inheritdoc/>
    public override BodyKind Kind => BodyKind.Exception;

    /// <inheritdoc/>
    public override void WriteBody(RecordWriter writer)
    {
        writer.Reference(Message);
        writer.Reference(Backtrace);
        writer.Reference(Cause);
        writer.Reference(Subject);
        writer.Reference(Receiver);
        WriteRaisedAt(writer);
    }

    /// <inheritdoc/>
    public override void ReadBody(ref RecordReader reader)
    {
        Message = reader.Reference();
        Backtrace = reader.Reference();
        Cause = reader.Reference();
        Subject = reader.Reference();
        Receiver = reader.Reference();
        RaisedAt = ReadRaisedAt(ref reader);
    }

    /// <summary>The number of lines plus 1, 0 for an exception that was not raised; then each line.</summary>
    private void WriteRaisedAt(RecordWriter writer)
    {
        writer.Number(RaisedAt is null ? 0 : RaisedAt.Length + 1);
        foreach (BacktraceEntry entry in RaisedAt ?? [])
        {
            BacktraceLine line = entry.Text;
            writer.Text(line.File);
            writer.Number(line.Line);
            writer.Number(line.BlockDepth);
            writer.Text(line.MethodLabel);
            writer.Text(line.BaseLabel);
        }
    }

    private static BacktraceEntry[]? ReadRaisedAt(ref RecordReader reader)
    {
        int count = reader.Number() - 1;
        if (count < 0)
        {
            return null;
        }

        BacktraceEntry[] entries = new BacktraceEntry[count];
        for (int i = 0; i < count; i++)
        {
            entries[i] = new BacktraceEntry(new BacktraceLine(reader.String(), reader.Number(), reader.Number(), reader.String(), reader.String()));
        }

        return entries;
    }
}
