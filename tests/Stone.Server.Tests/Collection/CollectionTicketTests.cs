using Stone.Server.Collection;

namespace Stone.Server.Tests.Collection;

/// <summary>What is told of a collection.</summary>
public sealed class CollectionTicketTests
{
    [Test]
    public void It_is_told_of_while_it_goes_on()
    {
        CollectionTicket ticket = new(1, CollectionKind.Full);
        ticket.Begin(1);
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
}
