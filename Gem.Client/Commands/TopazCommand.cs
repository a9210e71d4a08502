using Gem.Client.Commands.Topaz;
using Gem.Vm.Interpreter;
using Microsoft.Win32.SafeHandles;

namespace Gem.Client.Commands;

/// <summary><c>topaz [-l] [-q] [-I FILE] [-S FILE]</c>: GemStone's command interpreter, on standard input or a script.</summary>
internal static class TopazCommand
{
    private const string Usage = "usage: topaz [-l] [-q] [-i] [-I INITFILE] [-S SCRIPT]";

    /// <summary>Runs it; the exit status.</summary>
    public static int Run(string[] args)
    {
        string? script = null;
        string? initialisation = null;
        for (int i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "-l" or "-q" or "-i" or "-r":
                    break;
                case "-h" or "--help":
                    StandardOutput.WriteLine(Usage);
                    return 0;
                case "-I" when i + 1 < args.Length:
                    initialisation = args[++i];
                    break;
                case "-S" when i + 1 < args.Length:
                    script = args[++i];
                    break;
                default:
                    throw new UsageException($"topaz: bad option '{args[i]}'\n{Usage}");
            }
        }

        return NativeStack.Run(() => Interpret(script, initialisation));
    }

    private static int Interpret(string? script, string? initialisation)
    {
        using var session = new StoneTopazSession();
        using var output = new TopazOutput(StandardOutput.Descriptor);
        bool isTyped = script is null && new FileInfo("/proc/self/fd/0").LinkTarget?.StartsWith("/dev/pts/", StringComparison.Ordinal) == true;
        var interpreter = new TopazInterpreter(session, output, new TopazSettings()) { Prompt = isTyped ? "topaz> " : null };
        if (initialisation is not null)
        {
            interpreter.Run(new TopazInput(initialisation, Open(initialisation)));
        }

        TextReader reader = script is null
            ? new StreamReader(new FileStream(new SafeFileHandle(0, ownsHandle: false), FileAccess.Read, 0))
            : Open(script);
        return interpreter.Run(new TopazInput(script ?? "stdin", reader));
    }

    private static StringReader Open(string path)
    {
        try
        {
            return new StringReader(File.ReadAllText(path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"topaz: cannot read '{path}': {error.Message}");
        }
    }
}
