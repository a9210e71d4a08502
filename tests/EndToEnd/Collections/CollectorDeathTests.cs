using System.Diagnostics;
using System.Text.Json;
using EndToEnd.Faults;

namespace EndToEnd.Collections;

/// <summary>A collector that dies is replaced.</summary>
public sealed class CollectorDeathTests
{
    private const int Deaths = 5;

    [Test]
    public void One_that_has_done_its_work_before_it_dies_is_replaced_at_once_however_often()
    {
        using LiveStone stone = new("");
        stone.Start();
        for (int death = 0; death < Deaths; death++)
        {
            Assert.That(stone.Command("gc", "start", "--wait").ExitStatus, Is.Zero);
            using JsonDocument status = JsonDocument.Parse(stone.Command("gc", "status", "--json").Output);
            using Process collector = Process.GetProcessById(status.RootElement.GetProperty("collector_process").GetInt32());
            collector.Kill();
            collector.WaitForExit();
        }

        Assert.That(stone.Command("gc", "start", "--wait").ExitStatus, Is.Zero);
        string[] told = [.. stone.Log.Split('\n').Where(line => line.Contains("the next one waits for", StringComparison.Ordinal))];
        Assert.That(told, Has.Length.EqualTo(Deaths).And.All.EndsWith("waits for 100 ms"));
    }
}
