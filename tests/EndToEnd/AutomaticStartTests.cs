namespace EndToEnd;

/// <summary>The newcomer's first command: no stone runs, so one is made and started.</summary>
public sealed class AutomaticStartTests
{
    [Test]
    public void A_program_starts_the_stone_by_itself_and_says_so_in_one_line()
    {
        using TemporaryHome home = new();
        try
        {
            CommandResult first = home.Run("maglev-ruby", "-e", "puts \"Hello from #{RUBY_ENGINE}\"");
            Assert.That(first.Output, Is.EqualTo("Hello from maglev\n"), first.ToString());
            Assert.That(first.Errors.TrimEnd().Split('\n'), Has.Length.EqualTo(1), first.ToString());
            CommandResult second = home.Run("maglev-ruby", "-e", "puts 2");
            Assert.That(second.Errors, Is.Empty);
            Assert.That(home.Run("maglev", "status").Output, Does.Contain("maglev"));
        }
        finally
        {
            home.Run("maglev", "stop");
        }
    }
}
