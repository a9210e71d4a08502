using Gem.Vm;
using Gem.Vm.Bytecode;
using Gem.Vm.Values;

namespace Kernel.Ruby.Tests.Persistence;

/// <summary>A fiber that goes on in another VM after each of its turns does what it does in one that keeps it.</summary>
public sealed class SuspendedStackTests
{
    private const int MostTurns = 60;

    [Test]
    public void A_random_program_goes_on_in_another_VM_after_each_turn([Range(1, 16)] int seed)
    {
        string name = $"Suspending{seed}";
        string source = new SuspendingProgram(seed, name).Source;
        TestContext.Out.WriteLine(source);
        RubyStone.InTwoVms((a, b) =>
        {
            string straight = a($"{source}\nf = Fiber.new {{ {name}.new.run(5) }}; t = 0; s = []; s << f.resume(t += 1) while f.alive? && t < {MostTurns}; s");
            Assert.That(straight, Does.StartWith("["));
            a($"Maglev.abort_transaction; {source}\nMaglev::PERSISTENT_ROOT[:t] = [0, []]; Maglev::PERSISTENT_ROOT[:f] = Fiber.new {{ {name}.new.run(5) }}; Maglev.commit_transaction");
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
        }, cleanBytesLimit: seed % 2 == 0 ? 0 : null);
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
