using System.Globalization;
using Stone.Server.Tests.Processes;

namespace EndToEnd.Faults;

/// <summary>The load that ledger.rb puts on a stone, and what must hold after it.</summary>
internal static class Ledgers
{
    /// <summary>The program.</summary>
    public static string Program { get; } = Path.Combine(Installation.Checkout, "tests", "EndToEnd", "Faults", "ledger.rb");

    /// <summary>Every ledger is whole, and at a number that was acknowledged or asked for after that.</summary>
    public static void Check(LiveStone stone, AcknowledgedCommits commits)
    {
        CommandResult found = stone.Ruby(Program, "check");
        Assert.That(found.ExitStatus, Is.Zero, found.ToString());
        Dictionary<ulong, long> numbers = found.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' '))
            .ToDictionary(words => ulong.Parse(words[0], CultureInfo.InvariantCulture), words => long.Parse(words[1], CultureInfo.InvariantCulture));
        commits.Check(key => numbers.GetValueOrDefault(key, -1));
    }
}
