using Gem.Client.Commands.Irb;

namespace Gem.Client.Tests.Irb;

/// <summary>Which inputs are commands of the session.</summary>
public sealed class SessionCommandTests
{
    [TestCase("help", "help", "")]
    [TestCase("ls", "ls", "")]
    [TestCase("ls -g foo", "ls", "-g foo")]
    [TestCase("ls [1, 2]", "ls", "[1, 2]")]
    [TestCase("irb_ls x", "ls", "x")]
    [TestCase("show_source Foo#bar", "show_source", "Foo#bar")]
    [TestCase("show_source Foo#[]=", "show_source", "Foo#[]=")]
    [TestCase("cd ..", "cd", "..")]
    [TestCase("cd @a", "cd", "@a")]
    [TestCase("exit", "exit", "")]
    [TestCase("  quit  ", "exit", "")]
    public void A_word_of_the_table_is_a_command(string text, string name, string argument) =>
        Assert.That(SessionCommand.Parse(text, []), Is.EqualTo(new SessionCommand(name, argument)));

    [TestCase("ls = 1")]
    [TestCase("ls == 1")]
    [TestCase("help + 1")]
    [TestCase("help.size")]
    [TestCase("history / 2")]
    [TestCase("exit 3")]
    [TestCase("exit(3)")]
    [TestCase("lsx")]
    [TestCase("puts 1")]
    [TestCase("ls\nputs 1")]
    [TestCase("")]
    public void Everything_else_is_Ruby(string text) => Assert.That(SessionCommand.Parse(text, []), Is.Null);

    [Test]
    public void A_variable_hides_a_command()
    {
        Assert.That(SessionCommand.Parse("ls", ["ls"]), Is.Null);
        Assert.That(SessionCommand.Parse("irb_ls", ["ls"]), Is.Not.Null);
    }
}
