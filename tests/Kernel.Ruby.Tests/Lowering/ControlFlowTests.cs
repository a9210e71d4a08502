namespace Kernel.Ruby.Tests.Lowering;

/// <summary>Conditions, loops, case, jumps.</summary>
public sealed class ControlFlowTests
{
    [TestCase("if 1 < 2 then :a else :b end", ":a")]
    [TestCase("unless 1 < 2 then :a else :b end", ":b")]
    [TestCase("x = 5; x > 3 ? 1 : 2", "1")]
    [TestCase("if false then 1 end", "nil")]
    [TestCase("x = (1 if true); x", "1")]
    [TestCase("if nil; 1; elsif 2 > 1; 3; else 4; end", "3")]
    [TestCase("a = 1; a = (a && a + 1); a", "2")]
    [TestCase("x = 3; x = if x == 3 then x + 1 else 0 end; x", "4")]
    [TestCase("not true", "false")]
    [TestCase("!nil", "true")]
    [TestCase("(1 <= 2 && 2 != 3) || false", "true")]
    [TestCase("x = nil; x || 7", "7")]
    [TestCase("x = 2; x >= 2 and x <= 2", "true")]
    [TestCase("1.0 > 0.5 ? 1 : 2", "1")]
    [TestCase("a = 2.0; if a >= 2 then 1 else 2 end", "1")]
    [TestCase("x = 1; unless x > 0 then 5 else 6 end", "6")]
    public void Branches_give_the_value_of_the_taken_side(string source, string expected) => Assert.That(BareMachine.Run(source), Is.EqualTo(expected));

    [TestCase("i = 0; while i < 5; i += 1; end; i", "5")]
    [TestCase("i = 10; until i <= 3; i -= 1; end; i", "3")]
    [TestCase("i = 0; begin i += 1 end while i < 0; i", "1")]
    [TestCase("i = 0; i += 2 while i < 7; i", "8")]
    [TestCase("i = 5; r = while i > 0; i -= 1; break i if i == 2; end; r", "2")]
    [TestCase("i = 0; s = 0; while i < 6; i += 1; next if i == 3; s += i; end; s", "18")]
    [TestCase("(while false; end).inspect", "\"nil\"")]
    [TestCase("i = 0; while true; i += 1; break if i == 9; end; i", "9")]
    [TestCase("n = 3; i = 0; x = []; while i < n and i != 2; x << i; i += 1; end; x", "[0, 1]")]
    [TestCase("i = 0; tries = 0; while i < 2; i += 1; tries += 1; redo if tries == 1; end; [i, tries]", "[2, 2]")]
    [TestCase("i=0; until false; i += 1; break if i.equal?(4); end; i", "4")]
    public void Loops_run_until_their_test_fails(string source, string expected) => Assert.That(BareMachine.Run(source), Is.EqualTo(expected));

    [TestCase("case 3 when 1, 2 then :a when 3 then :b else :c end", ":b")]
    [TestCase("case \"x\" when String then 1 end", "1")]
    [TestCase("case 5 when 1..3 then :low when 4..6 then :mid end", ":mid")]
    [TestCase("case when 1 > 2 then 1 when 2 > 1 then 2 end", "2")]
    [TestCase("a = [1, 2]; case 2 when *a then :in else :out end", ":in")]
    [TestCase("case 9 when 1 then 2 end", "nil")]
    [TestCase("a = [nil, 3]; case when *a then 1 else 2 end", "1")]
    public void Case_takes_the_first_clause_that_matches(string source, string expected) => Assert.That(BareMachine.Run(source), Is.EqualTo(expected));

    [TestCase("for x in [1, 2, 3] do end; x", "3")]
    [TestCase("s = 0; for a, b in [[1, 2], [3, 4]] do s += a * b end; s", "14")]
    [TestCase("r = for i in [1, 2] do break i * 10 if i == 2 end; r", "20")]
    [TestCase("def f; for i in [1, 2, 3]; return i if i == 2; end; end; f", "2")]
    [TestCase("y = []; for i in [1, 2]; [5].each { |z| y << z + i }; end; y", "[6, 7]")]
    [TestCase("for a, *b in [[1, 2, 3]] do end; [a, b]", "[1, [2, 3]]")]
    public void For_assigns_to_variables_around_it(string source, string expected) => Assert.That(BareMachine.Run(source), Is.EqualTo(expected));

    [TestCase("[1, 2, 3].each { |x| break x * 10 if x == 2 }", "20")]
    [TestCase("[1, 2, 3].map { |x| next 0 if x == 2; x }", "[1, 0, 3]")]
    [TestCase("def f; [1, 2].each { |x| return x + 5 }; nil; end; f", "6")]
    [TestCase("f = lambda { return 3 }; f.call + 1", "4")]
    [TestCase("f = -> { [1].each { return 8 }; 9 }; f.call", "8")]
    [TestCase("def f; x = proc { next 4 }; x.call + 1; end; f", "5")]
    [TestCase("def f; return 1, 2; end; f", "[1, 2]")]
    [TestCase("def f; return *[1], 2; end; f", "[1, 2]")]
    [TestCase("def f(x) = (return 5 if x; 6)\n[f(true), f(false)]", "[5, 6]")]
    [TestCase("loop { break 3 }", "3")]
    [TestCase("def f; while true; [1].each { return 7 }; end; end; f", "7")]
    [TestCase("i = 0; loop do i += 1; next if i < 5; break; end; i", "5")]
    public void Break_next_and_return_leave_what_they_should(string source, string expected) => Assert.That(BareMachine.Run(source), Is.EqualTo(expected));

    [TestCase("r = []; [1,2,3,4,5].each { |i| r << i if (i == 2)..(i == 4) }; r", "[2, 3, 4]")]
    [TestCase("r = []; i = 0; while i < 6; i += 1; r << i if (i == 2)...(i == 2); end; r", "[2, 3, 4, 5, 6]")]
    public void Flip_flops_stay_on_between_their_ends(string source, string expected) => Assert.That(BareMachine.Run(source), Is.EqualTo(expected));

    [Test]
    public void A_loop_too_long_for_a_short_jump_runs_all_the_same()
    {
        string body = string.Concat(Enumerable.Repeat("i += 0\n", 40_000));
        Assert.That(BareMachine.Run($"i = 0\nwhile i < 2\n{body}i += 1\nend\ni"), Is.EqualTo("2"));
    }
}
