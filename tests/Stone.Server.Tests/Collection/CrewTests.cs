using Stone.Server.Collector;

namespace Stone.Server.Tests.Collection;

/// <summary>Threads that work side by side end together.</summary>
public sealed class CrewTests
{
    [Test]
    public void All_end_when_it_is_not_to_go_on()
    {
        int asked = 0;
        int ended = 0;
        bool isWhole = Crew.Run(3, "test", () => ++asked < 10, goesOn =>
        {
            while (goesOn())
            {
                Thread.Sleep(1);
            }
            Interlocked.Increment(ref ended);
        });
        Assert.That((isWhole, ended, asked), Is.EqualTo((false, 3, 10)));
    }

    [Test]
    public void What_one_throws_is_thrown_when_all_have_ended([Values] bool byTheFirst)
    {
        int ended = 0;
        int number = 0;
        int caller = Environment.CurrentManagedThreadId;
        IOException? thrown = Assert.Throws<IOException>(() => Crew.Run(3, "test", () => true, goesOn =>
        {
            bool isOfFirst = Environment.CurrentManagedThreadId == caller;
            bool throws = byTheFirst ? isOfFirst : !isOfFirst && Interlocked.Increment(ref number) == 1;
            Thread.Sleep(5);
            if (throws)
            {
                throw new IOException("the stone is gone");
            }
            while (goesOn())
            {
                Thread.Sleep(1);
            }
            Interlocked.Increment(ref ended);
        }));
        Assert.That((thrown!.Message, ended), Is.EqualTo(("the stone is gone", 2)));
    }
}
