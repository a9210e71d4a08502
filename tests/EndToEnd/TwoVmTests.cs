namespace EndToEnd;

/// <summary>Two live VMs with warm caches on one stone.</summary>
public sealed class TwoVmTests : StoneFixture
{
    private const string Model = """
        module Loud
          def shout = "none"
        end

        class Speaker
          LIMIT = 1
          @@count = 10
          attr_accessor :name
          def initialize(name) = @name = name
          def greet = "old"
          def limit = LIMIT
          def count = @@count
          def mood = @mood
          def shout = "quiet"
        end

        Maglev::PERSISTENT_ROOT[:speaker] = Speaker.new("a")
        Maglev::PERSISTENT_ROOT[:other] = Speaker.new("b")
        """;

    private const string Ask = "def ask(s) = [s.greet, s.limit, s.count, s.mood, s.shout, (s.extra rescue :none)]";
    private const string Loop = "200.times { $answer = ask($s) }; $answer";

    [OneTimeSetUp]
    public void CommitModel()
    {
        CommandResult result = Ruby("-Mcommit", Write("model.rb", Model));
        Assert.That(result.ExitStatus, Is.Zero, result.ToString());
    }

    [Test]
    public void A_VM_sees_another_ones_commit_only_when_its_view_moves_and_then_all_of_it()
    {
        using LiveVm a = Vm();
        using LiveVm b = Vm();
        a.Eval(Ask);
        a.Eval("$s = Maglev::PERSISTENT_ROOT[:speaker]");
        a.Eval("class Speaker; def mine = :mine; end");
        string before = """["old", 1, 10, nil, "quiet", :none]""";
        Assert.That(a.Eval(Loop), Is.EqualTo(before));

        b.Eval("Maglev.persistent { Speaker.class_eval { def greet = 'new' } }");
        b.Eval("Maglev.persistent { Speaker.send(:remove_const, :LIMIT); Speaker.const_set(:LIMIT, 2) }");
        b.Eval("Maglev.persistent { Speaker.class_variable_set(:@@count, 20) }");
        b.Eval("Maglev.persistent { Object.const_set(:Extra, Module.new { def extra = :extra }); Speaker.include(Extra) }");
        b.Eval("Maglev::PERSISTENT_ROOT[:speaker].instance_variable_set(:@mood, :good)");
        Assert.That(b.Eval("Maglev.commit_transaction"), Is.EqualTo("true"));

        Assert.That(a.Eval(Loop), Is.EqualTo(before));
        a.Eval("Maglev.abort_transaction");
        Assert.That(a.Eval(Loop), Is.EqualTo("""["new", 2, 20, :good, "quiet", :extra]"""));
        Assert.That(a.Eval("$s.mine"), Is.EqualTo(":mine"));
    }

    [Test]
    public void The_later_of_two_commits_of_one_object_fails_names_it_and_keeps_its_changes()
    {
        using LiveVm a = Vm();
        using LiveVm b = Vm();
        a.Eval("$s = Maglev::PERSISTENT_ROOT[:other]; $s.name");
        b.Eval("$s = Maglev::PERSISTENT_ROOT[:other]; $s.name");
        a.Eval("$s.name = 'from a'");
        b.Eval("$s.name = 'from b'");
        Assert.That(a.Eval("Maglev.commit_transaction"), Is.EqualTo("true"));
        Assert.That(b.Eval("Maglev.commit_transaction"), Does.StartWith("!! Maglev::CommitFailedException"));
        Assert.That(b.Eval("$s.name"), Is.EqualTo("\"from b\""));
        Assert.That(b.Eval("(Maglev.commit_transaction rescue $!.transaction_conflicts.values.flatten.any? { |o| o.equal?($s) })"), Is.EqualTo("true"));
        b.Eval("Maglev.abort_transaction");
        Assert.That(b.Eval("$s.name"), Is.EqualTo("\"from a\""));
    }

    [Test]
    public void A_guarded_object_that_another_VM_changed_fails_the_commit()
    {
        using LiveVm a = Vm();
        using LiveVm b = Vm();
        a.Eval("Maglev::PERSISTENT_ROOT[:balances] = [[60], [60]]; Maglev.commit_transaction");
        b.Eval("Maglev.abort_transaction");
        // Write skew: each reads the sum and writes its own part.
        a.Eval("one, two = Maglev::PERSISTENT_ROOT[:balances]; Maglev.guard(two); one[0] = 0 if one[0] + two[0] > 60");
        b.Eval("one, two = Maglev::PERSISTENT_ROOT[:balances]; Maglev.guard(one); two[0] = 0 if one[0] + two[0] > 60");
        Assert.That(a.Eval("Maglev.commit_transaction"), Is.EqualTo("true"));
        Assert.That(b.Eval("Maglev.commit_transaction"), Does.StartWith("!! Maglev::CommitFailedException").And.Contain("read-write conflict"));
        b.Eval("Maglev.abort_transaction");
        Assert.That(b.Eval("Maglev::PERSISTENT_ROOT[:balances]"), Is.EqualTo("[[0], [60]]"));
        // Also without a write of its own, and no longer after the commit.
        b.Eval("Maglev.guard(Maglev::PERSISTENT_ROOT[:balances][0])");
        a.Eval("Maglev::PERSISTENT_ROOT[:balances][0][0] = 1; Maglev.commit_transaction");
        Assert.That(b.Eval("Maglev.commit_transaction"), Does.StartWith("!! Maglev::CommitFailedException"));
        b.Eval("Maglev.abort_transaction");
        a.Eval("Maglev::PERSISTENT_ROOT[:balances][0][0] = 2; Maglev.commit_transaction");
        Assert.That(b.Eval("Maglev.commit_transaction"), Is.EqualTo("true"));
    }

    [Test]
    public void What_was_derived_from_an_object_and_a_change_of_it_conflict_whichever_comes_first()
    {
        using LiveVm a = Vm();
        using LiveVm b = Vm();
        a.Eval("Maglev::PERSISTENT_ROOT[:item] = ['red']; Maglev::PERSISTENT_ROOT[:by_colour] = [{}]; Maglev.commit_transaction");
        b.Eval("Maglev.abort_transaction; $item = Maglev::PERSISTENT_ROOT[:item]");
        a.Eval("item = Maglev.depend_on(Maglev::PERSISTENT_ROOT[:item]); Maglev::PERSISTENT_ROOT[:by_colour][0][item[0]] = item");
        Assert.That(a.Eval("Maglev.commit_transaction"), Is.EqualTo("true"));
        b.Eval("$item[0] = 'blue'");
        Assert.That(b.Eval("Maglev.commit_transaction"), Does.Contain("write-dependency conflict on"));
        b.Eval("Maglev.abort_transaction");
        b.Eval("$item[0] = 'blue'");
        Assert.That(b.Eval("Maglev.commit_transaction"), Is.EqualTo("true"));
    }

    [Test]
    public void Two_additions_to_one_hash_conflict_on_the_hash()
    {
        using LiveVm a = Vm();
        using LiveVm b = Vm();
        a.Eval("Maglev::PERSISTENT_ROOT[:h] = {}; Maglev.commit_transaction");
        b.Eval("Maglev.abort_transaction");
        a.Eval("Maglev::PERSISTENT_ROOT[:h][:a] = 1");
        b.Eval("Maglev::PERSISTENT_ROOT[:h][:b] = 2");
        Assert.That(a.Eval("Maglev.commit_transaction"), Is.EqualTo("true"));
        Assert.That(
            b.Eval("begin; Maglev.commit_transaction; rescue Maglev::CommitFailedException => e; e.transaction_conflicts.values.flatten.any? { |o| o.equal?(Maglev::PERSISTENT_ROOT[:h]) }; end"),
            Is.EqualTo("true"));
        b.Eval("Maglev.abort_transaction");
    }

    [Test]
    public void Different_new_instance_variables_on_two_objects_of_a_class_do_not_conflict()
    {
        using LiveVm a = Vm();
        using LiveVm b = Vm();
        a.Eval("Maglev::PERSISTENT_ROOT[:pair] = [Speaker.new('x'), Speaker.new('y')]; Maglev.commit_transaction");
        b.Eval("Maglev.abort_transaction");
        a.Eval("Maglev::PERSISTENT_ROOT[:pair][0].instance_variable_set(:@left, 1)");
        b.Eval("Maglev::PERSISTENT_ROOT[:pair][1].instance_variable_set(:@right, 2)");
        Assert.That(a.Eval("Maglev.commit_transaction"), Is.EqualTo("true"));
        Assert.That(b.Eval("Maglev.commit_transaction"), Is.EqualTo("true"));
        Assert.That(b.Eval("Maglev::PERSISTENT_ROOT[:pair].map(&:instance_variables).inspect"), Is.EqualTo("\"[[:@name, :@left], [:@name, :@right]]\""));
    }

    [Test]
    public void A_symbol_committed_first_by_two_VMs_is_one_symbol()
    {
        using LiveVm a = Vm();
        using LiveVm b = Vm();
        a.Eval("Maglev::PERSISTENT_ROOT[:sa] = [:brand_new_symbol]");
        a.Eval("Maglev::PERSISTENT_ROOT[:slots] = [[], []]; Maglev.commit_transaction");
        b.Eval("Maglev.abort_transaction");
        a.Eval("Maglev::PERSISTENT_ROOT[:slots][0] << :fresh_symbol");
        b.Eval("Maglev::PERSISTENT_ROOT[:slots][1] << :fresh_symbol");
        Assert.That(a.Eval("Maglev.commit_transaction"), Is.EqualTo("true"));
        Assert.That(b.Eval("Maglev.commit_transaction"), Is.EqualTo("true"));
        Assert.That(b.Eval("x, y = Maglev::PERSISTENT_ROOT[:slots].flatten; x.equal?(y) && x.equal?(:fresh_symbol) && x.object_id == y.object_id"), Is.EqualTo("true"));
    }

    [Test]
    public void Object_ids_and_hashes_stay_over_commit_and_are_the_same_in_every_VM()
    {
        using LiveVm a = Vm();
        using LiveVm b = Vm();
        a.Eval("$o = Speaker.new('id')");
        string before = a.Eval("[$o.object_id, $o.hash, 'text'.hash, :sym.hash, 42.hash, [1, 2].hash]");
        a.Eval("Maglev::PERSISTENT_ROOT[:id] = $o; Maglev.commit_transaction");
        Assert.That(a.Eval("[$o.object_id, $o.hash, 'text'.hash, :sym.hash, 42.hash, [1, 2].hash]"), Is.EqualTo(before));
        b.Eval("Maglev.abort_transaction");
        Assert.That(b.Eval("$o = Maglev::PERSISTENT_ROOT[:id]; [$o.object_id, $o.hash, 'text'.hash, :sym.hash, 42.hash, [1, 2].hash]"), Is.EqualTo(before));
    }
}
