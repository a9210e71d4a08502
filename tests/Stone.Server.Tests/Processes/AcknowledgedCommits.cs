using System.Diagnostics;

namespace Stone.Server.Tests.Processes;

/// <summary>
/// Follows what committing gems print, <c>? KEY NUMBER</c> before a commit and <c>KEY NUMBER</c> when it is acknowledged; the
/// numbers of a key rise. The repository must show for each key the last acknowledged number or a later one that was asked for.
/// </summary>
internal sealed class AcknowledgedCommits
{
    private readonly Dictionary<ulong, long> _acknowledged = [];
    private readonly Dictionary<ulong, long> _asked = [];

    /// <summary>Commits that were acknowledged.</summary>
    public int Count { get; private set; }

    /// <summary>Reads a gem's output to its end.</summary>
    public Task FollowAsync(Process gem) => Task.Run(() =>
    {
        while (gem.StandardOutput.ReadLine() is { } line)
        {
            string[] words = line.Split(' ');
            lock (_acknowledged)
            {
                if (words[0] == "?" && words.Length == 3)
                {
                    Note(_asked, words[1], words[2]);
                }
                else if (words.Length == 2)
                {
                    Note(_acknowledged, words[0], words[1]);
                    Count++;
                }
            }
        }
    });

    /// <summary>Compares with what is found for each key; -1 for nothing.</summary>
    public void Check(Func<ulong, long> find)
    {
        lock (_acknowledged)
        {
            List<string> wrong = [];
            foreach ((ulong key, long asked) in _asked)
            {
                long acknowledged = _acknowledged.GetValueOrDefault(key, -1);
                long found = find(key);
                if (found < acknowledged || found > asked)
                {
                    wrong.Add($"{key}: {acknowledged} was acknowledged, {asked} asked for, {found} is there");
                }
            }

            Assert.That(wrong, Is.Empty, $"of {_asked.Count} keys");
        }
    }

    /// <summary>The output of a gem that was killed may be read after that of its successor.</summary>
    private static void Note(Dictionary<ulong, long> numbers, string key, string number)
    {
        ulong parsed = ulong.Parse(key);
        numbers[parsed] = Math.Max(numbers.GetValueOrDefault(parsed, -1), long.Parse(number));
    }
}
