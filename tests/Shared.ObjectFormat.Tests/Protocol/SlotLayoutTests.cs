using System.Runtime.InteropServices;
using Shared.ObjectFormat.MessagePack;
using Shared.ObjectFormat.Protocol;

namespace Shared.ObjectFormat.Tests.Protocol;

[TestFixture]
public sealed unsafe class SlotLayoutTests
{
    [Test]
    public void Structures_have_the_sizes_and_places_that_are_drawn()
    {
        Assert.Multiple(() =>
        {
            Assert.That(sizeof(SlotHeader), Is.EqualTo(SlotHeader.SizeBytes));
            Assert.That(sizeof(SlotConflict), Is.EqualTo(SlotConflict.SizeBytes));
            Assert.That(OffsetOf(nameof(SlotHeader.RequestSequence)), Is.EqualTo(64));
            Assert.That(OffsetOf(nameof(SlotHeader.ReplySequence)), Is.EqualTo(128));
            Assert.That(OffsetOf(nameof(SlotHeader.GemSleeps)), Is.EqualTo(192));
            Assert.That(OffsetOf(nameof(SlotHeader.State)), Is.EqualTo(256));
            Assert.That(SlotHeader.SizeBytes, Is.LessThanOrEqualTo(SlotHeader.TextOffset));
            Assert.That(SlotHeader.SlotBytes, Is.EqualTo(4096 + (2 << 20)));
        });
    }

    [Test]
    public void Login_messages_come_back_and_unknown_keys_are_passed_over()
    {
        MessagePackWriter writer = new();
        writer.WriteMapHeader(2);
        writer.Write("future");
        writer.WriteArrayHeader(1);
        writer.Write(1L);
        writer.Write("version");
        writer.Write(3L);
        Assert.That(LoginRequest.Read(writer.Written).Version, Is.EqualTo(3));

        LoginReply reply = new()
        {
            SessionId = 3,
            Generation = ulong.MaxValue,
            RepositoryId = 5,
            HashSeed = 6,
            StoneProcessId = 7,
            ExtentPaths = ["/a"],
            ExtentLimitBytes = 1L << 36,
            ViewCommitId = 8,
            ViewRootFrame = 9,
            ViewDepth = 3,
            RequestSeries = 10,
            MemoryPaths = ["/m", "/n", "/o"],
        };
        writer.Clear();
        reply.WriteTo(writer);
        LoginReply read = LoginReply.Read(writer.Written);
        Assert.That(read.ExtentPaths, Is.EqualTo(reply.ExtentPaths));
        Assert.That(read.MemoryPaths, Is.EqualTo(reply.MemoryPaths));
        Assert.That(read with { ExtentPaths = reply.ExtentPaths, MemoryPaths = reply.MemoryPaths }, Is.EqualTo(reply));
    }

    private static int OffsetOf(string field) => (int)Marshal.OffsetOf<SlotHeader>(field);
}
