using System.Diagnostics;

namespace Stone.Server.Tests.Processes;

/// <summary>Stones are made, listed, replaced and destroyed; a command that fails leaves nothing half-made.</summary>
[TestFixture]
public sealed class StoneLifeTests
{
    private string _home = "";

    [SetUp]
    public void MakeHome() => _home = Directory.CreateTempSubdirectory("mag").FullName;

    [TearDown]
    public void RemoveHome()
    {
        foreach (string stone in Directory.Exists(Data()) ? Directory.GetDirectories(Data()) : [])
            StoneProcess.Run("stop", "--home", _home, "--name", Path.GetFileName(stone));
        Directory.Delete(_home, recursive: true);
    }

    [Test]
    public void A_stone_is_made_and_destroyed()
    {
        Assert.That(Run("create", "one").Output, Is.EqualTo("stone one created\n"));
        Assert.That(Run("create", "one").Error, Is.EqualTo($"There is a stone \"one\" already in {_home}.\n"));
        Assert.That(Run("start", "one").Status, Is.Zero);
        Assert.That(Run("destroy", "one").Error, Does.StartWith("Stone \"one\" runs: stop it first."));
        Assert.That(Run("stop", "one").Status, Is.Zero);
        Assert.That(Run("destroy", "one").Output, Is.EqualTo("stone one destroyed\n"));
        Assert.That(Directory.GetFileSystemEntries(Data()), Is.Empty);
        Assert.That(Directory.GetFiles(Path.Combine(_home, "log")), Is.Empty);
        Assert.That(Run("destroy", "one").Error, Is.EqualTo($"There is no stone \"one\" in {_home}.\n"));
    }

    [Test]
    public void Destroying_leaves_the_log_of_a_stone_with_a_similar_name()
    {
        foreach (string name in new[] { "one", "one_001" })
        {
            Run("start", name);
            Run("stop", name);
        }
        Assert.That(Run("destroy", "one").Status, Is.Zero);
        Assert.That(Directory.GetFiles(Path.Combine(_home, "log")).Select(Path.GetFileName), Is.EqualTo(new[] { "one_001.log" }));
    }

    [Test]
    public void Destroying_what_is_no_stone_is_refused()
    {
        Directory.CreateDirectory(Data("notes"));
        File.WriteAllText(Data("notes", "mine.txt"), "mine");
        Assert.That(Run("destroy", "notes").Status, Is.EqualTo(1));
        Assert.That(File.Exists(Data("notes", "mine.txt")));
    }

    [Test]
    public void Extents_elsewhere_are_destroyed_with_their_stone_but_not_those_of_others()
    {
        string far = Path.Combine(_home, "far.dbf");
        string others = Path.Combine(_home, "others.dbf");
        Directory.CreateDirectory(Data("one"));
        File.WriteAllText(Data("one", "system.conf"), $"DBF_EXTENT_NAMES = {far};\n");
        Assert.That(Run("create", "one").Status, Is.Zero);
        Assert.That(Run("create", "two").Status, Is.Zero);
        File.Copy(Data("two", "extent0.dbf"), others);
        File.WriteAllText(Data("one", "system.conf"), $"DBF_EXTENT_NAMES = {far}, {others};\n");
        Assert.That(Run("destroy", "one").Error, Is.Empty);
        Assert.That((File.Exists(far), File.Exists(others), Directory.Exists(Data("one"))), Is.EqualTo((false, true, false)));
    }

    [Test]
    public void A_stone_whose_log_lies_elsewhere_is_not_destroyed()
    {
        Directory.CreateDirectory(Data("one"));
        File.WriteAllText(Data("one", "system.conf"), $"STN_TRAN_LOG_DIRECTORIES = {_home}/far;\n");
        Assert.That(Run("create", "one").Status, Is.Zero);
        Assert.That(Run("destroy", "one").Error, Does.Contain("far is not in"));
        Assert.That(File.Exists(Data("one", "extent0.dbf")));
    }

    [TestCase("start")]
    [TestCase("create")]
    public void A_damaged_image_is_named_and_leaves_no_stone(string command)
    {
        Run("create", "origin");
        string image = Path.Combine(_home, "image.dbf");
        byte[] good = File.ReadAllBytes(Data("origin", "extent0.dbf"));
        byte[] torn = [.. good];
        torn.AsSpan(0, 8192).Fill(0xAA);
        foreach (byte[] bad in new[] { good[..20_000], [], new byte[good.Length], torn })
        {
            File.WriteAllBytes(image, bad);
            (int status, string output, string error) = StoneProcess.Run(command, "--home", _home, "--name", "bad", "--image", image);
            Assert.That(status, Is.EqualTo(1));
            Assert.That(output, Is.Empty);
            Assert.That(error.TrimEnd().Split('\n'), Has.Length.EqualTo(1));
            Assert.That(error, Does.Contain(image));
            Assert.That(Directory.Exists(Data("bad")), Is.False);
        }
    }

    [Test]
    public void A_log_without_its_extent_is_refused_and_kept()
    {
        using (Process stone = StoneProcess.StartStone(_home))
        {
            using Process gem = StoneProcess.StartGem("commit", _home, count: 5);
            gem.WaitForExit();
            stone.Kill();
            stone.WaitForExit();
        }
        File.Delete(Data("maglev", "extent0.dbf"));
        string[] logs = Directory.GetFiles(Data("maglev"), "tranlog*");
        Assert.That(Run("start", "maglev").Error, Does.Contain("whose extent is missing"));
        Assert.That(Directory.GetFiles(Data("maglev"), "tranlog*"), Is.EquivalentTo(logs));
    }

    [Test]
    public void A_fresh_repository_takes_the_place_of_one_only_when_it_is_whole()
    {
        Run("create", "one");
        File.WriteAllText(Data("one", "system.conf"), "STN_MAX_SESSIONS = 7;\n");
        string before = File.ReadAllText(Data("one", "repository.id"));
        (int status, _, string error) = StoneProcess.Run("create", "--replace", "--home", _home, "--name", "one", "--image", "/no/image");
        Assert.That(status, Is.EqualTo(1));
        Assert.That(error, Does.Contain("/no/image"));
        Assert.That(File.ReadAllText(Data("one", "repository.id")), Is.EqualTo(before));
        Assert.That(Run("create", "one", "--replace").Output, Is.EqualTo("stone one has a fresh repository\n"));
        Assert.That(File.ReadAllText(Data("one", "repository.id")), Is.Not.EqualTo(before));
        Assert.That(File.ReadAllText(Data("one", "system.conf")), Is.EqualTo("STN_MAX_SESSIONS = 7;\n"));
        Assert.That(Directory.GetDirectories(Data()), Is.EqualTo(new[] { Data("one") }));
        Assert.That(Run("start", "one").Status, Is.Zero);
        Assert.That(Run("create", "one", "--replace").Error, Does.StartWith("A stone already serves"));
    }

    [Test]
    public void Status_of_all_shows_each_with_its_state()
    {
        Assert.That(StoneProcess.Run("status", "--all", "--home", _home).Output, Is.EqualTo($"no stones in {_home}\n"));
        Run("create", "stopped");
        Run("start", "running");
        Run("start", "bench", "--not-durable");
        using (Process crashed = StoneProcess.StartStone(_home, "--name", "crashed"))
        {
            crashed.Kill();
            crashed.WaitForExit();
        }
        string[] lines = StoneProcess.Run("status", "--all", "--home", _home).Output.TrimEnd().Split('\n');
        Assert.That(lines, Has.Length.EqualTo(5));
        Assert.That(lines[0], Does.Match(@"^STONE +STATE +PID +SESSIONS +SIZE +UPTIME$"));
        Assert.That(lines[1], Does.Match(@"^bench +running, not durable +\d+ +0 +[\d.]+MB +\d+s$"));
        Assert.That(lines[2], Does.Match(@"^crashed +crashed +- +- +[\d.]+MB +-$"));
        Assert.That(lines[3], Does.Match(@"^running +running +\d+ +0 +[\d.]+MB +\d+s$"));
        Assert.That(lines[4], Does.Match(@"^stopped +stopped +- +- +[\d.]+MB +-$"));
    }

    [Test]
    public void A_stone_does_not_hold_the_descriptors_of_its_starter()
    {
        string program = Path.Combine(TestContext.CurrentContext.TestDirectory, "stone.dll");
        using Process shell = Process.Start("/bin/sh", ["-c", $"exec 7>'{_home}/held'; dotnet '{program}' start --home '{_home}'"]);
        shell.WaitForExit();
        Assert.That(shell.ExitCode, Is.Zero);
        int process = int.Parse(File.ReadAllText(Data("maglev", "stone.pid")));
        IEnumerable<string?> open = Directory.GetFiles($"/proc/{process}/fd").Select(file => new FileInfo(file).LinkTarget);
        Assert.That(open, Has.None.EqualTo(_home + "/held"));
    }

    private (int Status, string Output, string Error) Run(string command, string name, params string[] more) =>
        StoneProcess.Run([command, "--home", _home, "--name", name, .. more]);

    private string Data(params string[] parts) => Path.Combine([_home, "data", .. parts]);
}
