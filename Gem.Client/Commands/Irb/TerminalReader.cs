using Gem.Client.Commands.Irb.Display;
using Gem.Client.Commands.Irb.Editing;
using Gem.Client.Commands.Irb.Terminals;
using Kernel.Ruby.Interactive;
using Kernel.Ruby.Syntax.Tokens;

namespace Gem.Client.Commands.Irb;

/// <summary>Inputs from the line editor.</summary>
internal sealed class TerminalReader(ITerminal terminal, Interaction interaction, Completer completer, History history, bool hasColours)
    : IInputReader, IEditorHost
{
    private TerminalEditor? _editor;
    private Prompts _prompts = new(PromptMode.Default, "", 1, HasChanges: false);
    private Workspace? _workspace;
    private IReadOnlyList<string> _locals = [];

    /// <inheritdoc/>
    public InputKind Read(Prompts prompts, Workspace workspace, out string text)
    {
        (_prompts, _workspace, _locals) = (prompts, workspace, workspace.Locals);
        _editor ??= new TerminalEditor(terminal, this, history, hasColours);
        // Between prompts programs read the terminal, which gives them line feeds; Enter is a carriage return to the editor.
        byte[] ahead = interaction.TakeReadAhead();
        ahead.AsSpan().Replace((byte)'\n', (byte)'\r');
        EditOutcome outcome = _editor.Read(ahead, out text, out byte[] left);
        left.AsSpan().Replace((byte)'\r', (byte)'\n');
        interaction.UnreadInput(left);
        if (outcome == EditOutcome.Accepted)
        {
            history.Add(text);
        }

        return outcome switch
        {
            EditOutcome.Accepted => InputKind.Text,
            EditOutcome.EndOfInput => InputKind.End,
            _ => InputKind.Dropped,
        };
    }

    /// <inheritdoc/>
    public InputState Check(string text) => SessionCommand.Parse(text, _locals) is not null ? InputState.Complete : InputCheck.Of(text, _locals);

    /// <inheritdoc/>
    public Completion? Complete(string text, int cursor) => completer.Complete(text, cursor, _workspace!);

    /// <inheritdoc/>
    public IReadOnlyList<SourceToken> Scan(string text) => TokenScan.Of(text, _locals);

    /// <inheritdoc/>
    public IDisposable? BeginWait() => interaction.LetOthersRun();

    /// <inheritdoc/>
    public StyledText Prompt(int line, Nesting nesting) => _prompts.Of(line, nesting);
}
