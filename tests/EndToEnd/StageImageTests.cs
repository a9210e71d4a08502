namespace EndToEnd;

/// <summary>Images that end after a stage of the Ruby kernel: a stone on each, a program that says what is there.</summary>
public sealed class StageImageTests
{
    private static readonly string[] Stages = ["vm", "alpha", "bootstrap", "platform", "common", "delta", "loader"];

    private SeparateHome _home = null!;

    [OneTimeSetUp]
    public void MakeHome() => _home = new SeparateHome();

    [OneTimeTearDown]
    public void RemoveHome() => _home.Dispose();

    [Test]
    public void A_program_sees_what_is_there_after_each_stage()
    {
        for (int last = 0; last < Stages.Length; last++)
        {
            StartCutAfter(Stages[last]);
            string[] lines = _home.Run("maglev-ruby", "--stone", Stages[last], "examples/stages/what_is_there.rb").Output.TrimEnd().Split('\n');
            Assert.That(lines.Select(line => line.Split(':')[0]), Is.EqualTo(Stages[..(last + 1)]));
            _home.Maglev("stop", Stages[last]);
        }
    }

    [Test]
    public void What_a_later_stage_brings_is_missed_in_one_line_until_the_stone_is_upgraded()
    {
        StartCutAfter("alpha", "short");
        CommandResult result = _home.Run("maglev-ruby", "--stone", "short", "-e", "puts 1");
        Assert.That(result.Errors.Split('\n')[^2], Is.EqualTo("-e:1:in '<main>': undefined method 'puts' for main:Object (NoMethodError)"));
        Assert.That(result.ExitStatus, Is.EqualTo(1));
        Assert.That(_home.Maglev("upgrade", "short").ExitStatus, Is.Zero);
        Assert.That(_home.Run("maglev-ruby", "--stone", "short", "-e", "puts 1").Output, Is.EqualTo("1\n"));
    }

    [Test]
    public void A_stage_that_does_not_exist_is_named()
    {
        CommandResult result = _home.Maglev("build", "image", "--until", "omega");
        Assert.That(result.ExitStatus, Is.EqualTo(1));
        Assert.That(result.Errors, Does.Contain("there is no stage 'omega', only vm, alpha, bootstrap, platform, common, delta, loader\n"));
        Assert.That(File.Exists(_home.Under("bin", "extent0.ruby.omega.dbf")), Is.False);
        Assert.That(_home.Maglev("stone", "create", "none", "--image", "no.dbf").Errors, Does.Contain("no.dbf"));
        Assert.That(_home.Maglev("stone", "create", "none", "--image").Errors, Is.EqualTo("maglev stone create: --image wants a file\n"));
    }

    private void StartCutAfter(string stage, string? name = null)
    {
        Assert.That(_home.Maglev("build", "image", "--until", stage).ExitStatus, Is.Zero);
        Assert.That(_home.Maglev("stone", "create", name ?? stage, "--image", $"bin/extent0.ruby.{stage}.dbf").ExitStatus, Is.Zero);
        Assert.That(_home.Maglev("start", name ?? stage).ExitStatus, Is.Zero);
    }
}
