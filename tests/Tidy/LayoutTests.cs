using System.Text.RegularExpressions;

namespace Tidy;

/// <summary>Rules about files and folders.</summary>
public sealed class LayoutTests
{
    private const int MostLines = 600;
    private static readonly string[] SourceExtensions = [".cs", ".rb", ".st"];

    [Test]
    public void No_source_file_is_longer_than_600_lines()
    {
        IEnumerable<string> tooLong = SourceTree.Files(SourceExtensions)
            .Select(file => (file, lines: File.ReadLines(SourceTree.Absolute(file)).Count()))
            .Where(entry => entry.lines > MostLines)
            .Select(entry => $"{entry.file}: {entry.lines} lines");
        Assert.That(tooLong, Is.Empty);
    }

    [Test]
    public void Every_folder_with_sources_has_a_README()
    {
        IEnumerable<string> without = SourceTree.Files(SourceExtensions)
            .Select(file => Path.GetDirectoryName(file)!)
            .Where(folder => folder.Length > 0)
            .Distinct()
            .Where(folder => !File.Exists(Path.Combine(SourceTree.Absolute(folder), "README.md")));
        Assert.That(without, Is.Empty);
    }

    [Test]
    public void No_file_is_named_Manager_Helper_or_Utils()
    {
        IEnumerable<string> bad = SourceTree.Files(SourceExtensions)
            .Where(file => Regex.IsMatch(Path.GetFileNameWithoutExtension(file), "(Manager|Helper|Helpers|Utils?|Utilities)([._]|$)|[a-z]2$", RegexOptions.IgnoreCase)
                && !file.Contains("PlainObject2", StringComparison.Ordinal));
        Assert.That(bad, Is.Empty);
    }

    [Test]
    public void A_TODO_explains_itself()
    {
        IEnumerable<string> bad = SourceTree.Files(SourceExtensions)
            .Where(file => !file.StartsWith("tests/Tidy", StringComparison.Ordinal))
            .SelectMany(file => File.ReadLines(SourceTree.Absolute(file)).Select((line, index) => (file, line, number: index + 1)))
            .Where(entry => Regex.IsMatch(entry.line, @"\b(TODO|FIXME|XXX)\b(?!.{20})"))
            .Select(entry => $"{entry.file}:{entry.number}");
        Assert.That(bad, Is.Empty);
    }

    [Test]
    public void The_top_level_is_as_agreed()
    {
        string[] agreed =
        [
            ".ci", ".editorconfig", ".gitignore", "ARCHITECTURE.md", "Directory.Build.props", "Directory.Packages.props", "Gem.Client",
            "Kernel.Ruby", "Kernel.Smalltalk", "LICENSE", "README.md", "Shared.ObjectFormat", "Stone.Server", "Stone.sln", "scripts", "tests",
        ];
        IEnumerable<string> present = SourceTree.Files([.. SourceExtensions, ".md", ".props", ".sln", ".proto", ".csproj", ""])
            .Select(file => file.Split('/')[0]).Distinct();
        Assert.That(present.Except(agreed), Is.Empty);
    }
}
