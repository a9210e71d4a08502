using Gem.Vm.Interpreter;
using Kernel.Ruby.Interactive;
using Kernel.Ruby.Syntax.Tokens;

namespace Gem.Client.Commands.Irb;

/// <summary>
/// Inputs line by line, from a pipe, a file, or a terminal that knows no escape codes. What does not come from a terminal is
/// printed as it is read, so that the output is a record of the session.
/// </summary>
internal sealed class LineReader(Func<string?> readLine, Action<string> write, bool echoes) : IInputReader
{
    /// <inheritdoc/>
    public InputKind Read(Prompts prompts, Workspace workspace, out string text)
    {
        IReadOnlyList<string> locals = workspace.Locals;
        text = "";
        for (int line = 0; ; line++)
        {
            write(prompts.Of(line, new Nesting(text, TokenScan.Of(text, locals))).ToString());
            string? next;
            try
            {
                next = readLine();
            }
            catch (GuestException)
            {
                // Ctrl-C in a terminal without editor.
                write("\n");
                return InputKind.Dropped;
            }

            if (next is null)
            {
                if (!echoes)
                {
                    write("\n");
                }

                // What is not whole at the end is handed in, for its error.
                return text.Length == 0 ? InputKind.End : InputKind.Text;
            }

            if (echoes)
            {
                write(next.EndsWith('\n') ? next : next + "\n");
            }

            text += next;
            bool isCommand = line == 0 && SessionCommand.Parse(text, locals) is not null;
            if (isCommand || InputCheck.Of(text, locals) != InputState.Incomplete)
            {
                text = text.TrimEnd('\n');
                return InputKind.Text;
            }
        }
    }
}
