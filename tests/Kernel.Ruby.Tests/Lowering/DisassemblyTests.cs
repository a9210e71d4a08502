using Gem.Vm.Bytecode;

namespace Kernel.Ruby.Tests.Lowering;

/// <summary>The bytecode of what must be fast.</summary>
public sealed class DisassemblyTests
{
    [Test]
    public void Fib_takes_one_fused_jump_and_no_moves()
    {
        CompiledCode fib = MethodOf("def fib(n) = n < 2 ? n : fib(n - 1) + fib(n - 2)");
        TestContext.Out.WriteLine(Disassembler.Text(fib));
        Assert.That(fib.Instructions.Select(instruction => instruction.Op), Is.EqualTo(new[]
        {
            Opcode.JumpNotLessInteger, Opcode.Return, Opcode.SubtractInteger, Opcode.SendSelf, Opcode.SubtractInteger,
            Opcode.SendSelf, Opcode.Add, Opcode.Return,
        }));
    }

    [Test]
    public void A_counting_loop_takes_two_instructions_an_iteration()
    {
        CompiledCode loop = MethodOf("def count(n)\n i = 0\n while i < n\n i += 1\n end\n i\nend");
        TestContext.Out.WriteLine(Disassembler.Text(loop));
        Assert.That(loop.Instructions.Select(instruction => instruction.Op), Is.EqualTo(new[]
        {
            Opcode.LoadInteger, Opcode.Jump, Opcode.AddInteger, Opcode.JumpLess, Opcode.Return,
        }));
    }

    [Test]
    public void A_block_that_sums_reads_adds_and_writes_the_captured_variable()
    {
        CompiledCode method = MethodOf("def sum(a)\n s = 0\n a.each { |x| s += x }\n s\nend");
        TestContext.Out.WriteLine(Disassembler.Text(method));
        CompiledCode block = (CompiledCode)method.Literals.First(literal => literal.Ref is CompiledCode).Ref!;
        Assert.That(block.Instructions.Select(instruction => instruction.Op), Is.EqualTo(new[]
        {
            Opcode.GetCaptured, Opcode.Add, Opcode.SetCaptured, Opcode.Return,
        }));
    }

    private static CompiledCode MethodOf(string source) =>
        (CompiledCode)BareMachine.Compile(source).Literals.First(literal => literal.Ref is CompiledCode).Ref!;
}
