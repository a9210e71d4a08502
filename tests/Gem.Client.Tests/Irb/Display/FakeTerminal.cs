using EndToEnd;
using Gem.Client.Commands.Irb.Terminals;

namespace Gem.Client.Tests.Irb.Display;

/// <summary>A terminal that shows on a virtual screen and has no keys.</summary>
internal sealed class FakeTerminal(VirtualScreen screen) : ITerminal
{
    /// <inheritdoc/>
    public int Columns => screen.Columns;

    /// <inheritdoc/>
    public int Rows => screen.Rows;

    /// <inheritdoc/>
    public void EnterRawMode()
    {
    }

    /// <inheritdoc/>
    public void LeaveRawMode()
    {
    }

    /// <inheritdoc/>
    public void Write(string text) => screen.Write(text);

    /// <inheritdoc/>
    public TerminalEvent Wait(Span<byte> buffer, out int count)
    {
        count = 0;
        return TerminalEvent.Closed;
    }

    /// <inheritdoc/>
    public int TakeReady(Span<byte> buffer) => 0;

    /// <inheritdoc/>
    public void Suspend()
    {
    }
}
