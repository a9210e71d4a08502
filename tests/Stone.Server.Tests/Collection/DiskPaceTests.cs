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
            pace.Pass(() => true);
        }
        Assert.That(watch.Elapsed.TotalSeconds, Is.GreaterThan(0.29), "3 MB at 10 MB a second");
    }

    [Test]
    public void Who_waits_goes_on_telling_how_far_it_is()
    {
        DiskPace pace = new(1);
        pace.AddWritten(1000);
        int asked = 0;
        Assert.That(pace.Pass(() => ++asked < 3), Is.False);
        Assert.That(asked, Is.EqualTo(3));
    }
}
