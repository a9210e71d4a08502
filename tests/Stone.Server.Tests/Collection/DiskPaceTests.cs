using System.Diagnostics;
using Stone.Server.Collector;

namespace Stone.Server.Tests.Collection;

/// <summary>A collection keeps to its share of the disk.</summary>
public sealed class DiskPaceTests
{
    [Test]
    public void What_is_written_takes_its_time()
    {
        DiskPace pace = new(10_000_000);
        Stopwatch watch = Stopwatch.StartNew();
        for (int i = 0; i < 20; i++)
        {
            pace.AddWritten(150_000);
            pace.Pass();
        }
        Assert.That(watch.Elapsed.TotalSeconds, Is.GreaterThan(0.29), "3 MB at 10 MB a second");
    }

    [Test]
    public void A_debt_is_paid_in_parts()
    {
        DiskPace pace = new(1);
        pace.AddWritten(1000);
        Stopwatch watch = Stopwatch.StartNew();
        pace.Pass();
        Assert.That(watch.Elapsed.TotalSeconds, Is.InRange(0.19, 100), "whoever waits goes on telling how far it is");
    }
}
