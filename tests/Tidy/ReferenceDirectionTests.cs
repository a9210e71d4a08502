using System.Xml.Linq;

namespace Tidy;

/// <summary>Which project may refer to which (architecture: assemblies and their direction).</summary>
public sealed class ReferenceDirectionTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Shared.ObjectFormat"] = [],
        ["Stone.Server"] = ["Shared.ObjectFormat"],
        ["Gem.Vm"] = ["Shared.ObjectFormat"],
        ["Kernel.Ruby"] = ["Gem.Vm"],
        ["Kernel.Smalltalk"] = ["Gem.Vm"],
        ["Gem.Client"] = ["Gem.Vm", "Kernel.Ruby", "Kernel.Smalltalk"],
    };

    [TestCaseSource(nameof(Projects))]
    public void A_project_refers_only_downwards(string project)
    {
        string name = Path.GetFileNameWithoutExtension(project);
        IEnumerable<string> references = XDocument.Load(SourceTree.Absolute(project)).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value));
        Assert.That(references.Except(Allowed[name]), Is.Empty);
    }

    private static IEnumerable<string> Projects() =>
        SourceTree.Files(".csproj").Where(project => !project.StartsWith("tests/", StringComparison.Ordinal));
}
