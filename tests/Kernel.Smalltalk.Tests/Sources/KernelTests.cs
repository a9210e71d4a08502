using Kernel.Smalltalk.Sources;
using Kernel.Smalltalk.Syntax.Nodes;

namespace Kernel.Smalltalk.Tests.Sources;

/// <summary>What can be said about the kernel without running it.</summary>
public sealed class KernelTests
{
    private static readonly string[] Globals = ["Smalltalk", "UserGlobals", "Transcript"];

    [Test]
    public void Every_class_comes_after_its_superclass()
    {
        var seen = new HashSet<string>();
        foreach (ClassSource source in KernelFolder.Classes)
        {
            Assert.That(source.SuperclassName is null || seen.Contains(source.SuperclassName), $"{source.FileName}: {source.SuperclassName} is not loaded yet");
            string file = Path.GetFileNameWithoutExtension(source.FileName);
            Assert.That(file, source.IsExtension ? Does.StartWith(source.Name) : Is.EqualTo(source.Name));
            Assert.That(seen.Contains(source.Name), Is.EqualTo(source.IsExtension), $"{source.FileName}: {source.Name}");
            seen.Add(source.Name);
        }
    }

    [Test]
    public void Every_class_has_a_comment_and_a_category() =>
        Assert.That(KernelFolder.Classes.Where(source => source.Comment.Length == 0 || (source.Category.Length == 0 && !source.IsExtension)).Select(source => source.Name), Is.Empty);

    [Test]
    public void Every_method_parses_under_the_selector_of_its_pattern()
    {
        foreach (MethodSource method in Methods())
        {
            Assert.That(method.Parse().Selector, Is.EqualTo(method.Selector), method.Name);
        }
    }

    [Test]
    public void Every_name_a_method_uses_is_defined()
    {
        var classes = KernelFolder.Classes.Where(source => !source.IsExtension).ToDictionary(source => source.Name);
        var undefined = new List<string>();
        foreach (MethodSource method in Methods())
        {
            var walk = new TreeWalk();
            walk.Visit(method.Parse());
            walk.FreeNames.ExceptWith(classes.Keys);
            walk.FreeNames.ExceptWith(Globals);
            for (string? name = method.ClassName; name is not null; name = classes[name].SuperclassName)
            {
                walk.FreeNames.ExceptWith(method.IsClassSide ? classes[name].ClassInstanceVariables : classes[name].InstanceVariables);
                walk.FreeNames.ExceptWith(classes[name].ClassVariables);
            }

            undefined.AddRange(walk.FreeNames.Select(name => $"{method.Name}: {name}"));
        }

        Assert.That(undefined, Is.Empty);
    }

    [Test]
    public void Every_message_sent_is_understood_by_some_class()
    {
        HashSet<string> implemented = [.. Methods().Select(method => method.Selector)];
        var unknown = new List<string>();
        foreach (MethodSource method in Methods())
        {
            var walk = new TreeWalk();
            walk.Visit(method.Parse());
            unknown.AddRange(walk.Sends.Where(selector => !implemented.Contains(selector)).Select(selector => $"{method.Name}: {selector}"));
        }

        Assert.That(unknown, Is.Empty);
    }

    [Test]
    public void Primitives_in_use_are_those_in_the_table()
    {
        HashSet<string> used = [.. Methods().Select(method => method.Parse().PrimitiveName).OfType<string>()];
        var documented = new HashSet<string>();
        foreach (string line in File.ReadLines(Path.Combine(KernelFolder.Home, "Primitives", "README.md")))
        {
            if (!line.StartsWith("| `", StringComparison.Ordinal))
            {
                continue;
            }

            string[] parts = line[1..line.IndexOf('|', 1)].Split('`');
            for (int i = 1; i < parts.Length; i += 2)
            {
                Assert.That(documented.Add(parts[i]), $"{parts[i]} stands twice in the table");
            }
        }

        Assert.That(used.Except(documented), Is.Empty, "used but not in the table");
        Assert.That(documented.Except(used), Is.Empty, "in the table but not used");
    }

    [Test]
    public void Only_primitives_that_cannot_fail_have_no_Smalltalk_below()
    {
        HashSet<string> never = [];
        foreach (string line in File.ReadLines(Path.Combine(KernelFolder.Home, "Primitives", "README.md")))
        {
            if (line.StartsWith("| `", StringComparison.Ordinal) && line.EndsWith("| never |", StringComparison.Ordinal))
            {
                never.UnionWith(line[1..line.IndexOf('|', 1)].Split('`').Where((_, i) => i % 2 == 1));
            }
        }

        var wrong = new List<string>();
        foreach (MethodSource method in Methods())
        {
            MethodNode tree = method.Parse();
            if (tree.PrimitiveName is string name && tree.Body.Statements.Count == 0 && !never.Contains(name))
            {
                wrong.Add($"{method.Name}: {name}");
            }
        }

        Assert.That(wrong, Is.Empty);
    }

    private static IEnumerable<MethodSource> Methods() => KernelFolder.Classes.SelectMany(source => source.Methods);
}
