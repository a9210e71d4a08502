using Shared.ObjectFormat.Identity;
using Shared.ObjectFormat.Objects;

namespace Shared.ObjectFormat.Tests.Objects;

/// <summary>Object records keep their references and bytes.</summary>
public sealed class ObjectRecordTests
{
    [Test]
    public void A_record_comes_back_from_memory_that_was_not_clean([Values(1, 2, 3)] int seed)
    {
        var random = new Random(seed);
        byte[] memory = new byte[4096];
        for (int round = 0; round < 2_000; round++)
        {
            Array.Fill(memory, (byte)0xEE);
            var references = new ReferenceWord[random.Next(20)];
            for (int i = 0; i < references.Length; i++)
            {
                references[i] = ReferenceWord.FromFixnum(random.Next());
            }
            byte[] bytes = new byte[random.Next(50)];
            random.NextBytes(bytes);
            var header = new RecordHeader { ObjectId = 2000, ClassId = 10, LayoutId = 7, Format = 9 };
            int sizeBytes = ObjectRecord.Write(memory, header, references, bytes);
            ReadOnlySpan<byte> record = memory.AsSpan(0, sizeBytes);
            Assert.That(sizeBytes % 16, Is.Zero);
            Assert.That(ObjectRecord.Header(record).RecordBytes, Is.EqualTo(sizeBytes));
            Assert.That(ObjectRecord.Header(record).LayoutId, Is.EqualTo(7UL));
            Assert.That(ObjectRecord.References(record).SequenceEqual(references), Is.True, $"seed {seed}");
            Assert.That(ObjectRecord.Bytes(record).SequenceEqual(bytes), Is.True, $"seed {seed}");
            Assert.That(memory[(48 + (8 * references.Length) + bytes.Length)..sizeBytes], Is.All.Zero, "padding");
            Assert.That(memory[sizeBytes], Is.EqualTo(0xEE), "nothing behind the record");
        }
    }

    [TestCase(0u, 0u, 48)]
    [TestCase(1u, 0u, 64)]
    [TestCase(0u, 16u, 64)]
    [TestCase(0u, 17u, 80)]
    [TestCase(2u, 1u, 80)]
    public void Sizes_are_padded_to_sixteen(uint references, uint bytes, long expected) =>
        Assert.That(ObjectRecord.SizeBytes(references, bytes), Is.EqualTo(expected));

    [Test]
    public void The_largest_counts_do_not_overflow() =>
        Assert.That(ObjectRecord.SizeBytes(uint.MaxValue, uint.MaxValue), Is.GreaterThan(uint.MaxValue * 9L));
}
