using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Tidy;

/// <summary>Rules about C# sources, by their syntax trees.</summary>
public sealed class SyntaxRuleTests
{
    private const int MostMethodLines = 70;

    /// <summary>The one method that may be longer; ARCHITECTURE.md says why.</summary>
    private static readonly string[] LongByDesign = ["Gem.Client/Vm/Interpreter/DispatchLoop.cs"];

    private static readonly Dictionary<string, string> RootNamespaces = new()
    {
        ["Gem.Client/Vm"] = "Gem.Vm",
    };

    [Test]
    public void A_file_has_one_type_named_as_it_is() => Assert.That(Files().Select(WrongTypes).OfType<string>(), Is.Empty);

    [Test]
    public void The_namespace_equals_the_folder() => Assert.That(Files().Select(WrongNamespace).OfType<string>(), Is.Empty);

    [Test]
    public void No_method_is_longer_than_70_lines() =>
        Assert.That(Files().Where(file => !LongByDesign.Contains(file)).SelectMany(LongMethods), Is.Empty);

    private static string? WrongTypes(string file)
    {
        string[] types = [.. Parse(file).DescendantNodes().OfType<MemberDeclarationSyntax>()
            .Where(member => member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax && member.Parent is BaseNamespaceDeclarationSyntax or CompilationUnitSyntax)
            .Select(NameOf)];
        bool isRight = types.Length == 0 || (types.Length == 1 && Path.GetFileName(file).Split('.')[0] == types[0]);
        return isRight ? null : $"{file}: {string.Join(", ", types)}";
    }

    private static string? WrongNamespace(string file)
    {
        BaseNamespaceDeclarationSyntax? declared = Parse(file).DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault();
        if (declared is null)
        {
            return null;
        }

        string folder = Path.GetDirectoryName(file)!;
        (string prefix, string root) = RootNamespaces.Select(pair => (pair.Key, pair.Value)).FirstOrDefault(pair => folder.StartsWith(pair.Key, StringComparison.Ordinal));
        string[] parts = folder.Split('/');
        string expected = prefix is not null ? root + folder[prefix.Length..].Replace('/', '.')
            : parts[0] == "tests" ? string.Join('.', parts[1..]) : folder.Replace('/', '.');
        return declared.Name.ToString() == expected ? null : $"{file}: {declared.Name}";
    }

    private static IEnumerable<string> LongMethods(string file) => Parse(file).DescendantNodes()
        .Where(node => node is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or LocalFunctionStatementSyntax)
        .Select(node => (node, lines: LinesOf(node)))
        .Where(entry => entry.lines > MostMethodLines)
        .Select(entry => $"{file} {(entry.node as MethodDeclarationSyntax)?.Identifier.Text ?? entry.node.Kind().ToString()}: {entry.lines} lines");

    private static IEnumerable<string> Files() => SourceTree.Files(".cs");

    private static CompilationUnitSyntax Parse(string file) => CSharpSyntaxTree.ParseText(SourceTree.Read(file)).GetCompilationUnitRoot();

    private static string NameOf(MemberDeclarationSyntax member) =>
        member is BaseTypeDeclarationSyntax type ? type.Identifier.Text : ((DelegateDeclarationSyntax)member).Identifier.Text;

    private static int LinesOf(SyntaxNode node)
    {
        FileLinePositionSpan span = node.GetLocation().GetLineSpan();
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }
}
