using System.Text;
using Kernel.Ruby.Tests.Kernel;

namespace Kernel.Ruby.Tests.Lowering;

/// <summary>Generated programs with more sends, literals and variables than an operand of 16 bits counts run like any other.</summary>
public sealed class LargeCodeTests
{
    private const int Count = 66_000;

    [TestCase("def lc_add(v) = $n += v; $n = 0", "lc_add(@i)", "$n")]
    [TestCase("class LcUp; def m(v) = $n += v; end; class LcDown < LcUp; def m(v); $n = 0", "super(@i)", "end; end; LcDown.new.m(0); $n")]
    [TestCase("def lc_yields; $n = 0", "yield @i", "end; lc_yields { |v| $n += v }; $n")]
    [TestCase("$n = 0", "1.times { |v| $n += v + @i }", "$n")]
    [TestCase("a = [0]", "a[0] += @i", "a[0]")]
    [TestCase("@lc = 0", "@lc += @i", "@lc")]
    [TestCase("LC = Struct.new(:v).new(0)", "LC.v = Object::LC.v + @i", "LC.v")]
    [TestCase("n = 0", "n += @i unless !n", "n")]
    [TestCase("n = 0", "n += \"#{@i}\".to_i", "n")]
    public void Many_calls_of_a_kind_are_all_done(string before, string repeated, string after) =>
        Assert.That(Run(before, i => repeated.Replace("@i", $"{i % 7}"), after), Is.EqualTo($"{Enumerable.Range(1, Count).Sum(i => i % 7)}"));

    [Test]
    public void What_follows_many_literals_works() => Assert.That(
        Run(
            "x = nil",
            i => $"x = [:lc{i}, '{i}']",
            """
            module LcB; end
            LcB::Y ||= 4
            LcC = 3
            def self.lc_d = 4
            alias $lc_alias $stdout
            a, *b, c = 1, *[2, 3], 4
            [
              (class LcA; def hi = 1; def self.ho = 2; end; [LcA.new.hi, LcA.ho]),
              [LcB::Y, defined?(LcB), defined?(LcNone), LcC, lc_d],
              (class << self; def lc_e = 5; end),
              [a, b, c, [[1, [2, 3]]].map { |q, (r, s)| [q, r, s] }],
              $lc_alias == $stdout,
              begin; raise 'x'; rescue TypeError, RuntimeError => e; e.message; end,
              [lambda(&proc { |v| v }).lambda?, lambda { |v| v }.lambda?],
              case 5; when 1..3 then 1; when Integer then :int; end,
              begin; [].lc_nope(1); rescue NoMethodError => e; e.message; end,
              begin; Integer("x"); rescue ArgumentError => e; e.backtrace[0][-16..]; end,
            ]
            """),
        Is.EqualTo(
            "[[1, 2], [4, \"constant\", nil, 3, 4], :lc_e, [1, [2, 3], 4, [[1, 2, 3]]], true, \"x\", [false, true], :int, "
            + "\"undefined method 'lc_nope' for an instance of Array\", \"'Kernel#Integer'\"]"));

    [Test]
    public void Many_different_constants_methods_and_globals_are_told_apart()
    {
        Assert.That(Run("", i => $"LcK{i} = {i}", $"[LcK1, LcK{Count}, Object::LcK{Count - 1}]"), Is.EqualTo($"[1, {Count}, {Count - 1}]"));
        Assert.That(Run("", i => $"def lc_m{i} = {i}", $"[lc_m1, lc_m{Count}]"), Is.EqualTo($"[1, {Count}]"));
        Assert.That(Run("", i => $"$lc_g{i} = {i}", $"[$lc_g1, $lc_g{Count}]"), Is.EqualTo($"[1, {Count}]"));
    }

    [TestCase("v1 + v66000", "66001")]
    [TestCase("b = proc { v66000 += v1 }; b.call; [v66000, b.call, binding.local_variable_get(:v66000)]", "[66001, 66002, 66002]")]
    public void Many_local_variables_of_one_scope_keep_their_values(string after, string answer) =>
        Assert.That(Run("", i => $"v{i} = {i}", after), Is.EqualTo(answer));

    [Test]
    public void A_list_of_many_targets_takes_each_value() =>
        Assert.That(
            RubyMachine.Inspect($"a = (1..2000).to_a; {string.Join(',', Enumerable.Range(1, 600).Select(i => $"t{i}"))}, *r, y, z = *a; [t1, t300, t600, r.size, y, z]"),
            Is.EqualTo("[1, 300, 600, 1398, 1999, 2000]"));

    [Test]
    public void More_parameters_than_a_frame_holds_are_a_syntax_error_that_says_so() =>
        Assert.That(
            RubyMachine.Inspect($"\ndef lc_wide({string.Join(',', Enumerable.Range(1, 40_000).Select(i => $"p{i}"))}) = 1"),
            Is.EqualTo("SyntaxError: test.rb:2: more than 32767 variables, arguments and temporaries in one method or block"));

    private static string Run(string before, Func<int, string> line, string after)
    {
        StringBuilder program = new();
        program.Append(before).Append('\n');
        for (int i = 1; i <= Count; i++)
        {
            program.Append(line(i)).Append('\n');
        }

        return RubyMachine.Inspect(program.Append(after).ToString());
    }
}
