namespace Stone.Server.Tests.Histories;

/// <summary>
/// Checks a history against snapshot isolation (Berenson et al., A Critique of ANSI SQL Isolation Levels, 1995): what is read is
/// the state of one commit, and of two transactions that overlap and write the same object only the first is committed.
/// </summary>
public sealed class HistoryChecker
{
    private readonly Dictionary<ulong, List<(ulong Commit, long Version)>> _versions = [];
    private readonly List<string> _faults = [];

    private HistoryChecker(IEnumerable<RecordedTransaction> history)
    {
        foreach (RecordedTransaction transaction in history.Where(transaction => transaction.Commit != 0).OrderBy(transaction => transaction.Commit))
        {
            foreach (ulong written in transaction.Writes)
            {
                VersionsOf(written).Add((transaction.Commit, transaction.Number));
            }
        }
    }

    /// <summary>What the history shows that snapshot isolation forbids, a line each.</summary>
    public static IReadOnlyList<string> FaultsIn(IReadOnlyCollection<RecordedTransaction> history)
    {
        HistoryChecker checker = new(history);
        foreach (IGrouping<ulong, RecordedTransaction> same in history.Where(transaction => transaction.Commit != 0).GroupBy(transaction => transaction.Commit))
        {
            if (same.Count() > 1)
            {
                checker._faults.Add($"commit {same.Key} is of transactions {string.Join(" and ", same.Select(transaction => transaction.Number))}");
            }
        }

        foreach (RecordedTransaction transaction in history)
        {
            checker.CheckReads(transaction);
            checker.CheckWrites(transaction);
        }

        return checker._faults;
    }

    private void CheckReads(RecordedTransaction transaction)
    {
        foreach ((ulong read, long version) in transaction.Reads)
        {
            long expected = VersionsOf(read).LastOrDefault(written => written.Commit <= transaction.View).Version;
            if (version != expected)
            {
                _faults.Add($"transaction {transaction.Number} looked at commit {transaction.View} and saw version {version} of object {read} instead of {expected}");
            }
        }
    }

    private void CheckWrites(RecordedTransaction transaction)
    {
        foreach (ulong written in transaction.Writes)
        {
            (ulong between, long by) = VersionsOf(written).FirstOrDefault(
                version => version.Commit > transaction.View && version.Commit < (transaction.Commit == 0 ? ulong.MaxValue : transaction.Commit));
            if (transaction.Commit != 0 && between != 0)
            {
                _faults.Add($"transaction {transaction.Number} (view {transaction.View}, commit {transaction.Commit}) overwrote object {written}, which {by} had written in commit {between}");
            }
            else if (transaction.Conflicts.Contains(written) && between == 0)
            {
                _faults.Add($"transaction {transaction.Number} was refused because of object {written}, which nobody had written since its view {transaction.View}");
            }
        }

        if (transaction.Conflicts.Except(transaction.Writes).Any())
        {
            _faults.Add($"transaction {transaction.Number} was refused because of an object that it had not written");
        }
    }

    private List<(ulong Commit, long Version)> VersionsOf(ulong id) => _versions.TryGetValue(id, out List<(ulong, long)>? versions) ? versions : _versions[id] = [];
}
