using Shared.ObjectFormat.Pages;
using Stone.Server.ObjectTable;

namespace Stone.Server.Tests.ObjectTable;

/// <summary>How many records live in each page, and of which pages that is news.</summary>
public sealed class PageUsageTests
{
    private const int Pages = 200;
    private PageUsage _usage = new();

    [SetUp]
    public void Fill()
    {
        _usage = new PageUsage();
        for (int page = 0; page < Pages; page++)
        {
            _usage.Increment(Page(page));
            _usage.Increment(Page(page));
        }
    }

    [Test]
    public void Only_pages_of_which_records_have_gone_are_told_again()
    {
        Assert.That(_usage.Take(1, 0, Pages, onlyFallen: true), Is.All.EqualTo(2), "none is known at first");
        _usage.Decrement(Page(70));
        _usage.Increment(Page(71));
        ushort[] later = _usage.Take(1, 0, Pages, onlyFallen: true);
        Assert.That(Enumerable.Range(0, Pages).Where(page => later[page] > 0), Is.EqualTo(new[] { 70 }));
        Assert.That(_usage.Take(1, 0, Pages, onlyFallen: true), Is.All.Zero);
        Assert.That(_usage.Take(1, 64, 10, onlyFallen: false), Is.EqualTo(new ushort[] { 2, 2, 2, 2, 2, 2, 1, 3, 2, 2 }));
    }

    [Test]
    public void What_was_not_used_is_told_again()
    {
        _usage.Take(1, 0, Pages, onlyFallen: true);
        _usage.LookAtAll();
        Assert.That(_usage.Take(1, 100, 50, onlyFallen: true), Is.All.EqualTo(2));
    }

    private static ulong Page(int page) => Frame.Number(1, (ulong)page * Frame.PerDataPage);
}
