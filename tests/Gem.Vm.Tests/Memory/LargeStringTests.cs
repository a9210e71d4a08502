using Gem.Vm.Values;

namespace Gem.Vm.Tests.Memory;

/// <summary>What large strings cost: records and bytes of a commit, records read.</summary>
public sealed class LargeStringTests : LargeCollectionFixture
{
    [Test]
    public void Writing_a_byte_and_appending_write_one_chunk_and_the_head()
    {
        StringObject text = Committed(Vm);
        Vm.WillWrite(text);
        text.SetByte(500_000, (byte)'!');
        Vm.Transaction.Commit();
        Assert.That(Stone.RecordsOfLastCommit, Is.EqualTo(2));
        Assert.That(Stone.BytesOfLastCommit, Is.LessThan(2500));
        Vm.WillWrite(text);
        text.Append("more"u8);
        Vm.Transaction.Commit();
        Assert.That(Stone.RecordsOfLastCommit, Is.EqualTo(2));
        Vm.WillWrite(text);
        text.OwnBytes(text.Length)[7] = (byte)'?';
        Vm.Transaction.Commit();
        Assert.That(Stone.RecordsOfLastCommit, Is.EqualTo(2), "through the whole store");
        byte[] read = ((StringObject)Machines.Start(Stone).At("large").Ref!).Span.ToArray();
        Assert.That(read, Has.Length.EqualTo(Million + 4));
        Assert.That((read[7], read[500_000], read[500_001], read[^1]), Is.EqualTo(((byte)'?', (byte)'!', (byte)'x', (byte)'e')));
    }

    [Test]
    public void Reading_one_byte_reads_one_path()
    {
        Committed(Vm);
        StringObject text = (StringObject)Machines.Start(Stone).At("large").Ref!;
        int before = Stone.RecordsRead;
        Assert.That(text.ByteAt(777_777), Is.EqualTo((byte)'x'));
        Assert.That(Stone.RecordsRead - before, Is.EqualTo(3), "root, branch, chunk");
    }

    private static StringObject Committed(VirtualMachine vm)
    {
        byte[] bytes = new byte[Million];
        bytes.AsSpan().Fill((byte)'x');
        StringObject text = vm.NewString(bytes, Million, StringEncoding.Utf8);
        vm.Put("large", text);
        vm.Transaction.Commit();
        return text;
    }
}
