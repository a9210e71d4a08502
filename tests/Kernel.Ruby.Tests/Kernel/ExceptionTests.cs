namespace Kernel.Ruby.Tests.Kernel;

/// <summary>Exceptions: raising, what they carry, their reports, and exit statuses.</summary>
public class ExceptionTests
{
    [TestCase("begin; raise 'x'; rescue => e; [e, e.message, e.backtrace]; end", "[#<RuntimeError: x>, \"x\", [\"test.rb:1:in '<main>'\"]]")]
    [TestCase("class EtM < StandardError; def initialize(m = 'dflt') = super; end; [(raise EtM rescue $!.message), (raise EtM, 'o' rescue $!.message)]", "[\"dflt\", \"o\"]")]
    [TestCase("raise 3", "TypeError: exception class/object expected")]
    [TestCase("begin; begin; raise 'a'; rescue; raise 'b'; end; rescue => e; [e.cause, e.cause.cause]; end", "[#<RuntimeError: a>, nil]")]
    [TestCase("begin; raise 'q', cause: nil; rescue => e; e.cause; end", "nil")]
    [TestCase("begin; raise StandardError, 'm', ['a:1']; rescue => e; e.backtrace; end", "[\"a:1\"]")]
    [TestCase("[(raise 'a' rescue $!.message), $!]", "[\"a\", nil]")]
    [TestCase("x = RuntimeError.new('o'); [x.exception.equal?(x), x.exception('n'), x == RuntimeError.new('o')]", "[true, #<RuntimeError: n>, true]")]
    [TestCase("def et_so = et_so; et_so", "SystemStackError: stack level too deep")]
    public void Raising(string source, string expected) => Assert.That(RubyMachine.Inspect(source), Is.EqualTo(expected));

    [TestCase("begin; {a: 1}.fetch(:b); rescue KeyError => e; [e.key, e.receiver, e.message]; end", "[:b, {a: 1}, \"key not found: :b\"]")]
    [TestCase("begin; et_xyz; rescue NameError => e; [e.name, e.message]; end", "[:et_xyz, \"undefined local variable or method 'et_xyz' for main:Object\"]")]
    [TestCase("begin; exit 3; rescue SystemExit => e; [e.status, e.success?]; end", "[3, false]")]
    [TestCase("begin; 'x'.freeze << 'y'; rescue FrozenError => e; [e.message, e.receiver]; end", "[\"can't modify frozen String: \\\"x\\\"\", \"x\"]")]
    [TestCase("[Errno::ENOENT.new.message, Errno::ENOENT.new('f').message, Errno::EACCES::Errno, SystemCallError.new('z', 13).class]", "[\"No such file or directory\", \"No such file or directory - f\", 13, Errno::EACCES]")]
    [TestCase("File.open('/no/such')", "Errno::ENOENT: No such file or directory @ rb_sysopen - /no/such")]
    [TestCase("[Interrupt.new.signo, SignalException.new('TERM').signo, StopIteration.new.result]", "[2, 15, nil]")]
    public void What_they_carry(string source, string expected) => Assert.That(RubyMachine.Inspect(source), Is.EqualTo(expected));

    [TestCase("def et_foo(x) = raise(ArgumentError, 'bad'); begin; [1].each { |i| et_foo(i) }; rescue => e; e.backtrace; end", "[\"test.rb:1:in 'Object#et_foo'\", \"test.rb:1:in 'block in <main>'\", \"test.rb:1:in 'Array#each'\", \"test.rb:1:in '<main>'\"]")]
    [TestCase("begin; Integer('x'); rescue => e; e.backtrace[0]; end", "\"test.rb:1:in 'Kernel#Integer'\"")]
    [TestCase("begin; 1 / 0; rescue => e; e.backtrace[0]; end", "\"test.rb:1:in 'Integer#/'\"")]
    [TestCase("begin; raise \"a\\nb\"; rescue => e; e.full_message(highlight: false); end", "\"test.rb:1:in '<main>': a (RuntimeError)\\nb\\n\"")]
    [TestCase("begin; raise ''; rescue => e; e.detailed_message; end", "\"unhandled exception\"")]
    [TestCase("begin; begin; raise 'a'; rescue; raise TypeError, 'b'; end; rescue => e; e.full_message(highlight: false); end", "\"test.rb:1:in '<main>': b (TypeError)\\ntest.rb:1:in '<main>': a (RuntimeError)\\n\"")]
    public void Reports(string source, string expected) => Assert.That(RubyMachine.Inspect(source), Is.EqualTo(expected));

    [TestCase("exit 5", 5)]
    [TestCase("exit", 0)]
    [TestCase("exit false", 1)]
    [TestCase("raise SystemExit", 0)]
    [TestCase("at_exit { exit 9 }", 9)]
    [TestCase("at_exit { $stdout.flush }; raise SystemExit.new(4)", 4)]
    [TestCase("begin; exit 2; ensure; 1; end", 2)]
    public void Exit_statuses(string source, int expected) => Assert.That(RubyMachine.Status(source), Is.EqualTo(expected));
}
