using Gem.Vm;
using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>IO: opening, writing, positions, closing. Reading is in a file of its own.</summary>
internal static unsafe partial class IOPrimitives
{
    private const int MaximumNesting = 1000;

    /// <summary>Adds the primitives of IO.</summary>
    public static void Register(PrimitiveTable table)
    {
        table.Add("io_initialize", &Initialize, 1, 2);
        table.Add("io_open_file", &OpenFile, 3);
        table.Add("io_s_pipe", &Pipe, 0);
        table.Add("io_write", &Write, 0, -1);
        table.Add("io_puts", &Puts, 0, -1);
        table.Add("kernel_puts", &KernelPuts, 0, -1);
        table.Add("io_flush", &Flush, 0);
        table.Add("io_fsync", &Synchronize, 0);
        table.Add("io_sync", &IsSync, 0);
        table.Add("io_set_sync", &SetSync, 1);
        table.Add("io_binmode", &SetBinary, 0);
        table.Add("io_fileno", &FileNumber, 0);
        table.Add("io_isatty", &IsTerminal, 0);
        table.Add("io_close", &Close, 0);
        table.Add("io_is_closed", &IsClosed, 0);
        table.Add("io_seek", &Seek, 1, 2);
        table.Add("io_pos", &Position, 0);
        table.Add("io_truncate", &Truncate, 1);
        table.Add("io_flock", &Lock, 1);
        table.Add("io_reopen", &Reopen, 1);
        table.Add("io_path", &FilePath, 0);
        table.Add("io_lineno", &LineNumber, 0);
        table.Add("io_set_lineno", &SetLineNumber, 1);
        RegisterReading(table);
        RegisterEncodings(table);
    }

    /// <summary>An IO over a stream.</summary>
    public static Value New(VirtualMachine vm, ClassObject @class, DescriptorStream stream) => vm.Adopt(new ExternalObject { State = stream }, @class);

    /// <summary>The stream of an IO; raises IOError for one that was never initialized.</summary>
    public static DescriptorStream StreamOf(VmThread t, Value value) =>
        (value.Ref as ExternalObject)?.State as DescriptorStream ?? throw t.Error(t.Vm.Classes.IOError, "uninitialized stream");

    private static Value Initialize(VmThread t, Arguments a)
    {
        int descriptor = (int)Coercions.ToLong(t, a[0]);
        if (Posix.Seek(descriptor, 0, 1) < 0 && Posix.LastError == Posix.BadDescriptor)
        {
            throw SystemErrors.Error(t, Posix.BadDescriptor, "");
        }

        OpenMode mode = OpenMode.Parse(t, a.OrNil(1));
        Remember(t, a.Self, new DescriptorStream(descriptor, $"fd {descriptor}", mode.CanRead, mode.CanWrite) { IsBinary = mode.IsBinary });
        return Value.Nil;
    }

    /// <summary>Arguments: path, mode, permissions for a new file (nil: 0666).</summary>
    private static Value OpenFile(VmThread t, Arguments a)
    {
        string path = Expect.Path(t, a[0]);
        OpenMode mode = OpenMode.Parse(t, a[1]);
        int permissions = a[2].IsNil ? 0x1B6 : (int)Coercions.ToLong(t, a[2]);
        int descriptor = Posix.Open(path, mode.Flags | Posix.CloseOnExec, permissions);
        if (descriptor < 0)
        {
            throw SystemErrors.Error(t, Posix.LastError, $"rb_sysopen - {path}");
        }

        Remember(t, a.Self, new DescriptorStream(descriptor, path, mode.CanRead, mode.CanWrite) { IsBinary = mode.IsBinary });
        return Value.Nil;
    }

    private static void Remember(VmThread t, Value io, DescriptorStream stream)
    {
        ((ExternalObject)io.Ref!).State = stream;
        if (stream.CanWrite)
        {
            RubyRuntime.Of(t.Vm).Remember(stream);
        }
    }

    private static Value Pipe(VmThread t, Arguments a)
    {
        int* ends = stackalloc int[2];
        if (Posix.Pipe(ends, Posix.CloseOnExec) < 0)
        {
            throw SystemErrors.Error(t, Posix.LastError, "");
        }

        ClassObject io = (ClassObject)a.Self.Ref!;
        DescriptorStream writer = new(ends[1], "pipe", false, true) { IsSync = true };
        return t.Vm.NewArray([New(t.Vm, io, new DescriptorStream(ends[0], "pipe", true, false)), New(t.Vm, io, writer)]);
    }

    private static Value Write(VmThread t, Arguments a)
    {
        DescriptorStream stream = StreamOf(t, a.Self);
        long written = 0;
        foreach (Value value in a.Span)
        {
            StringObject text = stream.Encodings.ForWriting(t, Coercions.ToS(t, value));
            stream.Write(t, text.Span);
            written += text.Length;
        }

        return Value.FromInteger(written);
    }

    /// <summary>puts of the program's $stdout, which may be any object.</summary>
    private static Value KernelPuts(VmThread t, Arguments a)
    {
        Value output = RubyRuntime.Of(t.Vm).StandardOutput;
        if (output.Ref is ExternalObject { State: DescriptorStream } && IsOwnMethod(t, output, "puts"))
        {
            PutAll(t, output, a.Span);
            return Value.Nil;
        }

        return t.Send(output, t.Vm.Symbols.Intern("puts"), a.Span);
    }

    private static Value Puts(VmThread t, Arguments a)
    {
        PutAll(t, a.Self, a.Span);
        return Value.Nil;
    }

    private static bool IsOwnMethod(VmThread t, Value output, string name) =>
        t.Vm.Methods.Find(t.Vm.ClassOf(output), t.Vm.Symbols.Intern(name), 1)?.Owner == t.Vm.Classes.IO;

    private static void PutAll(VmThread t, Value output, ReadOnlySpan<Value> values)
    {
        StringObject lines = t.Vm.NewString([], 0, StringEncoding.Utf8);
        StreamEncodings? encodings = IsOwnMethod(t, output, "write") ? StreamOf(t, output).Encodings : null;
        if (values.Length == 0)
        {
            lines.Append(encodings is null ? "\n"u8 : encodings.ForWriting(t, t.Vm.NewString("\n")).Span);
        }

        foreach (Value value in values)
        {
            AppendLine(t, lines, value, 0, encodings);
        }

        if (encodings is not null)
        {
            StreamOf(t, output).Write(t, lines.Span);
        }
        else
        {
            t.Send(output, t.Vm.Symbols.Intern("write"), lines);
        }
    }

    private static void AppendLine(VmThread t, StringObject lines, Value value, int depth, StreamEncodings? encodings)
    {
        ArrayObject? array = value.Ref as ArrayObject;
        if (array is null && value.Ref is not (null or ImmediateTag or StringObject or SymbolObject))
        {
            array = Coercions.TryToAry(t, value);
        }

        if (array is null)
        {
            StringObject text = Coercions.ToS(t, value);
            bool isEnded = text.Length > 0 && text.Span[^1] == '\n';
            if (encodings is null)
            {
                lines.Encoding = CharacterText.Compatible(lines, text);
            }

            lines.Append(encodings is null ? text.Span : encodings.ForWriting(t, text).Span);
            if (!isEnded)
            {
                lines.Append(encodings is null ? "\n"u8 : encodings.ForWriting(t, t.Vm.NewString("\n")).Span);
            }

            return;
        }

        HashSet<HeapObject> running = t.Visiting;
        if (depth > MaximumNesting || !running.Add(array))
        {
            lines.Append("[...]\n"u8);
            return;
        }

        try
        {
            for (int i = 0; i < array.Count; i++)
            {
                AppendLine(t, lines, t.Vm.Load(ref array.Slot(i)), depth + 1, encodings);
            }
        }
        finally
        {
            running.Remove(array);
        }
    }

    private static Value Flush(VmThread t, Arguments a)
    {
        DescriptorStream stream = StreamOf(t, a.Self);
        stream.RequireOpen(t);
        stream.Flush(t);
        return a.Self;
    }

    private static Value Synchronize(VmThread t, Arguments a)
    {
        DescriptorStream stream = StreamOf(t, a.Self);
        stream.RequireOpen(t);
        stream.Flush(t);
        return Posix.Synchronize(stream.Descriptor) == 0 ? Value.FromInteger(0) : throw SystemErrors.Error(t, Posix.LastError, stream.Path);
    }

    private static Value IsSync(VmThread t, Arguments a) => Value.FromBoolean(StreamOf(t, a.Self).IsSync);

    private static Value SetSync(VmThread t, Arguments a)
    {
        DescriptorStream stream = StreamOf(t, a.Self);
        stream.IsSync = a[0].IsTruthy;
        stream.Flush(t);
        return a[0];
    }

    private static Value SetBinary(VmThread t, Arguments a)
    {
        DescriptorStream stream = StreamOf(t, a.Self);
        stream.RequireOpen(t);
        stream.IsBinary = true;
        stream.Encodings.Set(StringEncoding.Binary, null, null);
        return a.Self;
    }

    private static Value FileNumber(VmThread t, Arguments a)
    {
        DescriptorStream stream = StreamOf(t, a.Self);
        stream.RequireOpen(t);
        return Value.FromInteger(stream.Descriptor);
    }

    private static Value IsTerminal(VmThread t, Arguments a)
    {
        DescriptorStream stream = StreamOf(t, a.Self);
        stream.RequireOpen(t);
        return Value.FromBoolean(stream.IsTerminal);
    }

    private static Value Close(VmThread t, Arguments a)
    {
        DescriptorStream stream = StreamOf(t, a.Self);
        stream.Close(t);
        RubyRuntime.Of(t.Vm).Forget(stream);
        return Value.Nil;
    }

    private static Value IsClosed(VmThread t, Arguments a) => Value.FromBoolean(StreamOf(t, a.Self).IsClosed);

    private static Value Seek(VmThread t, Arguments a)
    {
        int whence = a.OrNil(1).Ref is SymbolObject symbol
            ? symbol.Text switch { "SET" => 0, "CUR" => 1, "END" => 2, _ => throw t.Error(t.Vm.Classes.ArgumentError, $"unknown whence: {symbol.Text}") }
            : a.Count > 1 ? (int)Coercions.ToLong(t, a[1]) : 0;
        StreamOf(t, a.Self).Seek(t, Coercions.ToLong(t, a[0]), whence);
        return Value.FromInteger(0);
    }

    private static Value Position(VmThread t, Arguments a) => Value.FromInteger(StreamOf(t, a.Self).Position(t));

    private static Value Truncate(VmThread t, Arguments a)
    {
        DescriptorStream stream = StreamOf(t, a.Self);
        stream.RequireWritable(t);
        stream.Flush(t);
        return Posix.TruncateDescriptor(stream.Descriptor, Coercions.ToLong(t, a[0])) == 0
            ? Value.FromInteger(0) : throw SystemErrors.Error(t, Posix.LastError, stream.Path);
    }

    private static Value Lock(VmThread t, Arguments a)
    {
        DescriptorStream stream = StreamOf(t, a.Self);
        stream.RequireOpen(t);
        stream.Flush(t);
        return Posix.Lock(stream.Descriptor, (int)Coercions.ToLong(t, a[0])) == 0 ? Value.FromInteger(0)
            : Posix.LastError == Posix.Again ? Value.False : throw SystemErrors.Error(t, Posix.LastError, stream.Path);
    }

    private static Value Reopen(VmThread t, Arguments a)
    {
        StreamOf(t, a.Self).Reopen(t, StreamOf(t, a[0]));
        return a.Self;
    }

    private static Value FilePath(VmThread t, Arguments a) => t.Vm.NewString(StreamOf(t, a.Self).Path);

    private static Value LineNumber(VmThread t, Arguments a) => Value.FromInteger(StreamOf(t, a.Self).LineNumber);

    private static Value SetLineNumber(VmThread t, Arguments a)
    {
        StreamOf(t, a.Self).LineNumber = Coercions.ToLong(t, a[0]);
        return a[0];
    }
}
