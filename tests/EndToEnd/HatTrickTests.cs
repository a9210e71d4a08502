namespace EndToEnd;

/// <summary>The examples do what they say.</summary>
public sealed class HatTrickTests : StoneFixture
{
    private const string Rabbit = "(\\_/)\n(='.'=)\n";

    [Test]
    [Order(1)]
    public void Without_a_hat_there_is_one_line()
    {
        Assert.That(Example("show_hat_contents").Errors, Is.EqualTo("There is no hat: create_hat.rb makes one.\n"));
        Assert.That(Example("add_rabbit_to_hat").ExitStatus, Is.EqualTo(1));
    }

    [Test]
    [Order(2)]
    public void Three_processes_make_fill_and_show_one_hat()
    {
        Assert.That(Example("create_hat").Output, Is.Empty);
        Assert.That(Example("show_hat_contents").Output, Is.EqualTo("The hat contains 0 rabbits\n"));
        Assert.That(Example("add_rabbit_to_hat").Output, Is.Empty);
        Assert.That(Example("show_hat_contents").Output, Is.EqualTo("The hat contains 1 rabbits\n" + Rabbit));
        Example("add_rabbit_to_hat");
        Assert.That(Example("show_hat_contents").Output, Is.EqualTo("The hat contains 2 rabbits\n" + Rabbit + Rabbit));
    }

    [Test]
    [Order(3)]
    public void Nobody_loses_a_rabbit_when_several_put_one_in_at_once()
    {
        Task.WaitAll([.. Enumerable.Range(0, 3).Select(_ => Task.Run(() => Example("add_rabbit_to_hat")))]);
        Assert.That(Example("show_hat_contents").Output, Does.StartWith("The hat contains 5 rabbits\n"));
    }

    [Test]
    [Order(4)]
    public void Rabbits_that_are_there_learn_what_is_committed_later()
    {
        Assert.That(Ruby("-Mcommit", Path("breed")).ExitStatus, Is.Zero);
        Assert.That(Ruby("-e", "p Maglev::PERSISTENT_ROOT[:hat].first.breed.size").Output, Is.EqualTo("3\n"));
    }

    private CommandResult Example(string name) => Ruby(Path(name));

    private static string Path(string name) =>
        System.IO.Path.Combine(Installation.Checkout, "Kernel.Ruby", "examples", "persistence", "hat_trick", name + ".rb");
}
