using System.Text.RegularExpressions;

namespace Tidy;

/// <summary>Rules about kernel sources: load orders are complete, primitives are bound by name.</summary>
public sealed class KernelSourceTests
{
    private static readonly Dictionary<string, string> KernelExtensions = new() { ["Kernel.Ruby"] = ".rb", ["Kernel.Smalltalk"] = ".st" };

    [TestCaseSource(nameof(LoadOrders))]
    public void A_load_order_names_every_source_of_its_folder_and_no_other(string loadOrder)
    {
        string folder = Path.GetDirectoryName(SourceTree.Absolute(loadOrder))!;
        string extension = KernelExtensions[loadOrder.Split('/')[0]];
        string[] listed = [.. File.ReadLines(SourceTree.Absolute(loadOrder)).Select(line => line.Split('#')[0].Trim()).Where(line => line.Length > 0)];
        string[] present = [.. Directory.EnumerateFiles(folder, "*" + extension).Select(path => Path.GetFileName(path)!)];
        Assert.Multiple(() =>
        {
            Assert.That(listed.Select(name => Path.GetFileName(name)).Except(present), Is.Empty, "listed, but not there");
            Assert.That(present.Except(listed.Select(name => Path.GetFileName(name))), Is.Empty, "there, but not listed");
            Assert.That(listed, Is.Unique);
        });
    }

    [TestCase("Kernel.Ruby")]
    [TestCase("Kernel.Smalltalk")]
    public void Every_primitive_is_bound_from_a_kernel_file_and_added_once(string language)
    {
        string[] added = [.. SourceTree.Files(".cs").Where(file => file.StartsWith(language + "/", StringComparison.Ordinal))
            .SelectMany(file => Regex.Matches(SourceTree.Read(file), "\\.Add\\(\\s*\"([A-Za-z0-9_?!:=]+)\",\\s*&"))
            .Select(match => match.Groups[1].Value)];
        HashSet<string> words = [.. SourceTree.Files(KernelExtensions[language]).Where(file => file.StartsWith(language + "/", StringComparison.Ordinal))
            .SelectMany(file => Regex.Matches(SourceTree.Read(file), "[A-Za-z_][A-Za-z0-9_:?!=]*"))
            .Select(match => match.Value)];
        HashSet<string> boundFromCode = [.. SourceTree.Files(".cs").Where(file => file.StartsWith(language + "/", StringComparison.Ordinal))
            .SelectMany(file => Regex.Matches(SourceTree.Read(file), "BindPrimitive\\([^\"]*\"[^\"]*\",\\s*\"([^\"]+)\""))
            .Select(match => match.Groups[1].Value)];
        Assert.Multiple(() =>
        {
            Assert.That(added, Is.Unique);
            Assert.That(added.Where(name => !words.Contains(name) && !boundFromCode.Contains(name)), Is.Empty, "added in C#, bound from no kernel file");
        });
    }

    private static IEnumerable<string> LoadOrders() => SourceTree.Files(".txt").Where(file => Path.GetFileName(file) == "load_order.txt");
}
