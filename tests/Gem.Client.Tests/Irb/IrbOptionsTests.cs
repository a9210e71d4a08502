using Gem.Client.Commands;
using Gem.Client.Commands.Irb;

namespace Gem.Client.Tests.Irb;

/// <summary>The command line of maglev-irb.</summary>
public sealed class IrbOptionsTests
{
    [Test]
    public void Switches_are_read()
    {
        IrbOptions options = IrbOptions.Parse(
            ["-Ia:b", "-r", "set", "-Mpersistent", "-f", "-wd", "--stone=s", "--prompt", "simple", "--noecho", "--nocolor", "file.rb", "x", "-y"]);
        Assert.Multiple(() =>
        {
            Assert.That(options.Ruby.LoadPath, Is.EqualTo(new[] { "a", "b" }));
            Assert.That(options.Ruby.Requires, Is.EqualTo(new[] { "set" }));
            Assert.That(options.Ruby.IsPersistent && !options.ReadsCustomisation);
            Assert.That(options.Ruby.Prelude, Does.Contain("$DEBUG = true"));
            Assert.That(options.Ruby.WarningLevel, Is.EqualTo(2));
            Assert.That(options.Ruby.StoneName, Is.EqualTo("s"));
            Assert.That(options.Prompt, Is.EqualTo(PromptMode.Simple));
            Assert.That(options.Echo, Is.False);
            Assert.That(options.Colours, Is.False);
            Assert.That(options.File, Is.EqualTo("file.rb"));
            Assert.That(options.Ruby.Arguments, Is.EqualTo(new[] { "x", "-y" }));
        });
    }

    [TestCase("-Z", "-Z")]
    [TestCase("--frobnicate", "--frobnicate")]
    [TestCase("-Mcommit", "-Mcommit")]
    [TestCase("-e1", "-e")]
    [TestCase("-n", "-n")]
    [TestCase("-r", "-r")]
    [TestCase("--stone", "--stone")]
    [TestCase("--prompt=odd", "odd")]
    [TestCase("--prompt=1", "1")]
    public void A_bad_switch_is_named(string option, string named) =>
        Assert.That(() => IrbOptions.Parse([option]), Throws.TypeOf<UsageException>().With.Message.StartsWith("maglev-irb: ").And.Message.Contains(named));

    [Test]
    public void The_environment_adds_Rubys_switches() =>
        Assert.That(IrbOptions.Parse([], "--stone s", "-Ilib -w").Ruby, Has.Property("StoneName").EqualTo("s").And.Property("WarningLevel").EqualTo(2));

    [Test]
    public void The_customisation_file_decides_only_what_the_command_line_leaves_open()
    {
        IrbSettings settings = new(IrbOptions.Parse(["--prompt", "null"]), isTyped: true, knowsEscapes: true);
        settings.Customise("PROMPT_MODE", ":SIMPLE");
        settings.Customise("ECHO", "false");
        settings.Customise("SAVE_HISTORY", "12");
        settings.Customise("HISTORY_FILE", "\"/tmp/h\"");
        settings.Customise("SOMETHING", "else");
        Assert.Multiple(() =>
        {
            Assert.That(settings.Prompt, Is.EqualTo(PromptMode.Null));
            Assert.That(settings.Echo, Is.False);
            Assert.That(settings.HistoryEntries, Is.EqualTo(12));
            Assert.That(settings.HistoryPath, Is.EqualTo("/tmp/h"));
        });
    }
}
