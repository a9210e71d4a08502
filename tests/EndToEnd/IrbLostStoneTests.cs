namespace EndToEnd;

/// <summary>A session whose stone ends.</summary>
public sealed class IrbLostStoneTests : IrbFixture
{
    [Test]
    public void A_lost_stone_is_told_in_one_line_and_the_session_goes_on()
    {
        using PseudoTerminal irb = Irb();
        irb.Enter("Maglev::PERSISTENT_ROOT[:lost] = 1", "maglev(main)+:002:0>");
        Installation.Run(Installation.Script("maglev"), ["stop", Stone]);
        irb.Enter("Maglev.commit_transaction", "maglev(main)+:003:0>");
        string[] said = [.. irb.AllLines.SkipWhile(line => !line.EndsWith("commit_transaction", StringComparison.Ordinal)).Skip(1).SkipLast(1)];
        Assert.That(string.Concat(said), Does.Contain("the stone has ended this session").And.Not.Contain("   at "));
        Assert.That(said, Has.Length.LessThanOrEqualTo(2), irb.Screen);
        irb.Enter("1 + 1", "maglev(main)+:004:0>");
        Assert.That(irb.Screen, Does.Contain("=> 2"));
        irb.Type("\x04");
        irb.WaitForExit();
    }
}
