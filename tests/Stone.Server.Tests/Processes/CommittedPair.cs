using System.Buffers.Binary;
using Gem.Vm.Session;
using Shared.ObjectFormat.Objects;

namespace Stone.Server.Tests.Processes;

/// <summary>The two objects that each commit of the test gem writes with one value.</summary>
internal static class CommittedPair
{
    /// <summary>The value of both, -1 when they are not there. Fails the test when they are torn.</summary>
    public static unsafe long Read(StoneSession session, ulong id)
    {
        long value = ValueOf(session.Find(id));
        Assert.That(ValueOf(session.Find(id + 1)), Is.EqualTo(value), $"the commit of {id} and {id + 1} is torn");
        return value;
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
