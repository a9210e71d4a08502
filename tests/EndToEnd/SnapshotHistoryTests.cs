namespace EndToEnd;

/// <summary>The check of what processes saw finds what it is for.</summary>
public sealed class SnapshotHistoryTests
{
    // process, view, counter, elements, transactions seen of process 0 and of process 1, amount
    private static readonly string[] First = ["0 1 0 0 0 0 5", "0 3 8 2 1 1 2"];
    private static readonly string[] Second = ["1 2 5 1 1 0 3", "1 4 10 3 2 1 1"];

    [Test]
    public void Snapshots_that_are_a_chain_are_accepted() => Assert.That(Contradictions(First, Second), Is.Empty);

    [TestCase("0 3 5 1 1 0 2", "1 3 8 2 1 1 1", "does not go on", Description = "two snapshots of one view")]
    [TestCase("0 3 8 2 1 1 2", "1 4 8 2 1 1 1", null, Description = "a transaction that has not come yet")]
    [TestCase("0 3 5 2 1 1 2", "1 4 10 3 2 1 1", "counter of other transactions", Description = "half a transaction")]
    [TestCase("0 3 8 3 1 1 2", "1 4 10 3 2 1 1", "elements of other transactions", Description = "the other half")]
    [TestCase("0 3 3 1 0 1 2", "1 4 10 3 2 1 1", "does not see the 1 transactions", Description = "its own transaction lost")]
    public void A_snapshot_that_is_none_is_found(string first, string second, string? expected)
    {
        string[] found = Contradictions([First[0], first], [Second[0], second]);
        Assert.That(found, expected is null ? Is.Empty : Has.Some.Contains(expected));
    }

    private static string[] Contradictions(params string[][] processes)
    {
        SnapshotHistory history = new();
        foreach (string[] lines in processes)
        {
            history.Add(lines);
        }

        return [.. history.Contradictions()];
    }
}
