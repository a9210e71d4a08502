using Gem.Vm;
using Gem.Vm.Bytecode;
using Gem.Vm.Values;

namespace Kernel.Ruby.Tests.Persistence;

/// <summary>A fiber that goes on in another VM after each of its turns does what it does in one that keeps it.</summary>
public sealed class SuspendedStackTests
{
    private const int MostTurns = 60;

    /// <summary>Operators and conversions of a class each of which suspends.</summary>
    private const string Operators = """
        Maglev.persistent do
          class SuspendingOperators
            include Enumerable
            attr_reader :v
            def initialize(v) = @v = v
            def <(o) = (Fiber.yield(:lt); @v < o.v)
            def +(o) = (Fiber.yield(:plus); self.class.new(@v + o.v))
            def ==(o) = (Fiber.yield(:eq); @v == o.v)
            def ===(o) = (Fiber.yield(:case); true)
            def !; Fiber.yield(:not); false; end
            def [](i) = (Fiber.yield(:get); @v + i)
            def []=(i, x); Fiber.yield(:set); @v = x; end
            def each; Fiber.yield(:each); yield @v; end
            def to_s = (Fiber.yield(:to_s); "op#{@v}")
            def method_missing(name) = (Fiber.yield(name); name)
            def respond_to_missing?(*) = false
            def self.run(_)
              a, b = new(1), new(2)
              t = (a < b)
              r = [t, (a + b).v, a == b, a != b, a[5]]
              a[1] = 7
              a[2] += 3
              r << (not a) << "x#{a}y#{b}" << a.map { |x| x * 2 } << (case 5 when a then :yes end) << a.foo
            end
          end
        end
        """;

    [Test]
    public void A_random_program_goes_on_in_another_VM_after_each_turn([Range(1, 16)] int seed)
    {
        string name = $"Suspending{seed}";
        GoesOn(new SuspendingProgram(seed, name).Source, $"{name}.new", seed % 2 == 0 ? 0 : null);
    }

    [Test]
    public void Operators_that_suspend_go_on_in_another_VM() => GoesOn(Operators, "SuspendingOperators", null);

    private static void GoesOn(string source, string receiver, long? cleanBytesLimit)
    {
        TestContext.Out.WriteLine(source);
        RubyStone.InTwoVms((a, b) =>
        {
            string straight = a($"{source}\nf = Fiber.new {{ {receiver}.run(5) }}; t = 0; s = []; s << f.resume(t += 1) while f.alive? && t < {MostTurns}; s");
            Assert.That(straight, Does.StartWith("["));
            a($"Maglev.abort_transaction; {source}\nMaglev::PERSISTENT_ROOT[:t] = [0, []]; Maglev::PERSISTENT_ROOT[:f] = Fiber.new {{ {receiver}.run(5) }}; Maglev.commit_transaction");
            string turn = $"""
                Maglev.abort_transaction
                f = Maglev::PERSISTENT_ROOT[:f]
                t = Maglev::PERSISTENT_ROOT[:t]
                t[1] << f.resume(t[0] += 1) if f.alive? && t[0] < {MostTurns}
                Maglev.commit_transaction
                f.alive? && t[0] < {MostTurns}
                """;
            for (string answer = "true"; answer == "true"; (a, b) = (b, a))
            {
                answer = b(turn);
                Assert.That(answer, Is.EqualTo("true").Or.EqualTo("false"));
            }

            Assert.That(a("Maglev.abort_transaction; Maglev::PERSISTENT_ROOT[:t][1]"), Is.EqualTo(straight));
        }, cleanBytesLimit);
    }

    [Test]
    public void A_method_that_another_version_has_compiled_again_refuses_by_name()
    {
        Assert.That(
            RubyStone.InNewVm("Maglev.persistent { class Recompiled; def m = [Fiber.yield(1)]; end }; Maglev::PERSISTENT_ROOT[:r] = f = Fiber.new { Recompiled.new.m }; f.resume; Maglev.commit_transaction"),
            Is.EqualTo("true"));
        string answer = RubyStone.InNewVm("Maglev::PERSISTENT_ROOT[:r].resume(2)", vm => MethodOf(vm, "Recompiled", "m").Version++);
        Assert.That(answer, Does.StartWith("RuntimeError: can't go on in Recompiled#m (").And.Match(@"it was compiled again by another version of this program \(bytecode \d+, now \d+\)"));
        Assert.That(RubyStone.InNewVm("Maglev::PERSISTENT_ROOT[:r].resume(2)"), Is.EqualTo("[2]"));
    }

    private static CompiledCode MethodOf(VirtualMachine vm, string name, string selector)
    {
        vm.Constants.TryOwn(vm.Classes.Object, vm.Symbols.Intern(name), out Value found);
        return vm.Methods.Find((ClassObject)found.Ref!, vm.Symbols.Intern(selector), 1)!.Code(vm);
    }
}
