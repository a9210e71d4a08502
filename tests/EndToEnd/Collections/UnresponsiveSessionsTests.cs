using System.Diagnostics;
using System.Text.Json;
using EndToEnd.Faults;

namespace EndToEnd.Collections;

/// <summary>
/// Sessions that do not answer keep nobody from collecting, and afterwards go on or get an error that says why. VOTE_SECONDS sets how long they
/// are waited for, GARBAGE how many leaves with their texts are collected: with 5 and a million what the run prints tells what waiting costs.
/// </summary>
public sealed class UnresponsiveSessionsTests
{
    private const string Prepare = """
        Maglev.persistent { class Leaf; attr_accessor :text, :next; def initialize(text, nxt) = (@text, @next = text, nxt); end }
        Maglev.root[:shared] = Leaf.new('shared', nil)
        Maglev.root[:doomed] = (1..50).inject(nil) { |leaf, i| Leaf.new("doomed #{i}", leaf) }
        Maglev.root[:named] = (1..50).inject(nil) { |leaf, i| Leaf.new("named #{i}", leaf) }
        Maglev.commit
        """;

    private static readonly int VoteSeconds = RunSetting.Of("VOTE_SECONDS") ?? 2;
    private static readonly int Garbage = RunSetting.Of("GARBAGE") ?? 60_000;

    private static readonly string MakeGarbage = $$"""
        Maglev.root[:garbage] = (1..{{Garbage}}).map { |i| Leaf.new("garbage #{i}", nil) }
        Maglev.commit
        Maglev.root.delete(:garbage)
        Maglev.commit
        """;

    [Test]
    public void Idle_stopped_and_busy_sessions_are_passed_over_and_go_on_correctly()
    {
        using LiveStone stone = new($"STN_GC_VOTE_LIMIT = {VoteSeconds};\n");
        stone.Start();
        Assert.That(stone.Ruby("-e", Prepare).ExitStatus, Is.Zero);
        Assert.That(stone.Ruby("-e", MakeGarbage).ExitStatus, Is.Zero);
        JsonElement alone = Collect(stone);
        using LiveVm idle = stone.Vm();
        using LiveVm stopped = stone.Vm();
        using LiveVm busy = stone.Vm();
        foreach ((LiveVm vm, string list) in ((LiveVm, string)[])[(idle, "named"), (stopped, "doomed"), (busy, "doomed")])
        {
            Assert.That(vm.Eval($"$list = Maglev.root[:{list}]; $shared = Maglev.root[:shared]; $list.next.text"), Is.EqualTo($"\"{list} 49\""));
        }

        // A collection in which the idle one names what it holds, in a view that is old by then; the next one asks again.
        Assert.That(stone.Ruby("-e", MakeGarbage).ExitStatus, Is.Zero);
        Assert.That(Collect(stone).GetProperty("passed_over").GetArrayLength(), Is.EqualTo(3));
        Assert.That(stone.Ruby("-e", "Maglev.root.delete(:doomed); Maglev.root.delete(:named); Maglev.commit").ExitStatus, Is.Zero);
        Assert.That(stone.Ruby("-e", MakeGarbage).ExitStatus, Is.Zero);
        // From here on the idle one is in a view older than the garbage, and has read in it.
        ProcessSignals.Stop(stopped.Process);
        busy.Send("$power = (3 ** 40_000_000).bit_length");
        JsonElement beside = Collect(stone);
        TestContext.Out.WriteLine($"alone {Seconds(alone):F2} s, beside them {Seconds(beside):F2} s with a vote limit of {VoteSeconds} s");
        long dead = alone.GetProperty("dead_objects").GetInt64();
        Assert.That(beside.GetProperty("dead_objects").GetInt64(), Is.EqualTo(dead + 100).Within(5), "the garbage, and fifty leaves with their texts that only who names nothing holds");
        Assert.That(beside.GetProperty("passed_over").GetArrayLength(), Is.EqualTo(3));
        ProcessSignals.Continue(stopped.Process);
        busy.Receive();
        AssertGoesOn(stopped);
        AssertGoesOn(busy);
        Assert.That(idle.Eval("leaf = $list; n = 0; (n += leaf.text.size; leaf = leaf.next) while leaf; n"), Is.EqualTo("391"), "the view from before");
        Assert.That(idle.Eval("Maglev.continue_transaction; $shared.next = $list; Maglev.commit"), Is.EqualTo("true"), "what it has named is there for all");
        Assert.That(stone.Ruby("-e", "leaf = Maglev.root[:shared].next; n = 0; (n += 1; leaf = leaf.next) while leaf; puts n").Output, Is.EqualTo("50\n"));

        Assert.That(stone.Command("stop").ExitStatus, Is.Zero);
        stone.WaitForEnd();
        foreach (string audit in (string[])["pageaudit", "objectaudit"])
        {
            CommandResult result = stone.Command(audit);
            Assert.That(result.ExitStatus, Is.Zero, result.ToString());
        }
    }

    /// <summary>Its old view is whole; what was collected cannot be committed any more, which is told by name; everything else goes on.</summary>
    private static void AssertGoesOn(LiveVm vm)
    {
        Assert.That(vm.Eval("leaf = $list; n = 0; (n += 1; leaf = leaf.next) while leaf; n"), Is.EqualTo("50"), "the view from before");
        Assert.That(vm.Eval("$shared.next = $list; begin; Maglev.commit; rescue Maglev::CommitFailedException; $!.transaction_conflicts.keys; end"),
            Is.EqualTo("[:reference_to_collected]"));
        Assert.That(vm.Eval("Maglev.abort; $shared.next"), Is.EqualTo("nil"));
        Assert.That(vm.Eval("$list.text"), Is.EqualTo("\"doomed 50\""), "what is in memory stays");
        Assert.That(vm.Eval("$shared.text << '!'; Maglev.commit"), Is.EqualTo("true"));
    }

    private static JsonElement Collect(LiveStone stone)
    {
        CommandResult result = stone.Command("gc", "start", "--wait", "--json");
        Assert.That(result.ExitStatus, Is.Zero, result + stone.Log);
        return JsonDocument.Parse(result.Output).RootElement;
    }

    private static double Seconds(JsonElement run) => run.GetProperty("seconds").GetDouble();
}
