namespace EndToEnd;

/// <summary>The original's tasks, run by Debian's rake.</summary>
public sealed class RakeTests
{
    private const string Rake = "/usr/bin/rake";
    private SeparateHome _home = null!;

    [OneTimeSetUp]
    public void MakeHome()
    {
        Assume.That(File.Exists(Rake), "rake is not installed");
        _home = new SeparateHome();
    }

    [OneTimeTearDown]
    public void RemoveHome() => _home?.Dispose();

    [Test]
    public void All_tasks_of_the_original_are_there()
    {
        string tasks = Run("-T", "-A").Output;
        foreach (string task in (string[])["status", "build:image", "build:maglev", "build:filein", "build:clean", "build:clobber", "stone:list", "stone:create[name]",
            "stone:destroy[name]", "stone:all[task]", "maglev:start", "maglev:stop", "maglev:restart", "maglev:status", "maglev:reload", "tests", "tests:examples",
            "spec:ci", "dev:topaz", "default"])
        {
            Assert.That(tasks, Does.Contain($"rake {task} "));
        }
    }

    [Test]
    public void A_stone_is_made_started_reloaded_stopped_and_destroyed()
    {
        Assert.That(Run("stone:create[raked]").Output, Is.EqualTo("stone raked created\n"));
        Assert.That(Run("stone:list").Output, Is.EqualTo("raked\n"));
        Assert.That(Run("raked:start").Output, Does.StartWith("stone raked is ready"));
        Assert.That(Run().Output, Does.Match("(?m)^raked +running "));
        Assert.That(Run("raked:status").Output, Does.Contain("sessions"));
        Assert.That(Run("raked:reload").Output, Does.Contain("stone raked has a fresh repository"));
        Assert.That(Run("stone:all[stop]").Output, Is.EqualTo("stone raked stopped\n"));
        Assert.That(Run("stone:destroy[raked]").Output, Is.EqualTo("stone raked destroyed\n"));
    }

    [Test]
    public void What_goes_wrong_is_the_line_of_the_command_and_no_trace()
    {
        CommandResult result = Run("stone:destroy[absent]");
        Assert.That(result.ExitStatus, Is.EqualTo(1));
        Assert.That(result.Errors, Is.EqualTo($"There is no stone \"absent\" in {_home.Folder}.\n"));
        result = Run("spec:ci");
        Assert.That(result.ExitStatus, Is.EqualTo(1));
        Assert.That(result.Errors, Does.StartWith("spec:ci: SRC must name a folder"));
    }

    [Test]
    public void The_examples_run_on_a_stone_of_their_own_which_goes_again()
    {
        CommandResult result = Run("tests:examples");
        Assert.That(result.ExitStatus, Is.Zero, result.ToString());
        Assert.That(result.Output, Does.Contain("The hat contains 1 rabbits"));
        Assert.That(_home.Maglev("stone", "list").Output, Does.Not.Contain("examples"));
    }

    private CommandResult Run(params string[] arguments) =>
        Installation.Run(Rake, ["-s", "-f", Installation.Script("Rakefile"), .. arguments], environment: new Dictionary<string, string>(_home.Environment) { ["SRC"] = "" }, folder: _home.Folder);
}
