using System.Diagnostics;
using System.Globalization;
using System.Text;
using Gem.Client.Commands.Switches;
using Kernel.Ruby;
using Kernel.Ruby.Syntax;
using Microsoft.Win32.SafeHandles;

namespace Gem.Client.Commands;

/// <summary><c>--dump=ast</c>: prints syntax trees as JSON, a line for each file. Needs no stone.</summary>
internal static class TreeDump
{
    /// <summary>
    /// Prints the program's tree and those of the files that are its arguments; of several files it tells on standard error how
    /// fast they were parsed. The exit status.
    /// </summary>
    public static int Run(RubyProgram program)
    {
        using FileStream output = new(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, 1 << 16);
        Stopwatch parsing = new();
        bool isRuby = Print(output, new Source(program.Source, program.File), parsing);
        long bytes = program.Source.Length;
        foreach (string file in program.Arguments.Select(System.Text.Encoding.UTF8.GetString))
        {
            Source source = new(ScriptFinder.ReadFile(file), file);
            isRuby &= Print(output, source, parsing);
            bytes += source.Bytes.Length;
        }

        if (program.Arguments.Count > 0)
        {
            StandardError.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{program.Arguments.Count + 1} files, {bytes} bytes, {parsing.Elapsed.TotalSeconds:F3} seconds"));
        }

        return isRuby ? 0 : 1;
    }

    private static bool Print(Stream output, Source source, Stopwatch parsing)
    {
        parsing.Start();
        ParseResult result = RubyParser.Parse(source);
        parsing.Stop();
        output.Write(Encoding.UTF8.GetBytes(SyntaxTreeJson.Of(result)));
        output.WriteByte((byte)'\n');
        return result.Error is null;
    }
}
