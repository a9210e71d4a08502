using System.Globalization;
using System.Text.RegularExpressions;

namespace EndToEnd;

/// <summary>`maglev pageaudit` and `objectaudit`: a whole stone is clean, one flipped byte is named, a running one is refused.</summary>
public sealed class AuditTests
{
    private const string Program = "h = {}; 2000.times { |i| h[i] = \"value #{i}\" }; h[:long] = 'x' * 100_000; h[:large] = 3 ** 200_000; Maglev::PERSISTENT_ROOT[:h] = h; Maglev.commit_transaction";

    private SeparateHome _home = null!;

    private string Extent => _home.Under("data", "night", "extent0.dbf");

    [OneTimeSetUp]
    public void MakeHome()
    {
        _home = new SeparateHome();
        _home.Maglev("start", "night");
        CommandResult program = _home.Run("maglev-ruby", "--stone", "night", "-e", Program);
        Assert.That(program.ExitStatus, Is.Zero, program.ToString());
        _home.Maglev("stop", "night");
    }

    [OneTimeTearDown]
    public void RemoveHome() => _home.Dispose();

    [TestCase("pageaudit", "large objects +[1-9]\nlog +0 batches since the checkpoint, 0 commits, 0 objects")]
    [TestCase("objectaudit", "classes +\\d\\d\\d\n.*symbols +\\d\\d\\d\\d\n.*references +\\d+\nreachable +\\d+\nunreachable +\\d+\n")]
    public void A_whole_stone_is_clean(string command, string figures)
    {
        CommandResult result = _home.Maglev(command, "night");
        Assert.That(result.ExitStatus, Is.Zero, result.ToString());
        Assert.That(result.Output, Does.Match($"(?s)^{command[..^5]} audit of {Extent}\n.*{figures}.*result +clean, after \\d+\\.\\d s\n$"));
        Assert.That(result.Errors, Is.Empty);
    }

    [TestCase("pageaudit")]
    [TestCase("objectaudit")]
    public void A_stone_that_was_killed_is_clean_with_its_log_and_still_counts_as_crashed(string command)
    {
        _home.Maglev("stone", "create", "killed");
        _home.Maglev("start", "killed");
        _home.Run("maglev-ruby", "--stone", "killed", "-e", Program);
        string process = File.ReadAllText(_home.Under("data", "killed", "stone.pid")).Trim();
        Installation.Run("/bin/kill", ["-KILL", process]);
        Assert.That(() => Directory.Exists($"/proc/{process}"), Is.False.After(5000, 20));
        CommandResult result = _home.Maglev(command, "killed");
        Assert.That(result.ExitStatus, Is.Zero, result.ToString());
        Assert.That(result.Output, Does.Match("(?m)^log +[1-9]"));
        Assert.That(_home.Maglev("status").Output, Does.Match("(?m)^killed +crashed "));
        Assert.That(_home.Run("maglev-ruby", "--stone", "killed", "-e", "p Maglev::PERSISTENT_ROOT[:h].size").ExitStatus, Is.Not.Zero, "it does not run");
        _home.Maglev("start", "killed");
        Assert.That(_home.Run("maglev-ruby", "--stone", "killed", "-e", "p Maglev::PERSISTENT_ROOT[:h].size").Output, Is.EqualTo("2002\n"));
        _home.Maglev("stop", "killed");
        _home.Maglev("stone", "destroy", "killed");
    }

    [Test]
    public void One_flipped_byte_is_named_by_its_page_and_the_status_is_1()
    {
        int seed = Environment.TickCount;
        TestContext.Out.WriteLine($"seed {seed}");
        Random random = new(seed);
        int named = 0;
        for (int i = 0; i < 12; i++)
        {
            long offset = random.NextInt64(new FileInfo(Extent).Length);
            Flip(offset);
            CommandResult result = _home.Maglev("pageaudit", "night");
            Match fault = Regex.Match(result.Output, "(?m)^.*extent0\\.dbf.* pages? (\\d+)( |\\)|$)");
            Assert.That(result.ExitStatus, Is.EqualTo(fault.Success ? 1 : 0), $"byte {offset}\n{result}");
            if (fault.Success)
            {
                named++;
                long first = long.Parse(fault.Groups[1].Value, CultureInfo.InvariantCulture);
                Assert.That(offset / 4096, Is.InRange(first, first + 30), result.ToString());
            }

            Flip(offset);
        }

        Flip(4096);
        Assert.That(_home.Maglev("pageaudit", "night").Output, Does.Contain("extent0.dbf: page 1 is damaged: it holds no whole meta\n").And.Match("result +\\d faults?,"));
        Flip(4096);
        TestContext.Out.WriteLine($"{named} of 12 were in use");
    }

    [TestCase("pageaudit")]
    [TestCase("objectaudit")]
    public void A_stone_that_runs_or_is_not_there_is_refused_in_one_line(string command)
    {
        _home.Maglev("start", "awake");
        Refused(command, "awake", "^Stone \"awake\" runs: stop it first\\. ");
        Assert.That(_home.Maglev("status", "awake").ExitStatus, Is.Zero, "it still runs");
        _home.Maglev("stop", "awake");
        Refused(command, "absent", "there is no stone 'absent'");
    }

    [Test]
    public void Progress_is_told_to_who_asks()
    {
        foreach (string command in (string[])["pageaudit", "objectaudit"])
        {
            string[] lines = Installation.Run(
                "/bin/sh", ["-c", $"MAGLEV_PROGRESS=3 {Installation.StoneProgram} {command} --home {_home.Folder} --name night 3>&1 >/dev/null"]).Output.TrimEnd().Split('\n');
            Assert.That(lines, Has.Length.InRange(20, 110).And.All.Match("^\\d+ \\d+ [a-z ]+$"));
            long[] done = [.. lines.Select(line => long.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture))];
            Assert.That(done, Is.Ordered);
        }
    }

    private void Refused(string command, string stone, string said)
    {
        CommandResult result = _home.Maglev(command, stone);
        Assert.That(result.ExitStatus, Is.EqualTo(1), result.ToString());
        Assert.That(result.Output, Is.Empty);
        Assert.That(result.Errors.TrimEnd().Split('\n'), Has.Length.EqualTo(1), result.ToString());
        Assert.That(result.Errors, Does.Match(said));
    }

    private void Flip(long offset)
    {
        using FileStream file = new(Extent, FileMode.Open);
        file.Position = offset;
        int value = file.ReadByte();
        file.Position = offset;
        file.WriteByte((byte)(value ^ 0x20));
    }
}
