using Gem.Vm.Primitives;
using Gem.Vm.Session;
using Gem.Vm.Values;
using Shared.ObjectFormat.Identity;
using Shared.ObjectFormat.Objects;

namespace Gem.Vm.Tests.Memory;

/// <summary>Large collections that an older program committed as one record are read, and take the new form when they change.</summary>
public sealed class OldRecordTests
{
    private const int Count = 5000;

    private TestStone _stone = null!;

    [SetUp]
    public void StartAStone() => _stone = Machines.NewStone();

    [TearDown]
    public void StopTheStone() => _stone.Dispose();

    [Test]
    public void An_array_of_one_record()
    {
        ulong id = Commit(BodyKind.Array, WellKnownObjects.ArrayClass, Numbers(Count), []);
        VirtualMachine vm = Machines.Start(_stone);
        ArrayObject array = (ArrayObject)vm.Memory.Fault(id).Ref!;
        Assert.That(array.Slot(4321).Bits, Is.EqualTo(4321));
        vm.WillWrite(array);
        array.SlotToWrite(4321) = Value.True;
        vm.Transaction.Commit();
        ArrayObject read = (ArrayObject)Machines.Start(_stone).Memory.Fault(id).Ref!;
        Assert.That((read.IsInChunks, read.Count, read.Slot(4320).Bits, read.Slot(4321).IsTruthy), Is.EqualTo((true, Count, 4320L, true)));
    }

    [Test]
    public void A_hash_of_one_record()
    {
        VirtualMachine vm = Machines.Start(_stone);
        byte[] bytes = new byte[1 + (Count * sizeof(long))];
        for (int i = 0; i < Count; i++)
        {
            BitConverter.TryWriteBytes(bytes.AsSpan(1 + (i * sizeof(long))), HashAccess.HashOf(vm.MainThread, Value.FromInteger(2 * i)));
        }

        ulong id = Commit(BodyKind.Hash, WellKnownObjects.HashClass, [ReferenceWord.Nil, .. Numbers(2 * Count)], bytes);
        vm.Transaction.Abort();
        HashObject hash = (HashObject)vm.Memory.Fault(id).Ref!;
        HashAccess.Set(vm.MainThread, hash, Value.FromInteger(-1), Value.True);
        vm.Transaction.Commit();
        VirtualMachine other = Machines.Start(_stone);
        HashObject read = (HashObject)other.Memory.Fault(id).Ref!;
        Assert.That((read.IsInChunks, read.Count), Is.EqualTo((true, Count + 1)));
        Assert.That(HashAccess.TryGet(other.MainThread, read, Value.FromInteger(8642), out Value value) && value.Bits == 8643);
        Assert.That(HashAccess.TryGet(other.MainThread, read, Value.FromInteger(-1), out value) && value.IsTruthy);
    }

    [Test]
    public void A_string_of_one_record()
    {
        byte[] bytes = [(byte)StringEncoding.Utf8, .. Enumerable.Repeat((byte)'x', 100_000)];
        ulong id = Commit(BodyKind.String, WellKnownObjects.StringClass, [], bytes);
        VirtualMachine vm = Machines.Start(_stone);
        StringObject text = (StringObject)vm.Memory.Fault(id).Ref!;
        vm.WillWrite(text);
        text.Append("y"u8);
        vm.Transaction.Commit();
        StringObject read = (StringObject)Machines.Start(_stone).Memory.Fault(id).Ref!;
        Assert.That((read.IsInChunks, read.Length, read.ByteAt(99_999), read.ByteAt(100_000)), Is.EqualTo((true, 100_001, (byte)'x', (byte)'y')));
    }

    private static ReferenceWord[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(i => ReferenceWord.FromFixnum(i))];

    private ulong Commit(BodyKind kind, ulong classId, ReadOnlySpan<ReferenceWord> references, ReadOnlySpan<byte> bytes)
    {
        StoneSession session = _stone.ConnectPlainly();
        ulong id = session.LeaseObjectIds(1);
        byte[] record = new byte[ObjectRecord.SizeBytes((uint)references.Length, (uint)bytes.Length)];
        ObjectRecord.Write(record, new RecordHeader { ObjectId = id, ClassId = classId, Format = (byte)kind }, references, bytes);
        session.Stage(record);
        Assert.That(session.Commit().Outcome, Is.EqualTo(CommitOutcome.Committed));
        return id;
    }
}
