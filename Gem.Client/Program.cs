namespace Gem.Client;

/// <summary>Entry point of the gem process.</summary>
public static class Program
{
    /// <summary>Runs the command that the first argument names; returns the exit status.</summary>
    public static int Main(string[] args) => 0;
}
