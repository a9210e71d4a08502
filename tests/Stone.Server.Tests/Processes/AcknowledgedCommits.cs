using System.Buffers.Binary;
using System.Diagnostics;
using Gem.Vm.Session;
using Shared.ObjectFormat.Objects;

namespace Stone.Server.Tests.Processes;

/// <summary>
/// Follows what commit loops print: the last acknowledged value of each object, and the last one that was asked for. The
/// repository must show, for each pair of objects, one value for both between the two.
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
                    _asked[ulong.Parse(words[1])] = long.Parse(words[2]);
                }
                else if (words.Length == 2)
                {
                    _acknowledged[ulong.Parse(words[0])] = long.Parse(words[1]);
                    Count++;
                }
            }
        }
    });

    /// <summary>Compares with what a session sees.</summary>
    public unsafe void Check(StoneSession session)
    {
        lock (_acknowledged)
        {
            foreach ((ulong id, long asked) in _asked)
            {
                long first = ValueOf(session.Find(id));
                long second = ValueOf(session.Find(id + 1));
                Assert.That(second, Is.EqualTo(first), $"the commit of {id} and {id + 1} is torn");
                long acknowledged = _acknowledged.GetValueOrDefault(id, -1);
                Assert.That(first, Is.EqualTo(acknowledged).Or.EqualTo(asked), $"object {id}: {acknowledged} was acknowledged, {asked} asked for");
            }
        }
    }

    private static unsafe long ValueOf(RecordHeader* record)
    {
        if (record == null)
            return -1;
        ReadOnlySpan<byte> bytes = ObjectRecord.Bytes(record);
        long value = BinaryPrimitives.ReadInt64LittleEndian(bytes);
        Assert.That(bytes[sizeof(long)..].IndexOfAnyExcept((byte)value), Is.EqualTo(-1), "an object's bytes are torn");
        return value;
    }
}
