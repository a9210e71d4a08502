using System.Diagnostics;

namespace Stone.Server.Commands;

/// <summary>Tells on standard error that something takes long, until it is disposed: after 2 seconds, after 4, 8 and so on.</summary>
internal sealed class WaitNotice : IDisposable
{
    private const int PeriodMilliseconds = 500;
    private readonly Stopwatch _waited = Stopwatch.StartNew();
    private readonly Timer _timer;
    private readonly string _what;
    private TimeSpan _next = TimeSpan.FromSeconds(2);

    /// <summary>Begins to wait.</summary>
    /// <param name="what">What is said before the time.</param>
    internal WaitNotice(string what)
    {
        _what = what;
        _timer = new Timer(_ => Look(), null, PeriodMilliseconds, PeriodMilliseconds);
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        if (_waited.Elapsed < _next)
            return;
        _next *= 2;
        Console.Error.WriteLine($"{_what}, {StatusTable.Duration(_waited.Elapsed.TotalSeconds)} so far");
    }
}
