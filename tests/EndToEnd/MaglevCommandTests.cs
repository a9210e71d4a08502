using System.Diagnostics;

namespace EndToEnd;

/// <summary>The command <c>maglev</c>: stones come and go, and what is wrong is one line.</summary>
public sealed class MaglevCommandTests
{
    private SeparateHome _home = null!;

    [OneTimeSetUp]
    public void MakeHome() => _home = new SeparateHome();

    [OneTimeTearDown]
    public void RemoveHome() => _home.Dispose();

    [Test]
    public void A_stone_is_made_started_shown_stopped_and_destroyed()
    {
        Assert.That(_home.Maglev("stone", "create", "life").Output, Is.EqualTo("stone life created\n"));
        Assert.That(_home.Maglev("stone", "list").Output.Split('\n'), Does.Contain("life"));
        Assert.That(_home.Maglev("start", "life").Output, Does.StartWith("stone life is ready: process "));
        Assert.That(_home.Maglev("start", "life").Output, Does.Match("^stone life runs already: process \\d+\n$"));
        Assert.That(_home.Run("maglev-ruby", "--stone", "life", "-e", "puts 6 * 7").Output, Is.EqualTo("42\n"));
        Assert.That(_home.Maglev("status", "life").Output, Does.Match("(?m)^sessions +0$"));
        Refused("stop it first", "stone", "destroy", "life");
        Assert.That(_home.Maglev("restart", "life").Output, Does.StartWith("stone life stopped\nstone life is ready: process "));
        Assert.That(_home.Maglev("stop", "life").Output, Is.EqualTo("stone life stopped\n"));
        Assert.That(_home.Maglev("stop", "life").Output, Is.EqualTo("stone life does not run\n"));
        Assert.That(_home.Maglev("status", "life").ExitStatus, Is.EqualTo(1));
        Assert.That(_home.Maglev("stone", "destroy", "life").Output, Is.EqualTo("stone life destroyed\n"));
        Assert.That(Directory.Exists(_home.Under("data", "life")), Is.False);
    }

    [Test]
    public void A_stop_that_takes_long_says_so()
    {
        _home.Maglev("start", "slow");
        string process = File.ReadAllText(_home.Under("data", "slow", "stone.pid")).Trim();
        Installation.Run("/bin/kill", ["-STOP", process]);
        using Process stop = Installation.Start(Installation.Script("maglev"), ["stop", "slow"], _home.Environment);
        string? told = stop.StandardError.ReadLine();
        Installation.Run("/bin/kill", ["-CONT", process]);
        Assert.That(told, Does.Match("^stone slow is stopping, \\d+s so far$"));
        stop.WaitForExit();
        Assert.That(stop.ExitCode, Is.Zero);
    }

    [Test]
    public void Start_makes_the_stone_that_is_not_there_and_several_run_side_by_side()
    {
        foreach (string name in (string[])["left", "right"])
        {
            Assert.That(_home.Maglev("start", name).ExitStatus, Is.Zero);
            _home.Run("maglev-ruby", "--stone", name, "-e", $"Maglev::PERSISTENT_ROOT[:name] = '{name}'; Maglev.commit_transaction");
        }

        Assert.That(_home.Run("maglev-ruby", "--stone", "left", "-e", "puts Maglev::PERSISTENT_ROOT[:name]").Output, Is.EqualTo("left\n"));
        Assert.That(_home.Run("maglev-ruby", "--stone", "right", "-e", "puts Maglev::PERSISTENT_ROOT[:name]").Output, Is.EqualTo("right\n"));
        string table = _home.Maglev("status").Output;
        Assert.That(table, Does.Match(@"(?m)^STONE +STATE +PID +SESSIONS +SIZE +UPTIME$"));
        Assert.That(table, Does.Match(@"(?m)^left +running +\d+ +0 +[\d.]+MB +\d+[sm]$").And.Match(@"(?m)^right +running +\d+ "));
    }

    [Test]
    public void A_bench_stone_does_not_wait_for_the_disk_and_says_so()
    {
        Assert.That(_home.Maglev("start-bench", "bench").ExitStatus, Is.Zero);
        Assert.That(_home.Maglev("status").Output, Does.Match("(?m)^bench +running, not durable "));
        Assert.That(_home.Maglev("restart", "bench").ExitStatus, Is.Zero);
        Refused("durable", "start-bench", "bench");
    }

    [Test]
    public void A_forced_reload_begins_anew_and_the_stone_runs_as_before()
    {
        _home.Maglev("start", "reload");
        _home.Run("maglev-ruby", "--stone", "reload", "-e", "Maglev::PERSISTENT_ROOT[:old] = 1; Maglev.commit_transaction");
        CommandResult reloaded = _home.Maglev("force-reload", "reload");
        Assert.That(reloaded.ExitStatus, Is.Zero, reloaded.ToString());
        Assert.That(_home.Run("maglev-ruby", "--stone", "reload", "-e", "p Maglev::PERSISTENT_ROOT[:old]").Output, Is.EqualTo("nil\n"));
    }

    [TestCase("a/b")]
    [TestCase("two words")]
    [TestCase("")]
    [TestCase("..")]
    [TestCase("häschen")]
    [TestCase("ab\ncd")]
    public void A_name_with_odd_characters_is_refused(string name)
    {
        Refused($"\"{name.Replace('\n', '?')}\" is no name for a stone", "stone", "create", name);
        CommandResult ruby = _home.Run("maglev-ruby", "--stone", name, "-e", "1");
        Assert.That(ruby.ExitStatus, Is.EqualTo(1), ruby.ToString());
        Assert.That(ruby.Errors.TrimEnd().Split('\n'), Has.Length.EqualTo(1), ruby.ToString());
    }

    [Test]
    public void Every_command_refuses_such_a_name()
    {
        foreach (string command in (string[])["start", "start-bench", "stop", "restart", "status", "force-reload", "upgrade", "pageaudit", "objectaudit", "stone destroy"])
        {
            Refused("\"a/b\" is no name for a stone", [.. command.Split(' '), "a/b"]);
        }
    }

    [Test]
    public void A_name_that_begins_with_a_dash_or_is_too_long_is_refused()
    {
        Refused("unknown option '-x'", "stone", "create", "-x");
        Refused("\"-x\" is no name", "stone", "create", "--", "-x");
        Refused("48 characters at most", "stone", "create", new string('x', 300));
    }

    [TestCase("frobnicate", "'frobnicate'", "frobnicate")]
    [TestCase("'stop'", "'stpo'", "stpo")]
    [TestCase("create, destroy, list", "'crate'", "stone", "crate")]
    [TestCase("create, destroy, list", "missing", "stone")]
    [TestCase("image, programs", "'all'", "build", "all")]
    [TestCase("unknown", "'--frob'", "build", "image", "--frob")]
    [TestCase("start", "unknown option '--frob'", "start", "--frob")]
    [TestCase("status", "unexpected argument 'b'", "status", "a", "b")]
    [TestCase("stone list", "unexpected argument 'b'", "stone", "list", "b")]
    [TestCase("stone create", "name of a stone is missing", "stone", "create")]
    [TestCase("stop", "no stone 'absent'", "stop", "absent")]
    [TestCase("restart", "no stone 'absent'", "restart", "absent")]
    [TestCase("status", "no stone 'absent'", "status", "absent")]
    [TestCase("force-reload", "no stone 'absent'", "force-reload", "absent")]
    [TestCase("upgrade", "no stone 'absent'", "upgrade", "absent")]
    [TestCase("no stone", "\"absent\"", "stone", "destroy", "absent")]
    [TestCase("unknown command", "'frob'", "help", "frob")]
    public void What_is_unknown_missing_or_too_much_is_named_in_one_line(string said, string named, params string[] arguments)
    {
        Refused(said, arguments);
        Refused(named, arguments);
    }

    [Test]
    public void A_stone_that_exists_is_not_made_again()
    {
        _home.Maglev("stone", "create", "twice");
        Refused("\"twice\" already", "stone", "create", "twice");
    }

    [Test]
    public void Help_and_version_say_what_there_is()
    {
        string help = _home.Maglev("help").Output;
        foreach (string command in (string[])["start", "stop", "restart", "status", "stone create", "build image", "force-reload", "topaz", "upgrade", "pageaudit", "objectaudit", "copydbf", "version"])
        {
            Assert.That(help, Does.Contain("  " + command));
        }

        Assert.That(_home.Maglev("help", "stone", "create").Output, Does.StartWith("maglev stone create NAME"));
        Assert.That(_home.Maglev("help", "stone").Output.TrimEnd().Split('\n'), Has.Length.EqualTo(3));
        Assert.That(_home.Maglev("stop", "--help").Output, Does.StartWith("maglev stop [STONE]"));
        Assert.That(_home.Maglev("gc", "--help").Output, Is.EqualTo(_home.Maglev("help", "gc").Output));
        Assert.That(_home.Maglev("version").Output, Does.StartWith("maglev 0.").And.Contain(_home.Folder));
    }

    [Test]
    public void Topaz_gets_its_arguments()
    {
        _home.Maglev("start", "topaz");
        Dictionary<string, string> environment = new(_home.Environment) { ["STONENAME"] = "topaz" };
        CommandResult result = Installation.Run(Installation.Script("maglev"), ["topaz", "-l"], "login\nrun\n6 * 7\n%\nexit\n", environment);
        Assert.That(result.Output, Does.Contain("42"), result.ToString());
    }

    private void Refused(string said, params string[] arguments)
    {
        CommandResult result = _home.Maglev(arguments);
        Assert.That(result.ExitStatus, Is.EqualTo(1), result.ToString());
        Assert.That(result.Output, Is.Empty);
        Assert.That(result.Errors.TrimEnd().Split('\n'), Has.Length.EqualTo(1), result.ToString());
        Assert.That(result.Errors, Does.Contain(said));
    }
}
