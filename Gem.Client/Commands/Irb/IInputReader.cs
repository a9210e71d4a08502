using Kernel.Ruby.Interactive;

namespace Gem.Client.Commands.Irb;

/// <summary>Where a session's inputs come from.</summary>
internal interface IInputReader
{
    /// <summary>Reads an input that is to be evaluated in a workspace.</summary>
    InputKind Read(Prompts prompts, Workspace workspace, out string text);
}
