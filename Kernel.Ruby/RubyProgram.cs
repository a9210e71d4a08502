namespace Kernel.Ruby;

/// <summary>A program to run.</summary>
public sealed record RubyProgram
{
    /// <summary>Source text.</summary>
    public required byte[] Source { get; init; }

    /// <summary><c>$0</c> and the file of its backtraces: a path, <c>-e</c>, or <c>-</c> for standard input.</summary>
    public required string File { get; init; }

    /// <summary><c>ARGV</c>.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Folders before the library in <c>$LOAD_PATH</c> (-I).</summary>
    public IReadOnlyList<string> LoadPath { get; init; } = [];

    /// <summary>Features required before the program (-r).</summary>
    public IReadOnlyList<string> Required { get; init; } = [];

    /// <summary>A program of -e.</summary>
    public static RubyProgram Expression(string source, params IReadOnlyList<string> arguments) =>
        new() { Source = System.Text.Encoding.UTF8.GetBytes(source), File = "-e", Arguments = arguments };
}
