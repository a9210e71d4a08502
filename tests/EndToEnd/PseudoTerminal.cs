using System.Diagnostics;
using System.Text;

namespace EndToEnd;

/// <summary>
/// A command in a terminal, as a user has it: keys go in, a screen comes out. The command is the leader of a session whose
/// controlling terminal this is, so that Ctrl-C is a signal when the terminal is as programs expect it.
/// </summary>
public sealed unsafe class PseudoTerminal : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly object _gate = new();
    private readonly VirtualScreen _screen;
    private readonly StringBuilder _raw = new();
    private readonly Process _process;
    private readonly int _master;
    private bool _hasEnded;

    /// <summary>Starts a command in a terminal of that size.</summary>
    public PseudoTerminal(string command, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, string folder, int columns = 80, int rows = 24)
    {
        _screen = new VirtualScreen(columns, rows);
        _master = PseudoTerminalCalls.Open(PseudoTerminalCalls.ReadWrite | PseudoTerminalCalls.NoControllingTerminal | PseudoTerminalCalls.CloseOnExec);
        PseudoTerminalCalls.Grant(_master);
        PseudoTerminalCalls.Unlock(_master);
        Resize(columns, rows);
        // The shell opens the terminal; setsid makes it the controlling one of what it runs.
        string script = "slave=$1; shift; exec setsid -c -w \"$@\" <\"$slave\" >\"$slave\" 2>&1";
        _process = Installation.Start("/bin/sh", ["-c", script, "sh", NameOf(_master), command, .. arguments], environment, folder);
        new Thread(Listen) { IsBackground = true }.Start();
    }

    /// <summary>The screen as text.</summary>
    public string Screen
    {
        get
        {
            lock (_gate)
            {
                return _screen.ToString();
            }
        }
    }

    /// <summary>The screen and what has left it at its top.</summary>
    public IReadOnlyList<string> AllLines
    {
        get
        {
            lock (_gate)
            {
                return _screen.AllLines;
            }
        }
    }

    /// <summary>All that was written, with escape codes.</summary>
    public string Raw
    {
        get
        {
            lock (_gate)
            {
                return _raw.ToString();
            }
        }
    }

    /// <summary>Presses keys: text, with control characters for the others. Enter is a carriage return.</summary>
    public void Type(string keys)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(keys);
        fixed (byte* start = bytes)
        {
            PseudoTerminalCalls.Write(_master, start, bytes.Length);
        }
    }

    /// <summary>Types a line and Enter, and waits for the prompt behind what it prints.</summary>
    public void Enter(string line, string prompt)
    {
        Type(line + "\r");
        WaitUntil(screen => screen.Split('\n')[^1] == prompt, $"the prompt {prompt}");
    }

    /// <summary>Waits until the screen shows a text.</summary>
    public void WaitFor(string text) => WaitUntil(screen => screen.Contains(text, StringComparison.Ordinal), text);

    /// <summary>Waits until the screen is as wanted; a test that waits in vain fails with what it saw.</summary>
    public void WaitUntil(Func<string, bool> isAsWanted, string wanted)
    {
        long start = Stopwatch.GetTimestamp();
        while (!isAsWanted(Screen))
        {
            if (Stopwatch.GetElapsedTime(start) > Patience)
            {
                throw new TimeoutException($"the screen did not show: {wanted}\nit shows:\n{Screen}");
            }

            Thread.Sleep(10);
        }
    }

    /// <summary>Gives the window another size; the screen of the test stays as it is.</summary>
    public void Resize(int columns, int rows)
    {
        ushort* size = stackalloc ushort[4];
        (size[0], size[1], size[2], size[3]) = ((ushort)rows, (ushort)columns, 0, 0);
        PseudoTerminalCalls.Control(_master, PseudoTerminalCalls.SetWindowSize, size);
    }

    /// <summary>Waits for the command's end; answers its exit status.</summary>
    public int WaitForExit()
    {
        if (!_process.WaitForExit(Patience))
        {
            throw new TimeoutException($"the command did not end; the screen shows:\n{Screen}");
        }

        while (!Volatile.Read(ref _hasEnded))
        {
            Thread.Sleep(10);
        }

        return _process.ExitCode;
    }

    /// <summary>Ends the command.</summary>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
        while (!Volatile.Read(ref _hasEnded))
        {
            Thread.Sleep(10);
        }

        PseudoTerminalCalls.Close(_master);
    }

    private static string NameOf(int master)
    {
        byte* name = stackalloc byte[64];
        return PseudoTerminalCalls.NameOf(master, name, 64) == 0
            ? Encoding.ASCII.GetString(System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name))
            : throw new InvalidOperationException("no pseudo terminal");
    }

    /// <summary>Shows what comes until nobody writes any more, when reading fails.</summary>
    private void Listen()
    {
        byte[] buffer = new byte[4096];
        Decoder decoder = Encoding.UTF8.GetDecoder();
        char[] characters = new char[4096];
        bool hasBegun = false;
        while (true)
        {
            nint count;
            fixed (byte* start = buffer)
            {
                count = PseudoTerminalCalls.Read(_master, start, buffer.Length);
            }

            if (count <= 0)
            {
                // Before the command has opened its side, and after the last one has closed it.
                if (hasBegun || _process.HasExited)
                {
                    break;
                }

                Thread.Sleep(10);
                continue;
            }

            hasBegun = true;
            int length = decoder.GetChars(buffer, 0, (int)count, characters, 0);
            lock (_gate)
            {
                _raw.Append(characters, 0, length);
                _screen.Write(new string(characters, 0, length));
            }
        }

        Volatile.Write(ref _hasEnded, true);
    }
}
