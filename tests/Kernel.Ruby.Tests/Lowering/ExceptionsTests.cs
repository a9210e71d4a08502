namespace Kernel.Ruby.Tests.Lowering;

/// <summary>rescue, else, ensure, retry.</summary>
public sealed class ExceptionsTests
{
    [TestCase("begin; raise 'x'; rescue; 1; end", "1")]
    [TestCase("begin; raise TypeError, 'x'; rescue ArgumentError; 1; rescue TypeError => e; e.message; end", "\"x\"")]
    [TestCase("begin; 5; rescue; 1; else; 6; end", "6")]
    [TestCase("(raise 'x' rescue 2)", "2")]
    [TestCase("begin; begin; raise TypeError, 'a'; rescue ArgumentError; 1; end; rescue TypeError; 2; end", "2")]
    [TestCase("e = [TypeError]; begin; raise TypeError, 'x'; rescue *e; 3; end", "3")]
    [TestCase("def f; raise 'x'; rescue; 4; end; f", "4")]
    [TestCase("def f; yield; rescue; 5; else; 6; ensure; $e = 7; end; [f { raise 'x' }, f { 1 }, $e]", "[5, 6, 7]")]
    [TestCase("raise TypeError, 'boom'", "TypeError: boom")]
    [TestCase("begin; raise 'a'; rescue => @e; end; @e.message", "\"a\"")]
    [TestCase("x = 1; x = begin; raise 'x'; rescue; x + 1; end; x", "2")]
    [TestCase("[1].each do raise 'x' rescue $r = 3 end; $r", "3")]
    [TestCase("begin; nope; rescue NameError; 8; end", "8")]
    [TestCase("begin; raise 'x'; rescue 'x'; 1; end", "TypeError: class or module required for rescue clause")]
    [TestCase("c = TypeError; begin; raise TypeError, 'x'; rescue c, ArgumentError; 1; end", "1")]
    public void Rescue_takes_what_it_names(string source, string expected) => Assert.That(BareMachine.Run(source), Is.EqualTo(expected));

    [TestCase("$l = []; begin; $l << 1; ensure; $l << 2; end; $l", "[1, 2]")]
    [TestCase("$l = []; begin; begin; raise 'x'; ensure; $l << 2; end; rescue; $l << 3; end; $l", "[2, 3]")]
    [TestCase("def f; return 1; ensure; $l = 5; end; [f, $l]", "[1, 5]")]
    [TestCase("def f; begin; return 1; ensure; return 2; end; end; f", "2")]
    [TestCase("$l = []; i = 0; while i < 3; i += 1; begin; next if i == 1; break if i == 2; ensure; $l << i; end; end; $l", "[1, 2]")]
    [TestCase("$l = []; [1, 2].each { |x| begin; next; ensure; $l << x; end }; $l", "[1, 2]")]
    [TestCase("$l = []; [1, 2].each { |x| begin; break; ensure; $l << x; end }; $l", "[1]")]
    [TestCase("def f; [1].each { |x| begin; return 9; ensure; $l = x; end }; end; [f, $l]", "[9, 1]")]
    [TestCase("x = begin; 4; ensure; 5; end; x", "4")]
    [TestCase("$l = []; while true; begin; begin; break; ensure; $l << 1; end; ensure; $l << 2; end; end; $l", "[1, 2]")]
    [TestCase("$l = []; begin; while true; begin; break; ensure; $l << 1; raise 'x'; end; end; rescue; $l << 2; end; $l", "[1, 2]")]
    [TestCase("def f; begin; raise 'x'; ensure; return 3; end; end; [f, $!]", "[3, nil]")]
    public void Ensure_always_runs(string source, string expected) => Assert.That(BareMachine.Run(source), Is.EqualTo(expected));

    [TestCase("n = 0; begin; n += 1; raise 'x' if n < 3; n; rescue; retry; end", "3")]
    [TestCase("begin; raise 'x'; rescue; end; $!", "nil")]
    [TestCase("def f; begin; raise 'x'; rescue; return 1; end; end; [f, $!]", "[1, nil]")]
    [TestCase("i = 0; while i < 1; i += 1; begin; raise 'x'; rescue; next; end; end; $!", "nil")]
    [TestCase("begin; raise 'a'; rescue; begin; raise 'b'; rescue; end; $!.message; end", "\"a\"")]
    [TestCase("begin; begin; raise 'a'; rescue; raise; end; rescue => e; e.message; end", "\"a\"")]
    public void Retry_and_error_info_work(string source, string expected) => Assert.That(BareMachine.Run(source), Is.EqualTo(expected));
}
