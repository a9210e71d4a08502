using System.Text;
using Gem.Vm;
using Gem.Vm.Bytecode;
using Gem.Vm.Interpreter;
using Gem.Vm.Values;

namespace Kernel.Ruby.Tests.Lowering;

/// <summary>What needs the real kernel: eval and bindings, backtraces, define_method.</summary>
public sealed class EvaluationTests
{
    private static readonly (string Source, string Expected)[] Programs =
    [
        ("x = 1; eval('x + 1')", "2"),
        ("def f(a) = eval('a * 2')\nf(4)", "8"),
        ("b = binding; eval('y = 5', b); eval('y + 1', b)", "6"),
        ("x = 1; once(2) { |z| eval('x += z') }; x", "3"),
        ("def g; x = 3; binding; end; g.eval('x')", "3"),
        ("def h; x = 3; once(1) { |q| return binding }; end; h.eval('x + q')", "4"),
        ("eval('z = 2; once(1) { |i| i + z }')", "3"),
        ("x = 1; eval('once(5) { |i| x += i }'); x", "6"),
        ("x = 1; eval('y = 2; eval(\"y + x\")')", "3"),
        ("def r; eval('return 7'); 8; end; r", "7"),
        ("def y; eval('yield 3'); end; y { |v| v + 1 }", "4"),
        ("eval('1 +')", "SyntaxError"),
        ("class K; end; K.class_eval('def q = 9'); K.new.q", "9"),
        ("o = Object.new; o.instance_eval { @a = 4 }; o.instance_eval('@a + 1')", "5"),
        ("alias $new_name $old_name; $old_name = 4; $new_name", "4"),
        ("def t\n  raise 'x'\nend\nbegin\n  t\nrescue => e\n  e.backtrace\nend", "[\"test.rb:2:in 'Object#t'\", \"test.rb:5:in '<main>'\"]"),
        ("def mm = [__method__, once(1) { __method__ }]\nmm", "[:mm, :mm]"),
        ("define_singleton_method(:dd) { |a, b = 2| return a + b }; dd(1)", "3"),
        ("class Z; define_method(:w) { |&b| b.call(3) }; end; Z.new.w { |q| q * 2 }", "6"),
        ("class L; def a(*r, **o, &b) = [r, o, b.call]; define_method(:c) { |*r, **o, &b| a(*r, **o, &b) }; end; L.new.c(1, x: 2) { 3 }", "[[1], {x: 2}, 3]"),
        ("class S3; define_method(:f) { super }; end; S3.new.f", "RuntimeError: implicit argument passing of super from method defined by define_method() is not supported. Specify all arguments explicitly."),
        ("class S1; def f(x) = [x]; end; class S2 < S1; define_method(:f) { |x| super(x + 1) }; end; S2.new.f(1)", "[2]"),
    ];

    [Test]
    public void Programs_on_the_kernel_give_what_MRI_gives()
    {
        List<string> answers = NativeStack.Run(() =>
        {
            VirtualMachine vm = new();
            vm.BootCoreClasses();
            RubyLanguage language = new(vm);
            RubyRuntime.Install(vm, language).LoadKernel(KernelSources.Default);
            BareMachine.Use(vm);
            Answer(vm, language, "def once(x) = yield(x)");
            return Programs.Select(program => Answer(vm, language, program.Source)).ToList();
        });
        Assert.Multiple(() =>
        {
            for (int i = 0; i < Programs.Length; i++)
            {
                Assert.That(answers[i], Is.EqualTo(Programs[i].Expected).Or.StartsWith(Programs[i].Expected), Programs[i].Source);
            }
        });
    }

    private static string Answer(VirtualMachine vm, RubyLanguage language, string source)
    {
        try
        {
            CompiledCode code = language.Compile(new CompilationRequest { Source = Encoding.UTF8.GetBytes(source), File = "test.rb" });
            return BareMachine.Inspect(vm, vm.MainThread.RunBody(code, vm.Main));
        }
        catch (GuestException error)
        {
            return Describe(error.Exception);
        }
        catch (UnwindException error) when (error.Unwinding.IsException)
        {
            return Describe(error.Unwinding.Exception);
        }
    }

    private static string Describe(Value exception)
    {
        ExceptionObject error = (ExceptionObject)exception.Ref!;
        return $"{BareMachine.ClassName(error)}: {error.Message} {string.Join(", ", error.RaisedAt ?? [])}";
    }
}
