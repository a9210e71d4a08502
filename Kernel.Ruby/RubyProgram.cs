using Kernel.Ruby.Syntax;

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

    /// <summary>Ruby that runs before anything is required: what switches set.</summary>
    public string Prelude { get; init; } = "";

    /// <summary>The loop around the program (-n, -p).</summary>
    public LineLoop LineLoop { get; init; }

    /// <summary>Whether string literals are frozen in files that don't say; null leaves them chilled.</summary>
    public bool? FrozenStringLiteral { get; init; }

    /// <summary>Encoding of a source that does not say (-K); null for UTF-8.</summary>
    public string? SourceEncoding { get; init; }

    /// <summary>A file of the user's that is loaded before the program, if it is there; null for none.</summary>
    public string? Customisation { get; init; }

    /// <summary>A program of -e.</summary>
    public static RubyProgram Expression(string source, params IReadOnlyList<string> arguments) =>
        new() { Source = System.Text.Encoding.UTF8.GetBytes(source), File = "-e", Arguments = arguments };
}
