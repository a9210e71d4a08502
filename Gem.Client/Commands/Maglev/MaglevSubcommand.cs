namespace Gem.Client.Commands.Maglev;

/// <summary>A command of <c>maglev</c>.</summary>
/// <param name="Name">One word or two: "start", "stone create".</param>
/// <param name="Arguments">What follows it, for the usage line.</param>
/// <param name="Summary">What it does, in a line.</param>
/// <param name="Run">Runs it with what follows its name; the exit status.</param>
internal sealed record MaglevSubcommand(string Name, string Arguments, string Summary, Func<string[], int> Run)
{
    /// <summary>Name and arguments.</summary>
    public string Usage => $"{Name} {Arguments}".TrimEnd();
}
