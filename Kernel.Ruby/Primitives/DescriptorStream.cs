using Gem.Vm.Interpreter;

namespace Kernel.Ruby.Primitives;

/// <summary>
/// A buffered stream over a file descriptor: what an IO holds. Raw system calls, so that the position is the
/// descriptor's own and shared with child processes. Bytes read ahead are given back (by seeking) before a write.
/// </summary>
internal sealed unsafe class DescriptorStream
{
    private const int BufferBytes = 16 * 1024;
    private const int PollMilliseconds = 50;

    /// <summary>A pipe that is ready for writing takes so many bytes without waiting: PIPE_BUF of Linux.</summary>
    private const int AtomicWriteBytes = 4096;

    private readonly bool _isTerminal;
    private byte[] _readBuffer = [];
    private int _readStart;
    private int _readEnd;
    private byte[] _writeBuffer = [];
    private int _writeCount;

    /// <summary>The descriptor has a position; not known before the first write.</summary>
    private bool? _isFile;

    /// <summary>The thread that waits for a full pipe to take the rest of what it writes.</summary>
    private VmThread? _writer;

    /// <summary>A stream over an open descriptor.</summary>
    public DescriptorStream(int descriptor, string path, bool canRead, bool canWrite)
    {
        Descriptor = descriptor;
        Path = path;
        CanRead = canRead;
        CanWrite = canWrite;
        _isTerminal = Posix.IsTerminal(descriptor) == 1;
    }

    /// <summary>The descriptor; -1 once closed.</summary>
    public int Descriptor { get; private set; }

    /// <summary>File name, or <c>&lt;STDOUT&gt;</c> and its like.</summary>
    public string Path { get; }

    /// <summary>Opened for reading.</summary>
    public bool CanRead { get; private set; }

    /// <summary>Opened for writing.</summary>
    public bool CanWrite { get; private set; }

    /// <summary>Every write goes out at once.</summary>
    public bool IsSync { get; set; }

    /// <summary>Opened with b, or binmode was called.</summary>
    public bool IsBinary { get; set; }

    /// <summary>Encodings of what is read and written.</summary>
    public StreamEncodings Encodings { get; } = new();

    /// <summary>The last byte written was not the end of a line, unless someone has ended the line since.</summary>
    public bool EndsMidLine { get; set; }

    /// <summary>Lines read so far.</summary>
    public long LineNumber { get; set; }

    /// <summary>True once closed.</summary>
    public bool IsClosed => Descriptor < 0;

    /// <summary>True for a terminal.</summary>
    public bool IsTerminal => _isTerminal;

    /// <summary>Bytes that can be had without a system call.</summary>
    public ReadOnlySpan<byte> Buffered => _readBuffer.AsSpan(_readStart, _readEnd - _readStart);

    /// <summary>Writes bytes, through the buffer unless sync is on.</summary>
    public void Write(VmThread t, ReadOnlySpan<byte> bytes)
    {
        RequireWritable(t);
        GiveBackReadAhead();
        EndsMidLine = bytes.IsEmpty ? EndsMidLine : bytes[^1] != '\n';
        if (_writeBuffer.Length == 0)
        {
            _writeBuffer = new byte[BufferBytes];
        }

        if (_writeCount + bytes.Length > _writeBuffer.Length)
        {
            Flush(t);
        }

        if (bytes.Length > _writeBuffer.Length)
        {
            WriteOut(t, bytes);
            return;
        }

        bytes.CopyTo(_writeBuffer.AsSpan(_writeCount));
        _writeCount += bytes.Length;
        if (IsSync || (_isTerminal && bytes.Contains((byte)'\n')))
        {
            Flush(t);
        }
    }

    /// <summary>Sends out what is buffered.</summary>
    public void Flush(VmThread t)
    {
        if (_writeCount > 0)
        {
            int count = _writeCount;
            _writeCount = 0;
            WriteOut(t, _writeBuffer.AsSpan(0, count));
        }
    }

    /// <summary>
    /// Reads more bytes behind those that are buffered, converted when the stream converts; false at the end of the file.
    /// </summary>
    public bool Fill(VmThread t)
    {
        if (!Encodings.ConvertsReading)
        {
            return FillRaw(t);
        }

        byte[] ahead = Buffered.ToArray();
        _readStart = _readEnd = 0;
        byte[] converted = [];
        bool isEnd = false;
        while (converted.Length == 0 && !isEnd)
        {
            isEnd = !FillRaw(t);
            converted = Encodings.Convert(t, Buffered, isEnd);
            _readStart = _readEnd = 0;
        }

        Unread([.. ahead, .. converted]);
        return converted.Length > 0;
    }

    /// <summary>The same, without conversion.</summary>
    public bool FillRaw(VmThread t)
    {
        RequireReadable(t);
        Flush(t);
        WaitFor(t, Posix.PollIn);
        if (_readStart == _readEnd)
        {
            _readStart = _readEnd = 0;
        }

        if (_readEnd == _readBuffer.Length)
        {
            byte[] larger = new byte[Math.Max(BufferBytes, _readStart > 0 ? _readBuffer.Length : _readBuffer.Length * 2)];
            Buffered.CopyTo(larger);
            _readEnd -= _readStart;
            _readStart = 0;
            _readBuffer = larger;
        }

        int count = ReadInto(t, _readBuffer.AsSpan(_readEnd));
        _readEnd += count;
        return count > 0;
    }

    /// <summary>Takes bytes off the buffer.</summary>
    public void Consume(int count) => _readStart += count;

    /// <summary>Puts bytes back before those that are buffered.</summary>
    public void Unread(ReadOnlySpan<byte> bytes)
    {
        byte[] larger = new byte[Math.Max(BufferBytes, bytes.Length + Buffered.Length)];
        bytes.CopyTo(larger);
        Buffered.CopyTo(larger.AsSpan(bytes.Length));
        _readEnd = bytes.Length + (_readEnd - _readStart);
        _readStart = 0;
        _readBuffer = larger;
    }

    /// <summary>Moves the position; answers the new one.</summary>
    public long Seek(VmThread t, long offset, int whence)
    {
        RequireOpen(t);
        Flush(t);
        GiveBackReadAhead();
        long position = Posix.Seek(Descriptor, offset, whence);
        return position >= 0 ? position : throw SystemErrors.Error(t, Posix.LastError, Path);
    }

    /// <summary>The position as the program sees it.</summary>
    public long Position(VmThread t)
    {
        RequireOpen(t);
        Flush(t);
        long position = Posix.Seek(Descriptor, 0, 1);
        return position >= 0 ? position - (_readEnd - _readStart) : throw SystemErrors.Error(t, Posix.LastError, Path);
    }

    /// <summary>Flushes and closes. Closing twice does nothing.</summary>
    public void Close(VmThread t)
    {
        if (IsClosed)
        {
            return;
        }

        try
        {
            Flush(t);
        }
        finally
        {
            Posix.Close(Descriptor);
            Descriptor = -1;
        }
    }

    /// <summary>Makes this stream another's descriptor (reopen).</summary>
    public void Reopen(VmThread t, DescriptorStream other)
    {
        Flush(t);
        other.Flush(t);
        _readStart = _readEnd = 0;
        if (Posix.DuplicateTo(other.Descriptor, Descriptor) < 0)
        {
            throw SystemErrors.Error(t, Posix.LastError, Path);
        }

        _isFile = null;
        CanRead = other.CanRead;
        CanWrite = other.CanWrite;
    }

    /// <summary>Raises IOError unless the stream is open.</summary>
    public void RequireOpen(VmThread t)
    {
        if (IsClosed)
        {
            throw t.Error(t.Vm.Classes.IOError, "closed stream");
        }
    }

    /// <summary>Raises IOError unless the stream can be read.</summary>
    public void RequireReadable(VmThread t)
    {
        RequireOpen(t);
        if (!CanRead)
        {
            throw t.Error(t.Vm.Classes.IOError, "not opened for reading");
        }
    }

    /// <summary>Raises IOError unless the stream can be written.</summary>
    public void RequireWritable(VmThread t)
    {
        RequireOpen(t);
        if (!CanWrite)
        {
            throw t.Error(t.Vm.Classes.IOError, "not opened for writing");
        }
    }

    private void GiveBackReadAhead()
    {
        if (_readEnd > _readStart)
        {
            Posix.Seek(Descriptor, _readStart - _readEnd, 1);
            _readStart = _readEnd = 0;
        }
    }

    private int ReadInto(VmThread t, Span<byte> target)
    {
        fixed (byte* start = target)
        {
            while (true)
            {
                nint count = Posix.Read(Descriptor, start, target.Length);
                if (count >= 0)
                {
                    return (int)count;
                }

                if (Posix.LastError is not (Posix.Interrupted or Posix.Again))
                {
                    throw SystemErrors.Error(t, Posix.LastError, $"io_fread - {Path}");
                }

                t.RunPendingActions();
            }
        }
    }

    /// <summary>Waits so that other threads and a signal's action can run meanwhile: a blocked read or write would not notice them.</summary>
    private void WaitFor(VmThread t, short events)
    {
        Posix.PollEntry entry = new() { Descriptor = Descriptor, Events = events };
        while (Posix.Poll(&entry, 1, 0) == 0)
        {
            using (t.Owner.LetOthersRun(t))
            {
                Posix.Poll(&entry, 1, PollMilliseconds);
            }

            t.RunPendingActions();
        }
    }

    /// <summary>
    /// A file takes everything at once. A pipe may be full until another thread of this process reads it: what does not go out
    /// at once is copied, for the buffer it stands in belongs to whoever writes next, and goes out before anything else.
    /// </summary>
    private void WriteOut(VmThread t, ReadOnlySpan<byte> bytes)
    {
        if (_writer is null)
        {
            bytes = bytes[WriteReady(t, bytes)..];
        }

        if (!bytes.IsEmpty)
        {
            WriteWaiting(t, bytes.ToArray());
        }
    }

    private void WriteWaiting(VmThread t, ReadOnlySpan<byte> bytes)
    {
        while (_writer is not null && _writer != t)
        {
            using (t.Owner.LetOthersRun(t))
            {
                Thread.Sleep(1);
            }

            t.RunPendingActions();
        }

        _writer = t;
        try
        {
            for (bytes = bytes[WriteReady(t, bytes)..]; !bytes.IsEmpty; bytes = bytes[WriteReady(t, bytes)..])
            {
                WaitFor(t, Posix.PollOut);
                RequireOpen(t);
            }
        }
        finally
        {
            _writer = null;
        }
    }

    /// <summary>Writes what can go out without waiting; answers how much that was.</summary>
    private int WriteReady(VmThread t, ReadOnlySpan<byte> bytes)
    {
        bool isFile = _isFile ??= Posix.Seek(Descriptor, 0, 1) >= 0;
        Posix.PollEntry entry = new() { Descriptor = Descriptor, Events = Posix.PollOut };
        int done = 0;
        fixed (byte* start = bytes)
        {
            while (done < bytes.Length && (isFile || Posix.Poll(&entry, 1, 0) != 0))
            {
                nint count = Posix.Write(Descriptor, start + done, isFile ? bytes.Length - done : Math.Min(AtomicWriteBytes, bytes.Length - done));
                if (count >= 0)
                {
                    done += (int)count;
                }
                else if (Posix.LastError is not (Posix.Interrupted or Posix.Again))
                {
                    throw SystemErrors.Error(t, Posix.LastError, Path);
                }
            }
        }

        return done;
    }
}
