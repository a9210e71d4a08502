using Gem.Vm.Bytecode;
using Gem.Vm.Interpreter;
using Gem.Vm.Lowering;
using Gem.Vm.Values;

namespace Gem.Vm.Tests.Interpreter;

/// <summary>Hand-assembled code through the interpreter.</summary>
public sealed class DispatchLoopTests
{
    /// <summary>fib(n): calls, fused compare, immediate operands.</summary>
    public static CompiledCode Fib(VirtualMachine vm)
    {
        SymbolObject name = vm.Symbols.Intern("fib");
        CodeBuilder builder = new(vm, CodeKind.Method, 1, name, null);
        builder.Code.Parameters = new ParameterList { Required = 1 };
        int n = builder.Take();
        Label recurse = new();
        builder.EmitCompareJump(Opcode.JumpNotLessInteger, n, 2, recurse);
        builder.Emit(Opcode.Return, n);
        builder.Mark(recurse);
        int first = builder.Take();
        int window = builder.TakeMany(3);
        builder.Emit(Opcode.Move, window, 0);
        builder.Emit(Opcode.SubtractInteger, window + 2, n, 1);
        builder.EmitSend(first, name, window, 1, CallFlags.SelfCall);
        builder.Emit(Opcode.Move, window, 0);
        builder.Emit(Opcode.SubtractInteger, window + 2, n, 2);
        builder.EmitSend(window, name, window, 1, CallFlags.SelfCall);
        builder.Emit(Opcode.Add, first, first, window);
        builder.Emit(Opcode.Return, first);
        return builder.Finish();
    }

    [Test]
    public void A_recursive_method_answers_its_result()
    {
        Value result = NativeStack.Run(() =>
        {
            VirtualMachine vm = new();
            vm.BootCoreClasses();
            vm.Methods.Define(vm.Classes.Object, vm.Symbols.Intern("fib"), Fib(vm), Visibility.Public, 1, false);
            return vm.MainThread.Send(vm.Main, vm.Symbols.Intern("fib"), Value.FromInteger(20));
        });
        Assert.That(result.Bits, Is.EqualTo(6765));
    }

    [Test]
    public void Endless_recursion_raises_SystemStackError()
    {
        GuestException? error = Assert.Throws<GuestException>(() => NativeStack.Run(() =>
        {
            VirtualMachine vm = new();
            vm.BootCoreClasses();
            SymbolObject name = vm.Symbols.Intern("forever");
            CodeBuilder builder = new(vm, CodeKind.Method, 1, name, null);
            int window = builder.TakeMany(2);
            builder.Emit(Opcode.Move, window, 0);
            builder.EmitSend(window, name, window, 0, CallFlags.SelfCall);
            builder.Emit(Opcode.Return, window);
            vm.Methods.Define(vm.Classes.Object, name, builder.Finish(), Visibility.Public, 1, false);
            try
            {
                return vm.MainThread.Send(vm.Main, name);
            }
            catch (UnwindException unwinding)
            {
                throw new GuestException(unwinding.Unwinding.Exception);
            }
        }));
        Assert.That(error!.Exception.Ref, Is.InstanceOf<ExceptionObject>());
        Assert.That(((ExceptionObject)error.Exception.Ref!).Message.Ref!.ToString(), Is.EqualTo("stack level too deep"));
    }

    [Test]
    [Explicit("prints a time")]
    public void Fib_27_is_timed()
    {
        NativeStack.Run(() =>
        {
            VirtualMachine vm = new();
            vm.BootCoreClasses();
            vm.Methods.Define(vm.Classes.Object, vm.Symbols.Intern("fib"), Fib(vm), Visibility.Public, 1, false);
            for (int round = 0; round < 40; round++)
            {
                long start = System.Diagnostics.Stopwatch.GetTimestamp();
                vm.MainThread.Send(vm.Main, vm.Symbols.Intern("fib"), Value.FromInteger(27));
                TestContext.Out.WriteLine($"{System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalMilliseconds:F1} ms");
            }

            return 0;
        });
    }
}
