using System.Text;
using Shared.ObjectFormat.MessagePack;

namespace Shared.ObjectFormat.Tests.MessagePack;

[TestFixture]
public sealed class ForeignMessagePackTests
{
    private const string Module = "msgpack";
    private const string Package = "python3-msgpack";

    [Test]
    public void Pythons_msgpack_reads_what_ours_wrote()
    {
        MessagePackWriter writer = new();
        writer.WriteMapHeader(8);
        writer.Write("integers");
        writer.WriteArrayHeader(5);
        writer.Write(-1L);
        writer.Write(300L);
        writer.Write(long.MinValue);
        writer.Write(ulong.MaxValue);
        writer.Write(-129L);
        writer.Write("float");
        writer.Write(2.5);
        writer.Write("nil");
        writer.WriteNil();
        writer.Write("truth");
        writer.Write(true);
        writer.Write("text");
        writer.Write("grün" + new string('x', 300));
        writer.Write("bytes");
        writer.WriteBinary([0, 255, 128]);
        writer.Write("extension");
        writer.WriteExtension(5, [1, 2, 3, 4]);
        writer.Write("time");
        writer.WriteTimestamp(1_700_000_000, 5);
        const string program = """
            import sys, msgpack
            v = msgpack.unpackb(sys.stdin.buffer.read(), raw=False)
            assert v['integers'] == [-1, 300, -2**63, 2**64-1, -129], v
            assert v['float'] == 2.5 and v['nil'] is None and v['truth'] is True, v
            assert v['text'] == 'grün' + 'x' * 300 and v['bytes'] == b'\x00\xff\x80', v
            assert v['extension'] == msgpack.ExtType(5, b'\x01\x02\x03\x04'), v
            assert v['time'].seconds == 1700000000 and v['time'].nanoseconds == 5, v
            print('read')
            """;
        byte[] output = DebianPython.Run(Module, Package, program, writer.ToArray());
        Assert.That(Encoding.UTF8.GetString(output).Trim(), Is.EqualTo("read"));
    }

    [Test]
    public void Ours_reads_what_pythons_msgpack_wrote()
    {
        const string program = """
            import sys, msgpack
            sys.stdout.buffer.write(msgpack.packb([
                -1, 300, -2**63, 2**64-1, 2.5, None, False, 'grün', b'\x00\xff', list(range(20)), {'a': 1},
                msgpack.ExtType(5, b'12345'), msgpack.Timestamp(1700000000, 7)]))
            """;
        MessagePackReader reader = new(DebianPython.Run(Module, Package, program, []));
        Assert.That(reader.ReadArrayHeader(), Is.EqualTo(13));
        Assert.That(reader.ReadInt64(), Is.EqualTo(-1));
        Assert.That(reader.ReadInt32(), Is.EqualTo(300));
        Assert.That(reader.ReadInt64(), Is.EqualTo(long.MinValue));
        Assert.That(reader.ReadUInt64(), Is.EqualTo(ulong.MaxValue));
        Assert.That(reader.ReadDouble(), Is.EqualTo(2.5));
        Assert.That(reader.TryReadNil());
        Assert.That(reader.ReadBoolean(), Is.False);
        Assert.That(reader.ReadString(), Is.EqualTo("grün"));
        Assert.That(reader.ReadBinary().ToArray(), Is.EqualTo(new byte[] { 0, 255 }));
        Assert.That(reader.ReadArrayHeader(), Is.EqualTo(20));
        for (int i = 0; i < 20; i++)
            Assert.That(reader.ReadInt32(), Is.EqualTo(i));
        Assert.That(reader.ReadMapHeader(), Is.EqualTo(1));
        Assert.That(reader.ReadString(), Is.EqualTo("a"));
        Assert.That(reader.ReadInt32(), Is.EqualTo(1));
        Assert.That(Encoding.ASCII.GetString(reader.ReadExtension(out sbyte type)), Is.EqualTo("12345"));
        Assert.That(type, Is.EqualTo(5));
        Assert.That(reader.ReadTimestamp(), Is.EqualTo((1700000000L, 7u)));
        Assert.That(reader.IsAtEnd);
    }
}
