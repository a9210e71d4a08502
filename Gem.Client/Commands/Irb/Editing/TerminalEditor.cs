using Gem.Client.Commands.Irb.Display;
using Gem.Client.Commands.Irb.Terminals;

namespace Gem.Client.Commands.Irb.Editing;

/// <summary>An editor in a terminal: reads one input.</summary>
internal sealed class TerminalEditor(ITerminal terminal, IEditorHost host, History history, bool hasColours)
{
    private const int BufferBytes = 4096;

    private readonly KillRing _killed = new();
    private readonly KeyDecoder _decoder = new();
    private readonly ScreenRenderer _renderer = new(terminal);

    /// <summary>
    /// Reads an input. <paramref name="ahead"/> are bytes that were typed before; <paramref name="left"/> those that were typed
    /// behind the input.
    /// </summary>
    public EditOutcome Read(ReadOnlySpan<byte> ahead, out string text, out byte[] left)
    {
        LineEditor editor = new(host, history, _killed);
        EditorView view = new(editor, hasColours);
        _decoder.Feed(ahead);
        terminal.EnterRawMode();
        EditOutcome outcome;
        try
        {
            outcome = Run(editor, () => view.Frame(terminal.Columns, terminal.Rows));
            editor.Buffer.MoveTo(editor.Buffer.Text.Length);
            _renderer.Finish(view.Frame(terminal.Columns, terminal.Rows, outcome == EditOutcome.Interrupted ? "^C" : ""));
            TakeTypedAhead();
        }
        finally
        {
            terminal.LeaveRawMode();
        }

        text = editor.Buffer.Text;
        left = _decoder.TakePending();
        return outcome;
    }

    /// <summary>What was typed behind the input must not be left for the terminal: it would take Enter for a letter.</summary>
    private void TakeTypedAhead()
    {
        byte[] buffer = new byte[BufferBytes];
        while (terminal.TakeReady(buffer) is > 0 and int count)
        {
            _decoder.Feed(buffer.AsSpan(0, count));
        }
    }

    private TerminalEvent Wait(Span<byte> buffer, out int count)
    {
        using IDisposable? waiting = host.BeginWait();
        return terminal.Wait(buffer, out count);
    }

    private EditOutcome Run(LineEditor editor, Func<ScreenFrame> frame)
    {
        byte[] buffer = new byte[BufferBytes];
        _renderer.Forget();
        while (true)
        {
            while (_decoder.TryRead(out Key key))
            {
                EditOutcome outcome = editor.Press(key);
                switch (outcome)
                {
                    case EditOutcome.ClearScreen:
                        _renderer.DrawOnClearScreen(frame());
                        break;
                    case EditOutcome.Suspend:
                        _renderer.Finish(frame());
                        terminal.Suspend();
                        break;
                    case not EditOutcome.Continue:
                        return outcome;
                }
            }

            _renderer.Draw(frame());
            switch (Wait(buffer, out int count))
            {
                case TerminalEvent.Input:
                    _decoder.Feed(buffer.AsSpan(0, count));
                    break;
                case TerminalEvent.Resized:
                    _renderer.DrawAfterResize(frame);
                    break;
                case TerminalEvent.Continued:
                    _renderer.Forget();
                    break;
                default:
                    return EditOutcome.EndOfInput;
            }
        }
    }
}
