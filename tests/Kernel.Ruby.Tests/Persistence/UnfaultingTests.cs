namespace Kernel.Ruby.Tests.Persistence;

/// <summary>
/// Programs do not notice that clean objects go and come back: what a VM answers that unfaults before each fault is what one
/// answers that never does.
/// </summary>
public sealed class UnfaultingTests
{
    private const string Model = """
        Maglev.persistent { class UnfaultedItem; attr_accessor :name, :links, :table; def ==(o) = o.class == self.class && name == o.name; end }
        """;

    [TestCase("a = x[:a]; l = a.links; x.each_value { |v| v.links.each(&:name) }; [a.equal?(x[:a]), l.equal?(x[:a].links), x[:a].links[0].equal?(x[:b])]", "[true, true, true]")]
    [TestCase("a = x[:a]; x.each_value { |v| v.links.sort_by(&:name) }; a.name = 'changed'; x.each_value(&:table); Maglev.commit_transaction; [a.name, x[:a].equal?(a), x[:b].links.find { |i| i.name == 'changed' }.equal?(a)]", "[\"changed\", true, true]")]
    [TestCase("a = x[:a]; a.instance_variable_set(:@more, [1]); x.values.map(&:links); Maglev.commit_transaction; [a.instance_variable_get(:@more), x[:a].instance_variables]", "[[1], [:@name, :@links, :@table, :@more]]")]
    [TestCase("n = 0; x[:a].table.each { |k, v| n += v.size; x[:b].links.each(&:name) }; [n, x[:a].table.size, x[:a].table['k7']]", "[200, 100, \"v7\"]")]
    [TestCase("x[:a].table.select { |k, v| x[:b].links.each(&:name); v.end_with?('3') }.keys", "[\"k3\", \"k13\", \"k23\", \"k33\", \"k43\", \"k53\", \"k63\", \"k73\", \"k83\", \"k93\"]")]
    [TestCase("t = x[:a].table; t.delete('k3'); Maglev.commit_transaction; s = []; t.each_key { |k| x[:b].links.each(&:name); s << k }; [s.size, s[2, 2]]", "[99, [\"k2\", \"k4\"]]")]
    [TestCase("w = x[:a]; x[:a].links.clear; Maglev.abort_transaction; [w.links.size, w.equal?(x[:a])]", "[2, true]")]
    public void A_program_does_not_notice(string program, string answer)
    {
        string made = $$"""
            {{Model}}
            Maglev::PERSISTENT_ROOT[:unfaulted] = x = %i[a b c].to_h { |n| [n, UnfaultedItem.new.tap { |i| i.name = n.to_s }] }
            x.each_value { |i| i.links = x.values - [i]; i.table = (0...100).to_h { |j| ["k#{j}", j < 10 ? "v#{j}" : "#{j}"] } }
            Maglev.commit_transaction
            """;
        string asked = $"x = Maglev::PERSISTENT_ROOT[:unfaulted]; {program}";
        foreach (long? limit in new long?[] { null, 0, 5000 })
        {
            Assert.That(RubyStone.InNewVm(made, limit), Is.EqualTo("true"));
            Assert.That(RubyStone.InNewVm(asked, limit), Is.EqualTo(answer), $"limit {limit}");
        }
    }

    [Test]
    public void Random_changes_and_walks_come_to_the_same([Range(1, 4)] int seed)
    {
        TestContext.Out.WriteLine($"seed {seed}");
        string program = $$"""
            {{Model}}
            random = Random.new({{seed}})
            root = Maglev::PERSISTENT_ROOT
            root[:random] = all = Array.new(150) { |i| UnfaultedItem.new.tap { |o| o.name = "n#{i}"; o.links = []; o.table = {} } }
            Maglev.commit_transaction
            seen = []
            held = all.sample(5, random: random)
            400.times do |n|
              all = root[:random]
              o = all[random.rand(all.size)]
              p = all[random.rand(all.size)]
              case random.rand(14)
              when 0 then o.links << p
              when 1 then o.table[p] = n
              when 2 then o.table["key #{random.rand(9)}"] = p
              when 3 then o.name = "#{p.name} #{n}"[-12..] || "short"
              when 4 then o.links.shift
              when 5 then all[random.rand(all.size)] = UnfaultedItem.new.tap { |i| i.name = "new #{n}"; i.links = [o, p]; i.table = { o => p } }
              when 6 then seen << o.links.map { |l| l.links.size }.sum
              when 7 then seen << o.table.sum { |k, v| k.is_a?(String) ? k.size : v.is_a?(Integer) ? v : 0 }
              when 8 then seen << all.select { |i| i.links.include?(o) }.map(&:name)
              when 9 then seen << held.map { |h| [h.name, h.links.size, all.index { |i| i.equal?(h) }] }
              when 10 then seen << all.sort_by { |i| [i.links.size, i.name] }.first.name
              when 11 then held[random.rand(5)] = o
              when 12 then Maglev.commit_transaction
              when 13 then Maglev.abort_transaction if random.rand(3) == 0
              end
            end
            Maglev.commit_transaction
            def told(object, depth) = case object
              when UnfaultedItem then depth == 0 ? object.name : [object.name, told(object.links, depth - 1), told(object.table, depth - 1)]
              when Array then object.map { |o| told(o, depth) }
              when Hash then object.map { |k, v| [told(k, depth), told(v, depth)] }
              else object
              end
            [seen, told(root[:random], 2)]
            """;
        string answer = RubyStone.InNewVm(program);
        Assert.That(answer, Does.StartWith("[["));
        Assert.That(RubyStone.InNewVm(program, 0), Is.EqualTo(answer), "before each fault");
        Assert.That(RubyStone.InNewVm(program, 20_000), Is.EqualTo(answer), "now and then");
    }
}
