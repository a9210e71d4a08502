namespace EndToEnd;

/// <summary>The READMEs that show commands: these are typed in their order in a fresh MAGLEV_HOME, and print what is shown.</summary>
public sealed class ReadmeTests
{
    [TestCase("README.md", 10)]
    [TestCase("Kernel.Ruby/examples/persistence/hat_trick/README.md", 3)]
    [TestCase("Kernel.Ruby/examples/persistence/indexes/README.md", 5)]
    public void Commands_in_it_print_what_it_says(string file, int leastCommands)
    {
        IReadOnlyList<ShownCommand> commands = ShownCommand.In(Path.Combine(Installation.Checkout, file));
        Assert.That(commands, Has.Count.AtLeast(leastCommands));
        using SeparateHome home = new();
        if (!commands[0].Command.EndsWith("maglev start", StringComparison.Ordinal))
        {
            // Otherwise the first Ruby program tells in a line that it starts the stone.
            home.Maglev("start");
        }

        foreach (ShownCommand shown in commands)
        {
            CommandResult result = Installation.Run("/bin/bash", ["-c", $"{{ {shown.Command}\n}} 2>&1"], environment: home.Environment, folder: home.Folder);
            Assert.That(shown.Matches(result.Output), $"{file}:{shown.Line}: {shown.Command}\nprints\n{result.Output}\nand not\n{shown.Output}");
        }
    }

    [Test]
    public void The_two_commands_are_there_and_begin_the_README()
    {
        string[] lines = File.ReadAllLines(Path.Combine(Installation.Checkout, "README.md"));
        int first = Array.FindIndex(lines, line => line.StartsWith("```", StringComparison.Ordinal));
        Assert.That(lines[first + 1], Does.StartWith("scripts/maglev-ruby "));
        Assert.That(lines[first + 2], Does.StartWith("scripts/test "));
        using SeparateHome home = new();
        CommandResult result = Installation.Run("/bin/bash", ["-c", lines[first + 1]], environment: home.Environment, folder: Installation.Checkout);
        Assert.That(result.Output, Is.EqualTo("Hello from maglev\n"), result.ToString());
    }

    [Test]
    public void Files_and_folders_it_links_to_exist()
    {
        string readme = File.ReadAllText(Path.Combine(Installation.Checkout, "README.md"));
        IEnumerable<string> targets = System.Text.RegularExpressions.Regex.Matches(readme, @"\]\(([^)#]+)\)").Select(match => match.Groups[1].Value);
        Assert.That(targets.Where(target => !Path.Exists(Path.Combine(Installation.Checkout, target))), Is.Empty);
    }
}
