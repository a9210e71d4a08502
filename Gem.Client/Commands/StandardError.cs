namespace Gem.Client.Commands;

/// <summary>Standard error as a raw descriptor: the Console class costs more at start-up than a small script runs.</summary>
internal static class StandardError
{
    private const int Descriptor = 2;

    /// <summary>Writes a line.</summary>
    public static void WriteLine(string line) => StandardOutput.Write(Descriptor, line + "\n");
}
