namespace Gem.Client.Commands.Irb.Terminals;

/// <summary>A terminal that a line editor can own for a while: keys as bytes, output with escape codes.</summary>
internal interface ITerminal
{
    /// <summary>Width in characters.</summary>
    int Columns { get; }

    /// <summary>Height in lines.</summary>
    int Rows { get; }

    /// <summary>Keys come byte by byte from now on, unechoed, and no key is a signal.</summary>
    void EnterRawMode();

    /// <summary>The terminal is as programs expect it again.</summary>
    void LeaveRawMode();

    /// <summary>Writes text.</summary>
    void Write(string text);

    /// <summary>Waits for what happens next; keys that were pressed are in the buffer then, as many as <paramref name="count"/> says.</summary>
    TerminalEvent Wait(Span<byte> buffer, out int count);

    /// <summary>Takes keys that were pressed already, without waiting; answers how many bytes.</summary>
    int TakeReady(Span<byte> buffer);

    /// <summary>Stops this program's job as Ctrl-Z does; returns when it is continued.</summary>
    void Suspend();
}
