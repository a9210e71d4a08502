using System.Text;
using Kernel.Ruby.Syntax;

namespace Kernel.Ruby.Tests.Syntax;

/// <summary>
/// Prints the trees of many files as JSON lines, to be compared with Prism's. Run it by name with <c>PARSE_LIST</c> naming a
/// file with a path a line, and <c>PARSE_OUTPUT</c> the file to write.
/// </summary>
[Explicit("compares with another parser outside")]
public sealed class CorpusDump
{
    [Test]
    public void Every_listed_file_is_printed()
    {
        string? list = Environment.GetEnvironmentVariable("PARSE_LIST");
        string? output = Environment.GetEnvironmentVariable("PARSE_OUTPUT");
        Assume.That(list is not null && output is not null, "PARSE_LIST and PARSE_OUTPUT name the files to read and write");
        using var writer = new StreamWriter(output!, append: false, new UTF8Encoding(false));
        foreach (string path in File.ReadAllLines(list!).Where(line => line.Length > 0))
        {
            ParseResult result = RubyParser.Parse(new Source(File.ReadAllBytes(path), path));
            string error = result.Error is null ? "null" : Quote(result.Error.ToString());
            string tree = result.Program is null ? "null" : SyntaxTreeDump.ToJson(result.Program);
            writer.Write($"{{\"file\":{Quote(path)},\"error\":{error},\"ast\":{tree}}}\n");
        }
    }

    private static string Quote(string text) => System.Text.Json.JsonSerializer.Serialize(text);
}
