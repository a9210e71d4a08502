using System.Globalization;

namespace EndToEnd;

/// <summary>
/// What processes saw when each of their transactions began, and what they added in it. Under snapshot isolation the views are a
/// chain: each is the outcome of some first transactions of every process, all of each or nothing, and never loses one.
/// </summary>
internal sealed class SnapshotHistory
{
    private readonly List<Row> _rows = [];
    private readonly Dictionary<int, List<long>> _sums = [];

    /// <summary>Transactions in it.</summary>
    public int Count => _rows.Count;

    /// <summary>Adds a process's lines, in its order: its number, view, counter, elements, transactions seen of each process, amount added.</summary>
    public void Add(IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            long[] numbers = [.. line.Split(' ').Select(number => long.Parse(number, CultureInfo.InvariantCulture))];
            _rows.Add(new Row((int)numbers[0], numbers[1], numbers[2], numbers[3], numbers[4..^1]));
            List<long> sums = _sums.TryGetValue((int)numbers[0], out List<long>? known) ? known : _sums[(int)numbers[0]] = [0];
            sums.Add(sums[^1] + numbers[^1]);
        }
    }

    /// <summary>What contradicts the isolation; empty when nothing does.</summary>
    public IEnumerable<string> Contradictions()
    {
        Dictionary<int, long> own = [];
        foreach (Row row in _rows)
        {
            long before = own.GetValueOrDefault(row.Process);
            own[row.Process] = before + 1;
            if (row.Seen[row.Process] != before)
            {
                yield return $"{row} does not see the {before} transactions that the process made before";
            }

            if (row.Counter != row.Seen.Select((seen, process) => seen == 0 ? 0 : _sums[process][(int)seen]).Sum())
            {
                yield return $"{row} sees a counter of other transactions";
            }

            if (row.Elements != row.Seen.Sum())
            {
                yield return $"{row} sees elements of other transactions";
            }
        }

        Row[] byView = [.. _rows.OrderBy(row => row.View)];
        foreach ((Row earlier, Row later) in byView.Zip(byView.Skip(1)))
        {
            bool goesOn = earlier.Seen.Zip(later.Seen).All(pair => pair.First <= pair.Second);
            if (!goesOn || (earlier.View == later.View && earlier.Elements != later.Elements))
            {
                yield return $"{later} does not go on from {earlier}";
            }
        }
    }

    private sealed record Row(int Process, long View, long Counter, long Elements, long[] Seen)
    {
        public override string ToString() => $"process {Process} in view {View} (counter {Counter}, {Elements} elements, [{string.Join(' ', Seen)}])";
    }
}
