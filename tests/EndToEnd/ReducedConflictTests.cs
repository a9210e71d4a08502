using System.Diagnostics;

namespace EndToEnd;

/// <summary>Many processes write the same objects of reduced conflict at once: no program sees a conflict, and nothing is lost or doubled.</summary>
public sealed class ReducedConflictTests : StoneFixture
{
    /// <summary>Processes; the long form of the test, by hand, has 16 and takes minutes.</summary>
    private static int Gems => RunSetting.Of("RC_GEMS") ?? 6;

    private static int Seconds => RunSetting.Of("RC_SECONDS") ?? 6;

    private const string Setup = """
        Maglev.persistent do
          class Entry
            attr_accessor :gem, :step
            def initialize(gem, step)
              @gem = gem
              @step = step
            end
          end
        end
        Maglev.root[:rc] = { counter: RCCounter.new, queue: RCQueue.new, hash: RCHash.new(0), progress: RCHash.new(0), bag: RCIdentityBag.new, taken: RCQueue.new, set: RCIdentitySet.new }
        Maglev.root[:rc][:set].create_equality_index('@step', Integer).create_identity_index('@gem')
        Maglev.commit
        """;

    /// <summary>
    /// Counts, adds to the queue and updates the hash; the first of them also removes from the queue. Writes what each transaction saw,
    /// and prints what all did.
    /// </summary>
    private const string Gem = """
        number, seconds, gems = ARGV.map(&:to_f)
        seen = File.open(ARGV[3], 'w')
        rc = Maglev.root[:rc]
        random = Random.new(number.to_i)
        done = counted = 0
        taken = []
        former = nil
        finish = Process.clock_gettime(Process::CLOCK_MONOTONIC) + seconds
        while Process.clock_gettime(Process::CLOCK_MONOTONIC) < finish
          amount = random.rand(-3..5)
          view = Maglev::System.session(Maglev::System.session_id).view_commit_id
          progress = Array.new(gems) { |gem| rc[:progress][gem] }
          seen.puts [number.to_i, view, rc[:counter].value, rc[:bag].size, *progress, amount].join(' ')
          rc[:progress][number.to_i] = done + 1
          rc[:counter].increment_by(amount)
          rc[:queue].add([number.to_i, done])
          rc[:hash].update(random.rand(20)) { |n| n + 1 }
          rc[:hash][[number, done]] = true
          rc[:bag] << done
          rc[:set] << (latest = Entry.new(number.to_i, done))
          rc[:set].delete(former) if former && done % 5 == 0
          former&.step = -done if done % 5 == 1
          former = latest
          removed = number.zero? ? Array.new(3) { rc[:queue].remove }.compact : []
          Maglev.commit
          counted += amount
          taken.concat(removed)
          done += 1
        end
        seen.close
        puts [number.to_i, done, counted, taken.inspect].join("\t")
        """;

    private const string Result = """
        rc = Maglev.root[:rc]
        puts [rc[:counter].value, rc[:queue].to_a.inspect, (0...20).sum { |key| rc[:hash][key] }, rc[:hash].count { |key, _| Array === key }, rc[:bag].size].join("\t")
        by_gem, by_step = rc[:set].group_by(&:gem), rc[:set].group_by(&:step)
        found = by_gem.all? { |gem, entries| rc[:set].search('@gem', :equal, gem) == IdentitySet.new(entries) } &&
          by_step.all? { |step, entries| rc[:set].search('@step', :eql, step) == IdentitySet.new(entries) } &&
          rc[:set].search('@step', :lt, 0).size == rc[:set].count { |entry| entry.step < 0 }
        puts found ? "indexed" : "index and set differ", rc[:set].explain('@step', :lt, 0), rc[:set].size, by_gem.size
        """;

    private const int Rounds = 150;

    /// <summary>Transactions in Smalltalk; prints how many were refused.</summary>
    private static readonly string ManyRounds = $$"""
        login
        run
        | many refused |
        many := UserGlobals at: #Many.
        refused := 0.
        1 to: {{Rounds}} do: [:i |
            (many at: 1) incrementBy: i.
            (many at: 2) add: i.
            (many at: 3) at: i default: 0 update: [:n | n + 1].
            (many at: 3) at: System session * 1000 + i put: i.
            (many at: 4) add: #here.
            (many at: 5) add: i.
            System commitTransaction ifFalse: [refused := refused + 1. System abortTransaction]].
        refused
        %
        exit

        """;

    [Test]
    public void Nothing_is_lost_or_doubled_and_no_commit_fails()
    {
        Assert.That(Ruby("-e", Setup).ExitStatus, Is.Zero);
        string program = Write("gem.rb", Gem);
        Process[] running = [.. Enumerable.Range(0, Gems).Select(number => Installation.Start(
            Installation.Script("maglev-ruby"), ["--stone", Stone, program, $"{number}", $"{Seconds}", $"{Gems}", $"seen{number}"], null, Folder))];
        List<string[]> told = [];
        foreach (Process process in running)
        {
            using (process)
            {
                string output = process.StandardOutput.ReadToEnd();
                string errors = process.StandardError.ReadToEnd();
                process.WaitForExit();
                Assert.That((errors, process.ExitCode), Is.EqualTo(("", 0)));
                told.Add(output.TrimEnd('\n').Split('\t'));
            }
        }

        string[] results = Ruby("-e", Result).Output.Split('\n');
        string[] result = results[0].Split('\t');
        int done = told.Sum(gem => int.Parse(gem[1], System.Globalization.CultureInfo.InvariantCulture));
        int counted = told.Sum(gem => int.Parse(gem[2], System.Globalization.CultureInfo.InvariantCulture));
        string[] expected = [.. told.SelectMany(gem => Enumerable.Range(0, int.Parse(gem[1], System.Globalization.CultureInfo.InvariantCulture)).Select(number => $"{gem[0]}, {number}"))];
        string[] elements = [.. ElementsOf(told.Single(gem => gem[0] == "0")[3]), .. ElementsOf(result[1])];
        TestContext.Out.WriteLine($"{Gems} gems, {done} transactions each of five operations on shared objects");
        Assert.That(result[0], Is.EqualTo($"{counted}"), "the counter's sum");
        Assert.That(elements, Is.EquivalentTo(expected), "elements taken from the queue and left in it");
        Assert.That((result[2], result[3], result[4]), Is.EqualTo(($"{done}", $"{done}", $"{done}")), "updates and entries of the hash, and the bag");
        int removed = told.Sum(gem => (int.Parse(gem[1], System.Globalization.CultureInfo.InvariantCulture) - 1) / 5);
        Assert.That(results[1..5], Is.EqualTo(new[] { "indexed", "equality index on @step (Integer): @step < 0", $"{done - removed}", $"{Gems}" }), "the indexed set");
        SnapshotHistory history = new();
        foreach (int gem in Enumerable.Range(0, Gems))
        {
            history.Add(File.ReadLines(Path.Combine(Folder, $"seen{gem}")));
        }

        Assert.That((history.Contradictions().Take(5), history.Count), Is.EqualTo((Array.Empty<string>(), done)), "what the processes saw");
        foreach (string gem in told.Select(gem => gem[0]))
        {
            string[] ofGem = [.. elements.Where(element => element.StartsWith(gem + ", ", StringComparison.Ordinal))];
            Assert.That(ofGem, Is.EqualTo(expected.Where(element => element.StartsWith(gem + ", ", StringComparison.Ordinal))), "each producer's order");
        }
    }

    [Test]
    public void Processes_of_both_languages_write_at_once_and_sums_are_exact()
    {
        Dictionary<string, string> environment = new() { ["STONENAME"] = Stone };
        CommandResult made = Installation.Run(Installation.Script("topaz"), [], """
            login
            run
            UserGlobals at: #Many put: { RcCounter new. RcQueue new. RcKeyValueDictionary new. RcIdentityBag new. RcIdentitySet new }
            %
            commit
            exit
            """, environment);
        Assert.That(made.Output, Does.Contain("Successful commit"), made.ToString());
        Process[] topazes = [.. Enumerable.Range(1, 3).Select(_ => Installation.Start(Installation.Script("topaz"), [], environment))];
        foreach (Process topaz in topazes)
        {
            topaz.StandardInput.Write(ManyRounds);
            topaz.StandardInput.Close();
        }

        CommandResult ruby = Ruby("-e", $$"""
            many = __resolve_smalltalk_global(:Many)
            1.upto({{Rounds}}) do |i|
              many[0].increment_by(i)
              many[1].add(i)
              many[2].update(i, 0) { |n| n + 1 }
              many[3].add(:here)
              many[4].add(i)
              Maglev.commit
            end
            """);
        Assert.That((ruby.ExitStatus, ruby.Errors), Is.EqualTo((0, "")));
        foreach (Process topaz in topazes)
        {
            using (topaz)
            {
                string output = topaz.StandardOutput.ReadToEnd();
                topaz.WaitForExit();
                Assert.That(output.TrimEnd().Split('\n')[^1], Is.EqualTo("0"), output);
            }
        }

        CommandResult sums = Installation.Run(Installation.Script("topaz"), [], $$"""
            login
            run
            | many |
            many := UserGlobals at: #Many.
            { (many at: 1) value. (many at: 2) size. (many at: 2) sum. ((1 to: {{Rounds}}) collect: [:i | (many at: 3) at: i]) asSet. (many at: 3) size. (many at: 4) size. (many at: 5) size }
            %
            exit
            """, environment);
        int sum = 4 * Rounds * (Rounds + 1) / 2;
        Assert.That(sums.Output, Does.Contain($"an Array( {sum}, {4 * Rounds}, {sum}, a Set( 4), {4 * Rounds}, {4 * Rounds}, {Rounds})"), sums.ToString());
    }

    private static IEnumerable<string> ElementsOf(string inspected) =>
        inspected.Trim('[', ']').Split("], [", StringSplitOptions.RemoveEmptyEntries);
}
