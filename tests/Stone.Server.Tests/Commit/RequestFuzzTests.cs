using System.Text.RegularExpressions;
using Shared.ObjectFormat.Cache;
using Shared.ObjectFormat.Objects;
using Stone.Server.Audit;
using Stone.Server.Commit;
using Stone.Server.Storage;
using Stone.Server.Tests.Storage;

namespace Stone.Server.Tests.Commit;

/// <summary>
/// Requests with damaged bytes: each is refused or in conflict and changes nothing, or it is a request that could be meant, and
/// then its objects are what it says. The repository always equals a model, also after a restart.
/// </summary>
public sealed unsafe class RequestFuzzTests : EngineFixture
{
    private const int Requests = 20_000;
    private const int Objects = 200;
    private readonly Dictionary<ulong, byte[]> _model = [];

    [Test]
    public void Damaged_requests_change_nothing_or_what_they_say()
    {
        int seed = Environment.TickCount;
        TestContext.Out.WriteLine($"seed {seed}");
        Random random = new(seed);
        // The class of all: where there are classes at all, an audit wants each one to be there.
        MustCommit(Alice, Record(new RecordHeader { ObjectId = 12, ClassId = 12, Format = RecordFormat.Class }, []));
        ulong first = Engine.LeaseObjectIds(Alice, Objects * 2).First;
        int refused = 0;
        int committed = 0;
        for (int i = 1; i <= Requests; i++)
        {
            byte[] images = Images(random, first);
            if (random.Next(10) != 0)
            {
                images = Damage(random, images);
            }

            CommitOutcome outcome = Commit(Alice, images);
            if (outcome.Status == CommitStatus.Committed)
            {
                Apply(images);
                committed++;
            }
            else
            {
                Assert.That(outcome.Reason + string.Join(",", outcome.Conflicts), Is.Not.Empty, $"seed {seed}, request {i}");
                refused++;
            }

            if (i % 2000 == 0)
            {
                RestartAndCompare($"seed {seed}, request {i}", killed: i % 4000 == 0);
            }
        }

        Engine.Dispose();
        using (IRepositoryFiles files = Files())
        {
            Assert.That(PageAudit.Run(files).Faults.Lines, Is.Empty, $"seed {seed}");
            // Reserved ids may be used as classes before they are objects at all: images begin so.
            Assert.That(
                ObjectAudit.Run(files).Faults.Lines.Where(line => !Regex.IsMatch(line, @"has the class \d{1,3}, which (does not exist|is none)$")), Is.Empty, $"seed {seed}");
        }

        Restart();
        TestContext.Out.WriteLine($"{committed} committed, {refused} refused");
        Assert.That(refused, Is.GreaterThan(Requests / 4));
        Assert.That(committed, Is.GreaterThan(Requests / 50));
    }

    private static byte[] Images(Random random, ulong first)
    {
        List<byte> images = [];
        ulong[] ids = [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => first + (ulong)random.Next(Objects)).Distinct()];
        foreach (ulong id in ids)
        {
            images.AddRange(random.Next(20) == 0 ? Removal(id) : Record(id, new string((char)('a' + random.Next(26)), random.Next(200))));
        }

        return [.. images];
    }

    private static byte[] Damage(Random random, byte[] images)
    {
        byte[] damaged = [.. images];
        for (int times = random.Next(3); times >= 0; times--)
        {
            int at = random.Next(damaged.Length);
            switch (random.Next(6))
            {
                case 0:
                    damaged[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    damaged[at] = (byte)random.Next(256);
                    break;
                case 2 when damaged.Length > 1:
                    damaged = damaged[..at];
                    break;
                case 3:
                    damaged = [.. damaged, .. damaged[at..]];
                    break;
                case 4:
                    // A field of the first header: a size or a number at an extreme.
                    BitConverter.TryWriteBytes(damaged.AsSpan(random.Next(6) * sizeof(ulong)), random.Next(2) == 0 ? ulong.MaxValue : 1UL << random.Next(64));
                    break;
                default:
                    random.NextBytes(damaged.AsSpan(at, Math.Min(8, damaged.Length - at)));
                    break;
            }

            if (damaged.Length < RecordHeader.SizeBytes)
            {
                return damaged.Length == 0 ? [0] : damaged;
            }
        }

        return damaged;
    }

    private void Apply(byte[] images)
    {
        for (int at = 0; at < images.Length;)
        {
            RecordHeader header = ObjectRecord.Header(images.AsSpan(at));
            byte[] record = images[at..(at + (int)header.RecordBytes)];
            if ((header.Flags & RecordFlags.Removed) != 0)
            {
                _model.Remove(header.ObjectId);
            }
            else
            {
                _model[header.ObjectId] = record;
            }

            at += record.Length;
        }
    }

    private void RestartAndCompare(string place, bool killed)
    {
        Restart(killed);
        PublishedState state = Engine.Published;
        foreach ((ulong id, byte[] expected) in _model)
        {
            RecordHeader* found = ObjectTableReader.Find(Engine.ExtentBase, state.RootFrame, state.Depth, id);
            Assert.That(found != null, $"object {id} is missing, {place}");
            Assert.That(WithoutCommitId(new ReadOnlySpan<byte>(found, (int)found->RecordBytes)), Is.EqualTo(WithoutCommitId(expected)), $"object {id}, {place}");
        }
    }

    /// <summary>The stone sets it.</summary>
    private static byte[] WithoutCommitId(ReadOnlySpan<byte> record)
    {
        byte[] copy = record.ToArray();
        copy.AsSpan(sizeof(ulong), sizeof(ulong)).Clear();
        return copy;
    }
}
