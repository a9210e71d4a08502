using Kernel.Ruby.Primitives;
using Kernel.Ruby.Syntax;

namespace Kernel.Ruby;

/// <summary>A program to run.</summary>
public sealed record RubyProgram
{
    private const int ChunkBytes = 1 << 14;

    /// <summary>Source text.</summary>
    public required byte[] Source { get; init; }

    /// <summary><c>$0</c> and the file of its backtraces: a path, <c>-e</c>, or <c>-</c> for standard input.</summary>
    public required string File { get; init; }

    /// <summary>Where the source was read.</summary>
    public ProgramOrigin Origin { get; init; }

    /// <summary>Bytes of the file before the source (-x).</summary>
    public int SkippedBytes { get; init; }

    /// <summary><c>ARGV</c>, as bytes in the locale's encoding.</summary>
    public IReadOnlyList<byte[]> Arguments { get; init; } = [];

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

    /// <summary>Encoding of a source that does not say (-K); null for UTF-8 in a file, elsewhere the locale's.</summary>
    public string? SourceEncoding { get; init; }

    /// <summary>A file of the user's that is loaded before the program, if it is there; null for none.</summary>
    public string? Customisation { get; init; }

    /// <summary>A program of -e.</summary>
    public static RubyProgram Expression(string source, params IReadOnlyList<string> arguments) =>
        new() { Source = System.Text.Encoding.UTF8.GetBytes(source), File = "-e", Arguments = [.. arguments.Select(System.Text.Encoding.UTF8.GetBytes)] };

    /// <summary>
    /// Source from standard input, read to its end through the descriptor: the program's $stdin then stands behind it. (A
    /// FileStream would leave the position of a file where it was.)
    /// </summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static unsafe byte[] ReadStandardInput()
    {
        const int StandardInput = 0;
        using MemoryStream all = new();
        byte* chunk = stackalloc byte[ChunkBytes];
        while (true)
        {
            nint count = Posix.Read(StandardInput, chunk, ChunkBytes);
            if (count == 0)
            {
                return all.ToArray();
            }

            if (count > 0)
            {
                all.Write(new ReadOnlySpan<byte>(chunk, (int)count));
            }
            else if (Posix.LastError is not (Posix.Interrupted or Posix.Again))
            {
                throw new IOException($"standard input cannot be read: {SystemErrors.Text(Posix.LastError)}");
            }
        }
    }
}
