namespace Stone.Server.Audit;

/// <summary>What an audit finds wrong, a line each. It goes on after the first; past a limit it only counts.</summary>
internal sealed class AuditFaults
{
    /// <summary>So many lines are kept.</summary>
    public const int LinesKept = 50;

    private readonly List<string> _lines = [];
    private string _last = "";

    /// <summary>The first faults.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <summary>All faults.</summary>
    public long Count { get; private set; }

    /// <summary>Adds one; the same line again says nothing new.</summary>
    public void Add(string line)
    {
        if (line == _last)
        {
            return;
        }
        _last = line;
        Count++;
        if (_lines.Count < LinesKept)
        {
            _lines.Add(line);
        }
    }
}
