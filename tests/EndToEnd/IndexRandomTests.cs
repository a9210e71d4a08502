namespace EndToEnd;

/// <summary>Two VMs do what chance says to objects in indexed collections: what the indexes find is always what a scan finds.</summary>
public sealed class IndexRandomTests : StoneFixture
{
    private const int Steps = 150;

    private static readonly string Program = """
        Maglev.persistent do
          class Box
            attr_accessor :v, :to, :text
          end
        end
        VALUES = [nil, true, false, 0, 1, 2, 3, 2.5, 1.0, :a, :b, "a", "b", "zz", Time.at(1), Time.at(2), 7**30, Float::INFINITY]
        def numbers = (0..6).to_a + [nil]
        def sets = [Maglev.root[:plain], Maglev.root[:shared]]
        def box(random)
          box = Box.new
          box.v = VALUES.sample(random: random)
          box.text = +"t#{random.rand(4)}"
          box
        end
        def setup
          Maglev.root[:plain] = IdentitySet.new
          Maglev.root[:shared] = RCIdentitySet.new
          Maglev.root[:pool] = Array.new(30) { |i| box(Random.new(i)) }
          sets.each do |set|
            set.create_equality_index('@v')
            set.create_equality_index('@to.@v')
            set.create_identity_index('@to.@v')
            set.create_equality_index('@text', String)
            set.create_identity_index('@to')
            set.create_identity_index('@to.@text')
            Maglev.commit
          end
        end
        def change(random)
          pool = Maglev.root[:pool]
          set = sets.sample(random: random)
          target = (random.rand(3) == 0 ? set.to_a : pool).sample(random: random) || pool.first
          case random.rand(21)
          when 0, 1 then set << pool.sample(random: random)
          when 2 then set << box(random)
          when 3 then new = box(random); new.to = pool.sample(random: random); set << new; new.v = VALUES.sample(random: random)
          when 4 then set.delete(target)
          when 5, 6 then target.v = VALUES.sample(random: random)
          when 7, 8 then target.to = random.rand(4) == 0 ? nil : pool.sample(random: random)
          when 9 then target.to.v = VALUES.sample(random: random) if target.to
          when 10 then target.remove_instance_variable(:@v) if target.instance_variable_defined?(:@v)
          when 20 then target.text = target.text.dup
          when 11 then target.text << "x" if target.text && !target.text.frozen?
          when 12 then target.to = box(random)
          when 13 then Maglev.begin_nested_transaction if Maglev.transaction_level < 4
          when 14 then Maglev.transaction_level > 1 ? Maglev.abort : nil
          when 15 then Maglev.transaction_level > 1 ? Maglev.commit : nil
          when 17 then 70.times { set << box(random) }
          when 18 then set.to_a.sample(60, random: random).each { |element| set.delete(element) }
          when 19 then set.kinds_of_index_on('@v') == :none ? set.create_equality_index('@v') : set.remove_equality_index('@v')
          when 16 then Maglev.transaction_level == 1 ? Maglev.continue_transaction : nil
          end
        end
        def finish(random)
          Maglev.commit while Maglev.transaction_level > 1
          random.rand(3) == 0 ? Maglev.abort : Maglev.commit
        end
        def wrong(set, comparison)
          query = Maglev::Query.new(set, comparison)
          plan = query.explain
          found = query.elements
          scanned = set.to_a.select { |element| comparison.matches?(element) }
          found.map(&:__id__).sort == scanned.map(&:__id__).sort ? nil : [plan, found.size, scanned.size]
        end
        def check(random)
          sets.flat_map do |set|
            value = VALUES.sample(random: random)
            comparisons = %w[@v @to.@v @text @other].flat_map do |path|
              %i[eql not_eql equal].map { |op| Maglev::Query::Comparison.of(path, op, value) } +
                (value.nil? ? [] : %i[< <= > >=].map { |op| Maglev::Query::Comparison.of(path, op, value) })
            end
            comparisons << Maglev::Query::Comparison.of('@to', :equal, Maglev.root[:pool].sample(random: random))
            comparisons << Maglev::Query::Comparison.of('@to.@text', :equal, set.to_a.sample(random: random)&.to&.text)
            comparisons << Maglev::Query::Comparison.in_range('@text', 't1'...'t3')
            comparisons.filter_map { |comparison| wrong(set, comparison) }
          end
        end
        def step(seed)
          random = Random.new(seed)
          begin
            (random.rand(4) + 1).times { change(random) }
            faults = random.rand(2) == 0 ? check(random) : []
            finish(random) if random.rand(2) == 0
          rescue Maglev::CommitFailedException
            Maglev.abort
          end
          faults ||= []
          faults.empty? ? check(random) : faults
        end
        """;

    [Test]
    public void Indexes_find_what_a_scan_finds()
    {
        int seed = RunSetting.Of("INDEX_SEED") ?? Random.Shared.Next(1_000_000);
        TestContext.Out.WriteLine($"INDEX_SEED={seed}");
        Random random = new(seed);
        string program = Write("boxes.rb", Program);
        using LiveVm first = Vm();
        using LiveVm second = Vm();
        LiveVm[] vms = [first, second];
        Assert.That(first.Eval($"load '{program}'; setup; true"), Is.EqualTo("true"));
        Assert.That(second.Eval($"Maglev.abort; load '{program}'; true"), Is.EqualTo("true"));
        for (int i = 0; i < Steps; i++)
        {
            int vm = random.Next(2);
            string line = $"step({random.Next(1_000_000)})";
            TestContext.Out.WriteLine($"{vm} {line}");
            string answer = vms[vm].Eval(line);
            Assert.That(answer, Is.EqualTo("[]"), $"step {i} of seed {seed}: VM {vm}, {line}: {answer}");
        }
    }
}
