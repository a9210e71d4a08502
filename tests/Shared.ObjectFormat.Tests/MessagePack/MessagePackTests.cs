using Shared.ObjectFormat.MessagePack;

namespace Shared.ObjectFormat.Tests.MessagePack;

[TestFixture]
public sealed class MessagePackTests
{
    private static readonly long[] Edges =
    [
        0, 1, 127, 128, 255, 256, 65535, 65536, uint.MaxValue, 1L + uint.MaxValue, long.MaxValue,
        -1, -32, -33, -128, -129, -32768, -32769, int.MinValue, int.MinValue - 1L, long.MinValue,
    ];

    [Test]
    public void Integers_at_the_edges_of_every_form_come_back()
    {
        MessagePackWriter writer = new();
        foreach (long value in Edges)
            writer.Write(value);
        writer.Write(ulong.MaxValue);
        MessagePackReader reader = new(writer.Written);
        foreach (long value in Edges)
            Assert.That(reader.ReadInt64(), Is.EqualTo(value));
        Assert.That(reader.ReadUInt64(), Is.EqualTo(ulong.MaxValue));
        Assert.That(reader.IsAtEnd);
    }

    [Test]
    public void Integers_take_the_shortest_form()
    {
        Assert.Multiple(() =>
        {
            Assert.That(LengthOf(127), Is.EqualTo(1));
            Assert.That(LengthOf(128), Is.EqualTo(2));
            Assert.That(LengthOf(256), Is.EqualTo(3));
            Assert.That(LengthOf(65536), Is.EqualTo(5));
            Assert.That(LengthOf(1L << 32), Is.EqualTo(9));
            Assert.That(LengthOf(-32), Is.EqualTo(1));
            Assert.That(LengthOf(-33), Is.EqualTo(2));
            Assert.That(LengthOf(long.MinValue), Is.EqualTo(9));
        });
    }

    [Test]
    public void Text_bytes_and_extensions_of_every_size_class_come_back([Values(0, 1, 2, 4, 8, 15, 16, 17, 31, 32, 255, 256, 65535, 65536)] int size)
    {
        byte[] bytes = new byte[size];
        new Random(size).NextBytes(bytes);
        MessagePackWriter writer = new();
        writer.Write(new string('ü', size));
        writer.WriteBinary(bytes);
        writer.WriteExtension(7, bytes);
        MessagePackReader reader = new(writer.Written);
        Assert.That(reader.ReadString(), Is.EqualTo(new string('ü', size)));
        Assert.That(reader.ReadBinary().ToArray(), Is.EqualTo(bytes));
        Assert.That(reader.ReadExtension(out sbyte type).ToArray(), Is.EqualTo(bytes));
        Assert.That(type, Is.EqualTo(7));
        Assert.That(reader.IsAtEnd);
    }

    [Test]
    public void Arrays_and_maps_of_every_size_class_come_back_and_can_be_skipped([Values(0, 15, 16, 65535, 65536)] int count)
    {
        MessagePackWriter writer = new();
        writer.WriteArrayHeader(count);
        for (int i = 0; i < count; i++)
            writer.Write((long)i);
        writer.WriteMapHeader(count);
        for (int i = 0; i < 2 * count; i++)
            writer.Write(true);
        MessagePackReader reader = new(writer.Written);
        Assert.That(reader.ReadArrayHeader(), Is.EqualTo(count));
        for (int i = 0; i < count; i++)
            reader.ReadInt64();
        Assert.That(reader.NextType, Is.EqualTo(MessagePackType.Map));
        reader.Skip();
        Assert.That(reader.IsAtEnd);
    }

    [Test]
    public void Floats_nil_and_booleans_come_back()
    {
        MessagePackWriter writer = new();
        writer.Write(Math.PI);
        writer.Write(1.5f);
        writer.Write(double.NaN);
        writer.WriteNil();
        writer.Write(true);
        writer.Write(false);
        MessagePackReader reader = new(writer.Written);
        Assert.That(reader.ReadDouble(), Is.EqualTo(Math.PI));
        Assert.That(reader.ReadDouble(), Is.EqualTo(1.5));
        Assert.That(reader.ReadDouble(), Is.NaN);
        Assert.That(reader.TryReadNil());
        Assert.That(reader.ReadBoolean(), Is.True);
        Assert.That(reader.ReadBoolean(), Is.False);
    }

    [TestCase(0L, 0u, 6)]
    [TestCase(4294967295L, 0u, 6)]
    [TestCase(1L, 1u, 10)]
    [TestCase(17179869183L, 999_999_999u, 10)]
    [TestCase(17179869184L, 5u, 15)]
    [TestCase(-1L, 0u, 15)]
    public void Timestamps_take_the_shortest_of_three_forms_and_come_back(long seconds, uint nanoseconds, int lengthBytes)
    {
        MessagePackWriter writer = new();
        writer.WriteTimestamp(seconds, nanoseconds);
        Assert.That(writer.Written.Length, Is.EqualTo(lengthBytes));
        Assert.That(new MessagePackReader(writer.Written).ReadTimestamp(), Is.EqualTo((seconds, nanoseconds)));
    }

    [Test]
    public void A_value_of_another_family_is_refused_with_its_position()
    {
        MessagePackWriter writer = new();
        writer.Write(1L);
        writer.Write("text");
        byte[] bytes = writer.ToArray();
        MessagePackFormatException? failure = Assert.Throws<MessagePackFormatException>(() =>
        {
            MessagePackReader reader = new(bytes);
            reader.ReadInt64();
            reader.ReadInt64();
        });
        Assert.That(failure!.Message, Is.EqualTo("MessagePack at byte 1: Integer was expected, String found."));
    }

    [Test]
    public void Random_bytes_never_do_more_than_raise_a_format_error([Values(1, 2, 3)] int seed)
    {
        Random random = new(seed);
        TestContext.Out.WriteLine($"seed {seed}");
        for (int round = 0; round < 20_000; round++)
        {
            byte[] bytes = new byte[random.Next(40)];
            random.NextBytes(bytes);
            try
            {
                MessagePackReader reader = new(bytes);
                while (!reader.IsAtEnd)
                    reader.Skip();
            }
            catch (MessagePackFormatException)
            {
                // What malformed input is for.
            }
        }
    }

    private static int LengthOf(long value)
    {
        MessagePackWriter writer = new();
        writer.Write(value);
        return writer.Written.Length;
    }
}
