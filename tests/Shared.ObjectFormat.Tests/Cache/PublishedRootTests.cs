using Shared.ObjectFormat.Cache;

namespace Shared.ObjectFormat.Tests.Cache;

/// <summary>The published root is read whole.</summary>
public sealed unsafe class PublishedRootTests
{
    [Test]
    public void A_reader_never_sees_half_a_write()
    {
        PublishedRoot page = default;
        PublishedRoot* shared = &page;
        PublishedRoot.Initialize(shared, 77);
        PublishedRoot.Write(shared, new PublishedState(1, 1, 1, 1));
        nint address = (nint)shared;
        using var stop = new CancellationTokenSource();
        Task writer = Task.Run(() =>
        {
            for (ulong value = 2; !stop.IsCancellationRequested; value++)
            {
                PublishedRoot.Write((PublishedRoot*)address, new PublishedState(value, value, (int)value, value));
            }
        });
        bool whole = true;
        ulong last = 0;
        for (int round = 0; round < 200_000 && whole; round++)
        {
            if (!PublishedRoot.TryRead(shared, out PublishedState state))
            {
                // On one core the writer may be stopped in the middle of a write for all of the reader's tries.
                continue;
            }

            whole = state.RootFrame == state.CommitId && state.Depth == (int)state.CommitId && state.Horizon == state.CommitId && state.CommitId >= last;
            last = state.CommitId;
        }
        stop.Cancel();
        writer.Wait();
        Assert.That(whole, Is.True, $"torn at commit {last}");
        Assert.That(PublishedRoot.RepositoryId(shared), Is.EqualTo(77UL));
    }
}
