using System.Text.Json;

namespace EndToEnd.Collections;

/// <summary>maglev gc, as an operator uses it.</summary>
public sealed class CollectionCommandTests : StoneFixture
{
    private const string Garbage = "Maglev.root[:g] = (1..5000).map { |i| [i] }; Maglev.commit; Maglev.root.delete(:g); Maglev.commit";

    [Test]
    public void Start_waits_and_tells_what_came_of_it()
    {
        Assert.That(Ruby("-e", Garbage).ExitStatus, Is.Zero);
        CommandResult counted = Gc("start", "--count", "--wait");
        Assert.That(counted.Output, Does.Match(@"^collection \d+ \(count\) done: \d+ objects reached, 50\d\d dead, 0 moved"), counted.ToString());
        CommandResult full = Gc("start", "--wait", "--json");
        Assert.That(full.ExitStatus, Is.Zero, full.ToString());
        JsonElement run = JsonDocument.Parse(full.Output.Trim().Split('\n')[^1]).RootElement;
        Assert.That(run.GetProperty("outcome").GetString(), Is.EqualTo("done"));
        Assert.That(run.GetProperty("dead_objects").GetInt64(), Is.InRange(5000, 5100));
        Assert.That(run.GetProperty("removed_objects").GetInt64(), Is.EqualTo(run.GetProperty("dead_objects").GetInt64()));
        Assert.That(run.GetProperty("reclaimed_pages").GetInt64(), Is.GreaterThanOrEqualTo(0));
        Assert.That(run.GetProperty("seconds").GetDouble(), Is.GreaterThan(0));
        Assert.That(run.GetProperty("phases").EnumerateObject().Select(phase => phase.Name), Is.SupersetOf(new[] { "mark", "vote", "sweep", "remove", "reclaim" }));
        Assert.That(Gc("start", "--count", "--wait").Output, Does.Contain(" 0 dead"));
        CommandResult status = Gc("status");
        Assert.That(status.Output, Does.Match("(?s)collection +none goes on\n.*dead +0 objects.*full +never by itself.*epoch +.*\\(full\\) done: .*\\(count\\) done"), status.ToString());
    }

    [Test]
    public void A_schedule_lasts_through_a_restart()
    {
        Assert.That(Gc("schedule", "--full", "90", "--at", "03:30", "--epoch-every=0").Output, Does.Match("full +every 90 minutes and at 03:30\n").And.Match("epoch +never by itself"));
        Assert.That(Maglev("restart").ExitStatus, Is.Zero);
        Assert.That(Gc("status").Output, Does.Match("full +every 90 minutes and at 03:30\n").And.Match("epoch +never by itself"));
        Assert.That(Gc("schedule", "--at", "off", "--full=0").Output, Does.Match("full +never by itself"));
    }

    [TestCase("gc start: unknown option '--fast'", "start", "--fast")]
    [TestCase("gc schedule: option --at needs a value", "schedule", "--at")]
    [TestCase("525601 minutes is no interval; 0 to 525600 are", "schedule", "--full", "525601")]
    [TestCase("1000000 minutes is no interval; 0 to 525600 are", "schedule", "--epoch-every", "1000000")]
    [TestCase("\"25:00\" is no time of day such as 03:30", "schedule", "--at", "25:00")]
    public void Bad_options_are_named(string message, params string[] arguments)
    {
        CommandResult result = Gc(arguments);
        Assert.That((result.ExitStatus, result.Errors.Trim().Split('\n').Length), Is.EqualTo((1, 1)), result.ToString());
        Assert.That(result.Errors, Does.Contain(message));
    }

    [Test]
    public void A_stone_that_does_not_run_is_named()
    {
        CommandResult result = Installation.Run(Installation.Script("maglev"), ["gc", "start", "nobody"]);
        Assert.That((result.ExitStatus, result.Errors), Is.EqualTo((1, $"maglev gc start: there is no stone 'nobody' in {Installation.Home}\n")));
    }

    private CommandResult Gc(params string[] arguments) => Maglev("gc", [arguments[0], Stone, .. arguments[1..]]);

    private CommandResult Maglev(string command, params string[] arguments) =>
        Installation.Run(Installation.Script("maglev"), arguments.Length == 0 ? [command, Stone] : [command, .. arguments]);
}
