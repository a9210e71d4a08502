using System.Diagnostics;
using System.Globalization;

namespace EndToEnd;

/// <summary>A stone on extents in three folders, and a fourth that comes later.</summary>
[Platform("Linux")]
public sealed class SeveralExtentsTests
{
    private const string Fill = """
        list = Maglev::PERSISTENT_ROOT[:list] ||= []
        40.times do
          50.times { list << "#{list.size} " + "x" * 5_000 }
          Maglev.commit_transaction
        end
        """;

    private const string Check = """
        list = Maglev::PERSISTENT_ROOT[:list]
        list.each_with_index { |text, index| raise "#{index} is #{text[0, 20]}" unless text == "#{index} " + "x" * 5_000 }
        p list.size
        """;

    private SeparateHome _home = null!;

    [SetUp]
    public void MakeHome() => _home = new SeparateHome();

    [TearDown]
    public void RemoveHome() => _home.Dispose();

    [Test]
    public void Programs_write_and_read_them_and_every_command_knows_them()
    {
        Configure("wide", "extent0.dbf", _home.Under("fast", "one.dbf"), _home.Under("large", "two.dbf"));
        Assert.That(_home.Maglev("start", "wide").Output, Does.Contain("fast/one.dbf, "));
        Ruby("wide", Fill);
        Assert.That(Ruby("wide", Check), Is.EqualTo("2000\n"));
        CommandResult status = _home.Maglev("status", "wide");
        Assert.That(status.Output, Does.Contain("fast/one.dbf, ").And.Contain("large/two.dbf, "), status.ToString());
        Assert.That(Length("fast", "one.dbf"), Is.GreaterThan(4 << 20), "it grew with the first");
        Kill("wide");
        _home.Maglev("start", "wide");
        Assert.That(Ruby("wide", Check), Is.EqualTo("2000\n"));
        AuditsAreClean("wide");

        Configure("wide", "extent0.dbf", _home.Under("fast", "one.dbf"), _home.Under("large", "two.dbf"), _home.Under("late", "three.dbf"));
        _home.Maglev("start", "wide");
        Ruby("wide", Fill);
        Assert.That(Ruby("wide", Check), Is.EqualTo("4000\n"));
        Assert.That(Length("late", "three.dbf"), Is.GreaterThan(4 << 20), "it catches up");
        AuditsAreClean("wide");
        RequireNamedWhenMissing();
        CopyAndDestroy();
    }

    private void RequireNamedWhenMissing()
    {
        string late = _home.Under("late", "three.dbf");
        File.Move(late, late + ".away");
        CommandResult refused = _home.Maglev("start", "wide");
        Assert.That(refused.ExitStatus, Is.EqualTo(1));
        Assert.That(refused.Errors, Does.Contain($"{late} is missing: it is extent 3 of 4"));
        Assert.That(_home.Maglev("pageaudit", "wide").Output, Does.Contain($"{late} is missing"));
        File.Move(late + ".away", late);
    }

    private void CopyAndDestroy()
    {
        CommandResult copied = _home.Maglev("copydbf", "wide", "copy.dbf");
        Assert.That(copied.Output, Does.Contain("and 3 more to ").And.Contain("copy.3.dbf"), copied.ToString());
        Assert.That(_home.Maglev("stone", "destroy", "wide").ExitStatus, Is.Zero);
        Assert.That(File.Exists(_home.Under("late", "three.dbf")), Is.False);

        CommandResult narrow = _home.Maglev("stone", "create", "narrow", "--image", _home.Under("copy.dbf"));
        Assert.That(narrow.Errors, Does.Contain("copy.dbf has 4 extents, but DBF_EXTENT_NAMES names 1"), narrow.ToString());
        Configure("again", "0.dbf", "b/1.dbf", "c/2.dbf", "d/3.dbf");
        CommandResult made = _home.Maglev("stone", "create", "again", "--image", _home.Under("copy.dbf"));
        Assert.That(made.ExitStatus, Is.Zero, made.ToString());
        _home.Maglev("start", "again");
        Assert.That(Ruby("again", Check), Is.EqualTo("4000\n"));
    }

    private void Configure(string stone, params string[] extents)
    {
        string weights = string.Join(", ", Enumerable.Repeat("10", extents.Length));
        Directory.CreateDirectory(_home.Under("data", stone));
        File.WriteAllText(
            _home.Under("data", stone, "system.conf"),
            $"DBF_EXTENT_NAMES = {string.Join(", ", extents)};\nDBF_EXTENT_SIZES = 1GB;\nDBF_ALLOCATION_MODE = {weights};\n");
    }

    private string Ruby(string stone, string program)
    {
        CommandResult result = _home.Run("maglev-ruby", "--stone", stone, "-e", program);
        Assert.That(result.ExitStatus, Is.Zero, result.ToString());
        return result.Output;
    }

    private void AuditsAreClean(string stone)
    {
        _home.Maglev("stop", stone);
        foreach (string audit in (string[])["pageaudit", "objectaudit"])
        {
            CommandResult result = _home.Maglev(audit, stone);
            Assert.That(result.ExitStatus, Is.Zero, result.ToString());
            Assert.That(result.Output, Does.Contain("fast/one.dbf, "));
        }
    }

    private void Kill(string stone)
    {
        using Process process = Process.GetProcessById(int.Parse(File.ReadAllText(_home.Under("data", stone, "stone.pid")), CultureInfo.InvariantCulture));
        process.Kill();
        process.WaitForExit();
    }

    private long Length(params string[] path) => new FileInfo(_home.Under(path)).Length;
}
