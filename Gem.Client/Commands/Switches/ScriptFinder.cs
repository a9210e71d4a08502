using System.Text;
using Kernel.Ruby;

namespace Gem.Client.Commands.Switches;

/// <summary>Finds and reads the program that switches name: -e, a file, or standard input.</summary>
internal static class ScriptFinder
{
    /// <summary>The program. Switches on its #! line are added to the given ones.</summary>
    /// <exception cref="UsageException">There is no such file, or it can't be read, or it holds no Ruby (-x).</exception>
    public static RubyProgram Find(RubySwitches switches)
    {
        (string file, ProgramOrigin origin) = switches.Code is not null ? ("-e", ProgramOrigin.Expression)
            : switches.Script is null or "-" ? ("-", ProgramOrigin.StandardInput)
            : (PathOf(switches), ProgramOrigin.File);
        byte[] source = origin switch
        {
            ProgramOrigin.Expression => ArgumentBytes.Of(switches.Code!),
            ProgramOrigin.StandardInput => RubyProgram.ReadStandardInput(),
            _ => ReadFile(file),
        };
        int skipped = 0;
        if (switches.SkipsToShebang || (origin == ProgramOrigin.File && IsOfAnotherLanguage(source)))
        {
            skipped = FindShebang(source) ?? throw new UsageException("maglev-ruby: no Ruby script found in input (LoadError)");
        }

        if (switches.Code is null)
        {
            ReadShebang(switches, source.AsSpan(skipped));
        }

        return new RubyProgram
        {
            Source = skipped == 0 ? source : source[skipped..],
            File = file,
            Origin = origin,
            SkippedBytes = skipped,
            Arguments = [.. switches.Arguments.Select(ArgumentBytes.Of)],
            LoadPath = [.. switches.LoadPath, .. FoldersOf("RUBYLIB")],
            Required = switches.Requires,
            Prelude = switches.Prelude,
            LineLoop = switches.LineLoop,
            FrozenStringLiteral = switches.FrozenStringLiteral,
            SourceEncoding = switches.SourceEncoding,
        };
    }

    /// <summary>True when the #! line names another interpreter: the Ruby in the file comes later, as with -x.</summary>
    private static bool IsOfAnotherLanguage(ReadOnlySpan<byte> source) => source.StartsWith("#!"u8) && LineAt(source).IndexOf("ruby"u8) < 0;

    /// <summary>Where the line with #! and "ruby" begins: it is the program's first line.</summary>
    private static int? FindShebang(ReadOnlySpan<byte> source)
    {
        int offset = 0;
        while (offset < source.Length)
        {
            ReadOnlySpan<byte> text = LineAt(source[offset..]);
            if (text.StartsWith("#!"u8) && text.IndexOf("ruby"u8) >= 0)
            {
                return offset;
            }

            offset += text.Length + 1;
        }

        return null;
    }

    /// <summary>The #! line may carry switches after the word ruby.</summary>
    private static void ReadShebang(RubySwitches switches, ReadOnlySpan<byte> source)
    {
        if (!source.StartsWith("#!"u8))
        {
            return;
        }

        string line = Encoding.UTF8.GetString(LineAt(source)).TrimEnd('\r');
        int ruby = line.LastIndexOf("ruby", StringComparison.Ordinal);
        int dash = ruby < 0 ? -1 : line.IndexOf(" -", ruby, StringComparison.Ordinal);
        if (dash >= 0)
        {
            SwitchReader.ReadText(switches, line[(dash + 1)..], SwitchPlace.Shebang);
        }
    }

    private static string[] FoldersOf(string variable) =>
        (Environment.GetEnvironmentVariable(variable) ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);

    private static ReadOnlySpan<byte> LineAt(ReadOnlySpan<byte> text)
    {
        int end = text.IndexOf((byte)'\n');
        return end < 0 ? text : text[..end];
    }

    /// <summary>A file of Ruby.</summary>
    /// <exception cref="UsageException">There is no such file, or it can't be read.</exception>
    public static byte[] ReadFile(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UsageException($"maglev-ruby: No such file or directory -- {path} (LoadError)");
        }
        catch (UnauthorizedAccessException)
        {
            string reason = Directory.Exists(path) ? "Is a directory" : "Permission denied";
            throw new UsageException($"maglev-ruby: {reason} -- {path} (LoadError)");
        }
    }

    /// <summary>Where the script is: with -S in a folder of PATH, too.</summary>
    private static string PathOf(RubySwitches switches)
    {
        string path = switches.Script!;
        return !switches.SearchesPath || path.Contains('/') || File.Exists(path)
            ? path
            : FoldersOf("RUBYPATH").Concat(FoldersOf("PATH"))
                .Select(folder => Path.Combine(folder, path)).FirstOrDefault(File.Exists) ?? path;
    }
}
