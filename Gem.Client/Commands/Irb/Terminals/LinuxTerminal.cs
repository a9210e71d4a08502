using System.Runtime.InteropServices;
using System.Text;

namespace Gem.Client.Commands.Irb.Terminals;

/// <summary>
/// The terminal on standard input and output. Signals that concern the screen arrive on another thread, which wakes the
/// waiting one through a pipe.
/// </summary>
internal sealed unsafe class LinuxTerminal : ITerminal, IDisposable
{
    private const int DefaultColumns = 80;
    private const int DefaultRows = 24;
    private const string BracketedPasteOn = "\x1b[?2004h";
    private const string BracketedPasteOff = "\x1b[?2004l";

    private static readonly TimeSpan SignalPause = TimeSpan.FromSeconds(1);

    private readonly PosixSignalRegistration[] _signals;
    private readonly int _wakeupEnd;
    private readonly int _wakeup;
    private TerminalAttributes _original;
    private bool _isRaw;
    private int _ownStops;

    /// <summary>Takes the terminal over; both descriptors must be one.</summary>
    public LinuxTerminal()
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new PlatformNotSupportedException("this terminal is Linux's");
        }

        int* ends = stackalloc int[2];
        if (TerminalCalls.Pipe(ends, TerminalCalls.CloseOnExec | TerminalCalls.NonBlock) != 0)
        {
            throw new IOException("no pipe for the terminal's signals");
        }

        (_wakeupEnd, _wakeup) = (ends[0], ends[1]);
        _signals =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGWINCH, _ => Wake(TerminalEvent.Resized)),
            PosixSignalRegistration.Create(PosixSignal.SIGCONT, _ => Continue()),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => RestoreForAWhile()),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, _ => RestoreForAWhile()),
        ];
        AppDomain.CurrentDomain.ProcessExit += Restore;
    }

    /// <summary>Whether there is a terminal at both ends.</summary>
    public static bool IsThere => TerminalCalls.IsTerminal(TerminalCalls.Input) == 1 && TerminalCalls.IsTerminal(TerminalCalls.Output) == 1;

    /// <inheritdoc/>
    public int Columns => Size().Columns;

    /// <inheritdoc/>
    public int Rows => Size().Rows;

    /// <inheritdoc/>
    public void EnterRawMode()
    {
        if (!_isRaw)
        {
            fixed (TerminalAttributes* original = &_original)
            {
                TerminalCalls.GetAttributes(TerminalCalls.Input, original);
            }

            _isRaw = true;
        }

        SetRawMode();
    }

    private void SetRawMode()
    {
        TerminalAttributes raw = _original;
        raw.InputFlags &= ~(TerminalCalls.BreakSignals | TerminalCalls.CarriageReturnToNewline | TerminalCalls.NewlineToCarriageReturn
            | TerminalCalls.FlowControl | TerminalCalls.StripHighBit);
        raw.LocalFlags &= ~(TerminalCalls.Signals | TerminalCalls.LineWise | TerminalCalls.Echo | TerminalCalls.Extended);
        raw.Characters[TerminalCalls.MinimumBytes] = 1;
        raw.Characters[TerminalCalls.MinimumTime] = 0;
        TerminalCalls.SetAttributes(TerminalCalls.Input, TerminalCalls.AfterOutput, &raw);
        Write(BracketedPasteOn);
    }

    private void SetOriginalMode()
    {
        Write(BracketedPasteOff);
        fixed (TerminalAttributes* original = &_original)
        {
            TerminalCalls.SetAttributes(TerminalCalls.Input, TerminalCalls.AfterOutput, original);
        }
    }

    /// <inheritdoc/>
    public void LeaveRawMode()
    {
        if (_isRaw)
        {
            SetOriginalMode();
            _isRaw = false;
        }
    }

    /// <inheritdoc/>
    public void Write(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        int written = 0;
        fixed (byte* start = bytes)
        {
            while (written < bytes.Length)
            {
                nint count = TerminalCalls.Write(TerminalCalls.Output, start + written, bytes.Length - written);
                if (count > 0)
                {
                    written += (int)count;
                }
                else if (!MayWriteAgain())
                {
                    return;
                }
            }
        }
    }

    /// <inheritdoc/>
    public TerminalEvent Wait(Span<byte> buffer, out int count)
    {
        count = 0;
        PollRequest* requests = stackalloc PollRequest[2];
        while (true)
        {
            requests[0] = new PollRequest { Descriptor = TerminalCalls.Input, Events = TerminalCalls.PollIn };
            requests[1] = new PollRequest { Descriptor = _wakeupEnd, Events = TerminalCalls.PollIn };
            if (TerminalCalls.Poll(requests, 2, -1) < 0)
            {
                if (Marshal.GetLastPInvokeError() == TerminalCalls.Interrupted)
                {
                    continue;
                }

                return TerminalEvent.Closed;
            }

            if (requests[1].Returned != 0)
            {
                TerminalEvent reason = TakeWakeups();
                if (reason == TerminalEvent.Continued && _isRaw)
                {
                    // A shell that continues a job may have set the terminal as it likes it.
                    SetRawMode();
                }

                return reason;
            }

            fixed (byte* start = buffer)
            {
                nint read = TerminalCalls.Read(TerminalCalls.Input, start, buffer.Length);
                if (read < 0 && Marshal.GetLastPInvokeError() is TerminalCalls.Interrupted or TerminalCalls.Again)
                {
                    continue;
                }

                count = (int)Math.Max(0, read);
                return read > 0 ? TerminalEvent.Input : TerminalEvent.Closed;
            }
        }
    }

    /// <inheritdoc/>
    public int TakeReady(Span<byte> buffer)
    {
        PollRequest request = new() { Descriptor = TerminalCalls.Input, Events = TerminalCalls.PollIn };
        if (TerminalCalls.Poll(&request, 1, 0) <= 0)
        {
            return 0;
        }

        fixed (byte* start = buffer)
        {
            return (int)Math.Max(0, TerminalCalls.Read(TerminalCalls.Input, start, buffer.Length));
        }
    }

    /// <inheritdoc/>
    public void Suspend()
    {
        LeaveRawMode();
        Interlocked.Increment(ref _ownStops);
        TerminalCalls.Kill(0, TerminalCalls.StopSignal);
        EnterRawMode();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        LeaveRawMode();
        AppDomain.CurrentDomain.ProcessExit -= Restore;
        foreach (PosixSignalRegistration signal in _signals)
        {
            signal.Dispose();
        }
    }

    private static bool MayWriteAgain()
    {
        switch (Marshal.GetLastPInvokeError())
        {
            case TerminalCalls.Interrupted:
                return true;
            case TerminalCalls.Again:
                PollRequest request = new() { Descriptor = TerminalCalls.Output, Events = TerminalCalls.PollOut };
                TerminalCalls.Poll(&request, 1, -1);
                return true;
            default:
                return false;
        }
    }

    private static (int Columns, int Rows) Size()
    {
        // struct winsize: rows, columns, and both in pixels.
        ushort* size = stackalloc ushort[4];
        bool isKnown = TerminalCalls.Control(TerminalCalls.Output, TerminalCalls.GetWindowSize, size) == 0;
        return (isKnown && size[1] > 0 ? size[1] : DefaultColumns, isKnown && size[0] > 0 ? size[0] : DefaultRows);
    }

    /// <summary>After a stop of our own whoever stopped draws anew by itself.</summary>
    private void Continue()
    {
        if (Interlocked.Decrement(ref _ownStops) < 0)
        {
            Interlocked.Increment(ref _ownStops);
            Wake(TerminalEvent.Continued);
        }
    }

    private void Wake(TerminalEvent reason)
    {
        byte code = (byte)reason;
        TerminalCalls.Write(_wakeup, &code, 1);
    }

    private TerminalEvent TakeWakeups()
    {
        TerminalEvent reason = TerminalEvent.Resized;
        byte taken;
        while (TerminalCalls.Read(_wakeupEnd, &taken, 1) == 1)
        {
            reason = (TerminalEvent)taken == TerminalEvent.Continued ? TerminalEvent.Continued : reason;
        }

        return reason;
    }

    private void Restore(object? sender, EventArgs e) => LeaveRawMode();

    /// <summary>
    /// Before a signal ends the process. The program may have trapped it, so the wait for keys goes on in raw mode, but only
    /// after a pause: woken at once it would set the mode again before the process is gone.
    /// </summary>
    private void RestoreForAWhile()
    {
        if (_isRaw)
        {
            SetOriginalMode();
            _ = Task.Delay(SignalPause).ContinueWith(_ => Wake(TerminalEvent.Continued), TaskScheduler.Default);
        }
    }
}
