namespace Gem.Client.Commands.Switches;

/// <summary>The switches that a program has besides Ruby's.</summary>
internal interface IOwnSwitches
{
    /// <summary>The program's name, for messages.</summary>
    string Program { get; }

    /// <summary>
    /// Reads a word of the command line; false when it is none of its own. <paramref name="operandOf"/> takes the next word, for
    /// the switch whose name it is given.
    /// </summary>
    bool TryRead(string word, Func<string, string> operandOf);
}
