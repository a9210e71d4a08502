namespace EndToEnd;

/// <summary>The newcomer's first command: no stone runs, so one is made and started.</summary>
public sealed class AutomaticStartTests
{
    [Test]
    public void A_program_starts_the_stone_by_itself_and_says_so_in_one_line()
    {
        string home = Directory.CreateTempSubdirectory("mag").FullName;
        foreach (string generated in (string[])["build", "bin", "gemstone"])
        {
            Directory.CreateSymbolicLink(Path.Combine(home, generated), Path.Combine(Installation.Home, generated));
        }

        Dictionary<string, string> environment = new() { ["MAGLEV_HOME"] = home };
        try
        {
            CommandResult first = Installation.Run(Installation.Script("maglev-ruby"), ["-e", "puts \"Hello from #{RUBY_ENGINE}\""], environment: environment);
            Assert.That(first.Output, Is.EqualTo("Hello from maglev\n"), first.ToString());
            Assert.That(first.Errors.TrimEnd().Split('\n'), Has.Length.EqualTo(1), first.ToString());
            CommandResult second = Installation.Run(Installation.Script("maglev-ruby"), ["-e", "puts 2"], environment: environment);
            Assert.That(second.Errors, Is.Empty);
            Assert.That(Installation.Run(Installation.Script("maglev"), ["status"], environment: environment).Output, Does.Contain("maglev"));
        }
        finally
        {
            Installation.Run(Installation.Script("maglev"), ["stop"], environment: environment);
            Directory.Delete(home, recursive: true);
        }
    }
}
