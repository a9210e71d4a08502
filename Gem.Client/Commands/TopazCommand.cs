namespace Gem.Client.Commands;

/// <summary><c>topaz</c>.</summary>
internal static class TopazCommand
{
    /// <summary>Runs it; the exit status.</summary>
    public static int Run(string[] args) => throw new UsageException("topaz: not wired");
}
