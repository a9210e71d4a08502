using Stone.Server.Collection;

namespace Stone.Server.Tests.Collection;

/// <summary>What is told of a collection.</summary>
public sealed class CollectionTicketTests
{
    [Test]
    public void It_is_told_of_while_it_goes_on()
    {
        CollectionTicket ticket = new(1, CollectionKind.Full);
        ticket.Begin(isRemovalPending: false);
        Task goingOn = Task.Run(() =>
        {
            for (int i = 0; i < 200_000; i++)
            {
                ticket.Note(new CollectionProgress(i % 2 == 0 ? CollectionPhase.Mark : CollectionPhase.Remove, 0, 0, 0, 0, 0, 0, 0));
            }
        });
        while (!goingOn.IsCompleted)
        {
            Assert.That(ticket.Describe().Outcome, Is.Empty);
        }
        goingOn.Wait();
    }

    [Test]
    public void What_attempts_have_done_adds_up()
    {
        CollectionTicket ticket = new(1, CollectionKind.Full);
        ticket.Begin(isRemovalPending: false);
        ticket.Note(new CollectionProgress(CollectionPhase.Mark, 0, 0, 500, 0, 0, 0, 0));
        ticket.NotVoted = [3];
        ticket.Begin(isRemovalPending: false);
        Assert.That((ticket.Progress.Marked, ticket.NotVoted), Is.EqualTo((0L, Array.Empty<int>())), "it is begun anew");
        ticket.Note(new CollectionProgress(CollectionPhase.Sweep, 0, 0, 1000, 950, 0, 0, 0));
        ticket.NoteCondemned(900);
        ticket.PassedOver = [7];
        ticket.Note(new CollectionProgress(CollectionPhase.Remove, 300, 900, 1000, 900, 300, 0, 0));
        ticket.Begin(isRemovalPending: true);
        ticket.Note(new CollectionProgress(CollectionPhase.Remove, 100, 550, 0, 550, 100, 0, 0));
        Assert.That((ticket.Progress.Marked, ticket.Progress.Dead, ticket.Progress.Removed), Is.EqualTo((1000L, 900L, 450L)));
        ticket.Note(new CollectionProgress(CollectionPhase.Reclaim, 1, 9, 0, 550, 550, 30, 4));
        ticket.Begin(isRemovalPending: false);
        ticket.Note(new CollectionProgress(CollectionPhase.Reclaim, 2, 9, 0, 0, 0, 20, 3));
        ticket.End("done");
        Assert.That(ticket.Progress with { Phase = default, Done = 0, Total = 0 }, Is.EqualTo(new CollectionProgress(default, 0, 0, 1000, 900, 900, 50, 7)));
        Assert.That((ticket.Kind, ticket.Attempts, ticket.PassedOver), Is.EqualTo((CollectionKind.Full, 4, new[] { 7 })));
    }
}
