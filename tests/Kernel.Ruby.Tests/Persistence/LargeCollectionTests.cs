namespace Kernel.Ruby.Tests.Persistence;

/// <summary>
/// Collections of more entries than one record holds, as programs see them: like small ones. In the cases <c>x</c> is the
/// committed collection of thousands of entries.
/// </summary>
public sealed class LargeCollectionTests
{
    private const string LargeArray = "Array.new(5000) { |i| i.odd? ? i : \"e#{i}\" }";

    private const string LargeHash = "Hash.new(:none).tap { |h| 3000.times { |i| h[i.odd? ? i : \"k#{i}\"] = [i] } }";

    private const string LargeString = "(0...20000).map { |i| (97 + i % 26).chr }.join.force_encoding('UTF-8')";

    /// <summary>Collection, change, question, answer before and after the change.</summary>
    public static IEnumerable<object[]> Changes() =>
    [
        [LargeArray, "x[10] = :new", "[x.size, x[9], x[10], x[11], x[4999]]", "[5000, 9, \"e10\", 11, 4999]", "[5000, 9, :new, 11, 4999]"],
        [LargeArray, "x << [:last] << nil", "[x.size, x[4998], x.last(2)]", "[5000, \"e4998\", [\"e4998\", 4999]]", "[5002, \"e4998\", [[:last], nil]]"],
        [LargeArray, "x[5005] = 1", "[x.size, x[4999], x[5000..]]", "[5000, 4999, []]", "[5006, 4999, [nil, nil, nil, nil, nil, 1]]"],
        [LargeArray, "x.shift(130); x.shift", "[x.size, x.first, x.last]", "[5000, \"e0\", 4999]", "[4869, 131, 4999]"],
        [LargeArray, "x.pop; x.pop(200)", "[x.size, x.last]", "[5000, 4999]", "[4799, \"e4798\"]"],
        [LargeArray, "x.unshift(:a, :b)", "[x.size, x.first(3), x.last]", "[5000, [\"e0\", 1, \"e2\"], 4999]", "[5002, [:a, :b, \"e0\"], 4999]"],
        [LargeArray, "x.delete_at(2500); x.insert(7, 7.5)", "[x.size, x[6, 3], x[2500..2502]]", "[5000, [\"e6\", 7, \"e8\"], [\"e2500\", 2501, \"e2502\"]]", "[5000, [\"e6\", 7.5, 7], [2499, 2501, \"e2502\"]]"],
        [LargeArray, "x.reverse!", "[x.size, x[0], x[-1]]", "[5000, \"e0\", 4999]", "[5000, 4999, \"e0\"]"],
        [LargeArray, "x.map!(&:to_s)", "x.inspect.size", "36390", "41390"],
        [LargeArray, "x.concat(x)", "[x.size, x[5000], x.count(1)]", "[5000, nil, 1]", "[10000, \"e0\", 2]"],
        [LargeArray, "x.clear", "[x.size, x.first]", "[5000, \"e0\"]", "[0, nil]"],
        [LargeArray, "x.slice!(600..)", "[x.size, x.last]", "[5000, 4999]", "[600, 599]"],
        [LargeArray, "x.slice!(3..)", "x.size", "5000", "3"],
        [LargeArray, "x[77] = 2**62; x[78] = 1e300; x[79] = 2**70", "x[76..80]", "[\"e76\", 77, \"e78\", 79, \"e80\"]", "[\"e76\", 4611686018427387904, 1.0e+300, 1180591620717411303424, \"e80\"]"],
        [LargeHash, "x[11] = :new", "[x.size, x[9], x[11], x[13], x['k10'], x[10]]", "[3000, [9], [11], [13], [10], :none]", "[3000, [9], :new, [13], [10], :none]"],
        [LargeHash, "x[:added] = 1; x['k5000'] = 2", "[x.size, x[:added], x.to_a.last, x.fetch('k5000', 0)]", "[3000, :none, [2999, [2999]], 0]", "[3002, 1, [\"k5000\", 2], 2]"],
        [LargeHash, "x.delete('k10'); x.delete(11)", "[x.size, x['k10'], x.key?(11), x.keys[9..11]]", "[3000, [10], true, [9, \"k10\", 11]]", "[2998, :none, false, [9, \"k12\", 13]]"],
        [LargeHash, "2000.times { x.shift }; x[1] = 1", "[x.size, x.first, x.keys.last]", "[3000, [\"k0\", [0]], 2999]", "[1001, [\"k2000\", [2000]], 1]"],
        [LargeHash, "2900.times { x.shift }", "[x.size, x.first]", "[3000, [\"k0\", [0]]]", "[100, [\"k2900\", [2900]]]"],
        [LargeHash, "3000.times { |i| x[-1 - i] = i }", "[x.size, x[-2999], x['k2'], x.sum { |_, v| v == :none ? 0 : 1 }]", "[3000, :none, [2], 3000]", "[6000, 2998, [2], 6000]"],
        [LargeHash, "x.transform_values!(&:first)", "[x.size, x['k4'], x.values.sum { |v| Array(v)[0] }]", "[3000, [4], 4498500]", "[3000, 4, 4498500]"],
        [LargeHash, "x.select! { |k, _| k.is_a?(Integer) }", "[x.size, x[3], x['k4']]", "[3000, [3], [4]]", "[1500, [3], :none]"],
        [LargeHash, "x.clear", "[x.size, x[3], x.first]", "[3000, [3], [\"k0\", [0]]]", "[0, :none, nil]"],
        [LargeHash, "x.merge!(x.to_h { |k, v| [k.to_s, v] })", "[x.size, x['3']]", "[3000, :none]", "[4500, [3]]"],
        [LargeHash, "x.default = 7; x.rehash", "[x[:nothing], x['k100']]", "[:none, [100]]", "[7, [100]]"],
        ["(1..2000).to_h { |i| [i.to_s.to_sym, i] }.compare_by_identity", "x['1'.to_sym] = :one; x[s = '1'] = 1", "[x.size, x[:'1'], x['1'], x[:'2000']]", "[2000, 1, nil, 2000]", "[2001, :one, nil, 2000]"],
        ["Set.new((1..2000))", "x << 0; x.delete(77)", "[x.size, x.include?(0), x.include?(77), x.include?(78)]", "[2000, false, true, true]", "[2000, true, false, true]"],
        [LargeString, "x.setbyte(10000, 64)", "[x.size, x.getbyte(9999), x.getbyte(10000), x.byteslice(9998, 4), x.sum]", "[20000, 112, 113, \"opqr\", 27252]", "[20000, 112, 64, \"op@r\", 27203]"],
        [LargeString, "x << 'end' << '!'", "[x.size, x[-4..], x.byteslice(19998, 10)]", "[20000, \"cdef\", \"ef\"]", "[20004, \"end!\", \"efend!\"]"],
        [LargeString, "x[5] = 'é'", "[x.size, x.bytesize, x[4, 3], x.encoding]", "[20000, 20000, \"efg\", #<Encoding:UTF-8>]", "[20000, 20001, \"eég\", #<Encoding:UTF-8>]"],
        [LargeString, "x << x", "[x.size, x.index('abc', 15000), x[19999, 3]]", "[20000, 15002, \"f\"]", "[40000, 15002, \"fab\"]"],
        [LargeString, "x.slice!(100..)", "[x.size, x[-1]]", "[20000, \"f\"]", "[100, \"v\"]"],
        [LargeString, "x.gsub!('z', '--')", "[x.size, x.count('-')]", "[20000, 0]", "[20769, 1538]"],
        [LargeString, "x.force_encoding('BINARY')", "[x.encoding, x.size]", "[#<Encoding:UTF-8>, 20000]", "[#<Encoding:BINARY (ASCII-8BIT)>, 20000]"],
        [LargeString, "x.clear", "[x.size, x[0]]", "[20000, \"a\"]", "[0, nil]"],
    ];

    [TestCaseSource(nameof(Changes))]
    public void A_change_is_committed_seen_by_the_other_VM_and_taken_back_by_an_abort(string made, string change, string question, string before, string after) =>
        RubyStone.InTwoVms((a, b) =>
        {
            a($"Maglev::PERSISTENT_ROOT[:large] = {made}; Maglev.commit_transaction; nil");
            b("Maglev.abort_transaction");
            Assert.That(Ask(b, question), Is.EqualTo(before));
            Assert.That(Ask(a, question), Is.EqualTo(before), "where it was made");
            Assert.That(Ask(a, $"{change}; {question}"), Is.EqualTo(after), "before the commit");
            Assert.That(Ask(b, question), Is.EqualTo(before), "elsewhere before the commit");
            a("Maglev.abort_transaction");
            Assert.That(Ask(a, question), Is.EqualTo(before), "after an abort");
            Assert.That(Ask(a, $"{change}; Maglev.commit_transaction; {question}"), Is.EqualTo(after), "after the commit");
            Assert.That(Ask(b, question), Is.EqualTo(before), "in the view of before");
            b("Maglev.abort_transaction");
            Assert.That(Ask(b, question), Is.EqualTo(after), "in the new view");
            Assert.That(RubyStone.InNewVm($"x = Maglev::PERSISTENT_ROOT[:large]; {question}"), Is.EqualTo(after), "in a fresh VM");
        });

    [TestCase(LargeArray, "x[10] = :mine", "x[4000] = :yours", "x[10]", ":mine")]
    [TestCase(LargeHash, "x[11] = :mine", "x[2999] = :yours", "x[11]", ":mine")]
    [TestCase(LargeHash, "x[:mine] = 1", "x[:yours] = 2", "[x[:mine], x[:yours]]", "[1, :none]")]
    [TestCase(LargeString, "x.setbyte(0, 65)", "x << 'z'", "[x[0], x[-1]]", "[\"A\", \"f\"]")]
    public void Two_changes_far_apart_conflict_over_the_collection_alone(string made, string mine, string yours, string question, string answer) =>
        RubyStone.InTwoVms((a, b) =>
        {
            a($"Maglev::PERSISTENT_ROOT[:large] = {made}; Maglev.commit_transaction; nil");
            b("Maglev.abort_transaction");
            Ask(b, $"{yours}; nil");
            Ask(a, $"{mine}; Maglev.commit_transaction");
            string conflict = Ask(b, "begin; Maglev.commit_transaction; rescue Maglev::CommitFailedException => e; [e.transaction_conflicts.keys, e.transaction_conflicts[:write_write].size, e.transaction_conflicts[:write_write][0].equal?(x)]; end");
            Assert.That(conflict, Is.EqualTo("[[:write_write], 1, true]"));
            b("Maglev.abort_transaction");
            Assert.That(Ask(b, question), Is.EqualTo(answer));
        });

    [TestCase("[]", "x.concat((0...5000).to_a)", "x.slice!(5..)", "[x.size, x.last]", "[5000, 4999]", "[5, 4]")]
    [TestCase("{}", "x.update((0...5000).to_h { |i| [i, i] })", "4995.times { x.shift }", "[x.size, x.first]", "[5000, [0, 0]]", "[5, [4995, 4995]]")]
    [TestCase("+''", "x << 'a' * 50_000", "x.slice!(5..)", "[x.size, x[-2..]]", "[50000, \"aa\"]", "[5, \"aa\"]")]
    public void Identity_stays_when_a_collection_outgrows_one_record_and_shrinks_again(string made, string grow, string shrink, string question, string large, string small) =>
        RubyStone.InTwoVms((a, b) =>
        {
            a($"Maglev::PERSISTENT_ROOT[:large] = {made}; Maglev.commit_transaction; nil");
            b("Maglev.abort_transaction");
            string id = Ask(a, "x.object_id");
            Ask(b, "$held = x; nil");
            foreach ((string change, string answer) in new[] { (grow, large), (shrink, small), (grow.Replace("x", "x.clear; x"), large), (shrink, small) })
            {
                Ask(a, $"{change}; Maglev.commit_transaction; nil");
                b("Maglev.abort_transaction");
                Assert.That(Ask(b, $"[{question}, x.equal?($held), x.object_id == {id}]"), Is.EqualTo($"[{answer}, true, true]"));
                Assert.That(Ask(a, question), Is.EqualTo(answer));
            }
        });

    [TestCase("Array.new(3000)", "x[2345] = $stdout", "[2345]", "x[2345] = 5", "[x.size, x[2344], x[2345]]", "[3000, nil, 5]")]
    [TestCase("(0...3000).to_h { |i| [i, i] }", "x[2345] = $stdout", "[2345]", "x[2345] = 5", "[x.size, x[2344], x[2345]]", "[3000, 2344, 5]")]
    [TestCase("(0...3000).to_h { |i| [i, i] }", "x[$stdout] = 1", ".key", "x.delete($stdout)", "[x.size, x[2344]]", "[3000, 2344]")]
    public void What_cannot_be_committed_is_named_by_its_place_in_the_collection(string made, string change, string place, string repair, string question, string answer)
    {
        RubyStone.InTwoVms((a, b) =>
        {
            foreach ((string commit, string beginning) in new[] { ("", @"PERSISTENT_ROOT\[:large\]"), ("Maglev.commit_transaction;", @"#<\w+ \d+>") })
            {
                a($"Maglev::PERSISTENT_ROOT[:large] = {made}; {commit} nil");
                string refused = Ask(a, $"{change}; begin; Maglev.commit_transaction; rescue Maglev::NotPersistableException => e; e.message; end");
                Assert.That(refused, Does.Match("it is reached as " + beginning + System.Text.RegularExpressions.Regex.Escape(place)));
                Assert.That(Ask(a, $"{repair}; Maglev.commit_transaction"), Is.EqualTo("true"));
                Assert.That(RubyStone.InNewVm($"x = Maglev::PERSISTENT_ROOT[:large]; {question}"), Is.EqualTo(answer));
            }
        });
    }

    [Test]
    public void An_array_behaves_as_its_model_over_random_changes_commits_and_aborts([Range(1, 6)] int seed) => BehavesAsItsModel(
        seed,
        "Array.new(1500) { |i| i }",
        """
            case random.rand(13)
            when 0 then c[random.rand(c.size + 3)] = n
            when 1 then c << n
            when 2 then c[random.rand(c.size + 1)] = "text #{n}"
            when 3 then c.pop(random.rand(3))
            when 4 then c.shift(random.rand(300))
            when 5 then c.insert(random.rand(c.size + 1), n, :x)
            when 6 then c.concat(Array.new(random.rand(600), n))
            when 7 then c.delete_at(random.rand(c.size + 1))
            when 8 then c.unshift(n)
            when 9 then c.slice!(random.rand(c.size + 1), random.rand(300))
            when 10 then c.rotate!(random.rand(5))
            when 11 then c.push(n.to_f, 2**62 + n, [n])
            when 12 then c[random.rand(c.size + 1), 2] = [n]
            end
            """);

    [Test]
    public void A_hash_behaves_as_its_model_over_random_changes_commits_and_aborts([Range(1, 6)] int seed) => BehavesAsItsModel(
        seed,
        "(0...700).to_h { |i| [i, i] }",
        """
            case random.rand(11)
            when 0 then c[random.rand(5000)] = n
            when 1 then c["key #{random.rand(100)}"] = n
            when 2 then c.delete(random.rand(2000))
            when 3 then c[random.rand(700)] = "text #{n}"
            when 4 then random.rand(200).times { c.shift }
            when 5 then c.update(Array.new(random.rand(400)) { [random.rand(5000), n] }.to_h)
            when 6 then k = random.rand(10); c.delete_if { |key, _| key.is_a?(Integer) && key % 10 == k }
            when 7 then c.each { |key, v| c[key] = n if v == random.rand(100) }
            when 8 then c[2**62 + n] = n.to_f; c[n.to_f] = 2**62 + n
            when 9 then c.transform_values!(&:itself)
            when 10 then c.delete("key #{random.rand(100)}"); c[[n]] = [n, nil]
            end
            """);

    [Test]
    public void A_string_behaves_as_its_model_over_random_changes_commits_and_aborts([Range(1, 6)] int seed) => BehavesAsItsModel(
        seed,
        "'abcdefg' * 3000",
        """
            case random.rand(9)
            when 0 then c.setbyte(random.rand(c.bytesize), 48 + n % 10) if c.bytesize > 0
            when 1 then c << "text #{n} " * random.rand(1000)
            when 2 then c.slice!(random.rand(c.size + 1), random.rand(5000))
            when 3 then c.insert(random.rand(c.size + 1), "-" * random.rand(100))
            when 4 then c[random.rand(c.size + 1), 3] = "é"
            when 5 then c.prepend("#{n}")
            when 6 then c.tr!("b", "c")
            when 7 then c.chop!
            when 8 then c << c.byteslice(random.rand(c.bytesize + 1), 10).scrub("?")
            end
            """);

    [TestCase(LargeArray, "x.each_with_index { |v, i| n += 1; x[i] = i if i % 500 == 0; Maglev.commit_transaction if i % 700 == 0 }", "[n, x[500], x[501]]", "[5000, 500, 501]")]
    [TestCase(LargeHash, "x.each { |k, v| n += 1; x[k] = n if n % 500 == 0; Maglev.commit_transaction if n % 700 == 0 }", "[n, x[499], x[501]]", "[3000, 500, [501]]")]
    [TestCase(LargeHash, "x.delete_if { |k, v| n += 1; Maglev.commit_transaction if n % 700 == 0; n.even? }", "[n, x.size, x[1], x['k2']]", "[3000, 1500, :none, [2]]")]
    [TestCase(LargeString, "x.each_byte { |b| n += 1; x.setbyte(n, 33) if n % 5000 == 0 && n < 20000; Maglev.commit_transaction if n % 7000 == 0 }", "[n, x.getbyte(5000), x.getbyte(5001)]", "[20000, 33, 106]")]
    public void An_iteration_goes_on_over_changes_and_commits_of_its_block(string made, string iteration, string question, string answer)
    {
        Assert.That(RubyStone.InNewVm($"x = Maglev::PERSISTENT_ROOT[:large] = {made}; n = 0; {iteration}; Maglev.commit_transaction; {question}"), Is.EqualTo(answer));
        Assert.That(RubyStone.InNewVm($"x = Maglev::PERSISTENT_ROOT[:large] = {made}; Maglev.commit_transaction; n = 0; {iteration}; Maglev.commit_transaction; {question}"), Is.EqualTo(answer));
        Assert.That(RubyStone.InNewVm($"n = {answer[1..answer.IndexOf(',')]}; x = Maglev::PERSISTENT_ROOT[:large]; {question}"), Is.EqualTo(answer));
    }

    [Test]
    public void A_copy_of_a_large_collection_has_nothing_to_do_with_its_original()
    {
        foreach ((string made, string change) in new[] { (LargeArray, "[0] = :mine"), (LargeHash, "['k0'] = :mine"), (LargeString, "[0] = 'M'") })
        {
            string answer = RubyStone.InNewVm($"r = Maglev::PERSISTENT_ROOT; r[:large] = {made}; Maglev.commit_transaction; r[:copy] = r[:large].dup; r[:clone] = r[:large].clone; r[:copy]{change}; Maglev.commit_transaction; r[:large] == {made}");
            Assert.That(answer, Is.EqualTo("true"));
            Assert.That(RubyStone.InNewVm($"r = Maglev::PERSISTENT_ROOT; c = {made}; [r[:large] == c, r[:clone] == c, r[:copy] == c, (c{change}; r[:copy] == c)]"), Is.EqualTo("[true, true, false, true]"));
        }
    }

    /// <summary>Applies random changes to a committed collection <c>c</c> and to a model in memory; both VMs must agree with the model.</summary>
    private static void BehavesAsItsModel(int seed, string made, string change) => RubyStone.InTwoVms((a, b) =>
    {
        TestContext.Out.WriteLine($"seed {seed}");
        a($$"""
            Maglev::PERSISTENT_ROOT[:model] = {{made}}
            Maglev.commit_transaction
            $model = {{made}}
            def change(c, random, n)
            {{change}}
            end
            def same(x) = x.class == $model.class && x == $model && x.size == $model.size && x.hash == $model.hash
            nil
            """);
        Random random = new(seed);
        for (int round = 0; round < 60; round++)
        {
            int changeSeed = random.Next();
            string changes = $$"""
                saved = $model.dup
                [Maglev::PERSISTENT_ROOT[:model], $model].each { |c| random = Random.new({{changeSeed}}); {{random.Next(1, 4)}}.times { change(c, random, {{round}}) } }
                """;
            string end = random.Next(4) == 0 ? "Maglev.abort_transaction; $model = saved" : "Maglev.commit_transaction";
            string check = random.Next(2) == 0 ? "same(Maglev::PERSISTENT_ROOT[:model])" : "true";
            Assert.That(a($"{changes}; before = {check}; {end}; [before, {check}]"), Is.EqualTo("[true, true]"), $"round {round}");
            if (round % 5 == 0)
            {
                Assert.That(
                    b("Maglev.abort_transaction; x = Maglev::PERSISTENT_ROOT[:model]; [x.size, x.hash, x.inspect.hash]"),
                    Is.EqualTo(a("[$model.size, $model.hash, $model.inspect.hash]")),
                    $"other VM, round {round}");
            }
        }
    });

    private static string Ask(Func<string, string> vm, string question) => vm($"x = Maglev::PERSISTENT_ROOT[:large]; {question}");
}
