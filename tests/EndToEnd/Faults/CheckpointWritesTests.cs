using System.Globalization;

namespace EndToEnd.Faults;

/// <summary>
/// What a checkpoint writes follows what was changed. The system writes a page that was changed through a mapping together with
/// all that it keeps as one unit, up to 2 MB; so nothing of an extent may come into memory in such units.
/// </summary>
public sealed class CheckpointWritesTests
{
    private const int LimitBytes = 1 << 20;

    private const string Loading = "Maglev::PERSISTENT_ROOT[:filling] = Array.new(30_000) { |i| [i, 'x' * 1000] }";

    private const string Changing = "30.times { |i| Maglev::PERSISTENT_ROOT[:filling][i * 1000][0] = -i; Maglev.commit_transaction }";

    [Test]
    public void A_few_commits_in_a_loaded_repository_have_a_small_checkpoint()
    {
        using LiveStone stone = new("");
        stone.Start();
        Assert.That(stone.Ruby("-Mcommit", "-e", Loading).ExitStatus, Is.Zero);
        Assert.That(stone.Command("checkpoint").ExitStatus, Is.Zero);
        Assert.That(stone.Ruby("-e", Changing).ExitStatus, Is.Zero);
        Assert.That(stone.Command("checkpoint").ExitStatus, Is.Zero);
        long before = WrittenBytes(stone);
        Assert.That(stone.Ruby("-e", Changing).ExitStatus, Is.Zero);
        Assert.That(stone.Command("checkpoint").ExitStatus, Is.Zero);
        Assert.That(WrittenBytes(stone) - before, Is.LessThan(LimitBytes));
    }

    /// <summary>What the stone had the system write, in whole pages: proc(5), io.</summary>
    private static long WrittenBytes(LiveStone stone)
    {
        string line = File.ReadLines($"/proc/{stone.Process.Id}/io").Single(line => line.StartsWith("write_bytes:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture);
    }
}
