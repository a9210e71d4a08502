using System.Text;
using Gem.Vm;
using Gem.Vm.Interpreter;
using Gem.Vm.Values;
using Kernel.Ruby;
using Kernel.Smalltalk.Syntax;
using Kernel.Smalltalk.Tests.Sources;

namespace Kernel.Smalltalk.Tests.Running;

/// <summary>Both kernels in one VM: each language's handlers see the other's exceptions, and messages go both ways.</summary>
public sealed class TwoLanguagesTests
{
    private static string[] Results(params (string Language, string Text)[] parts) => NativeStack.Run(() =>
    {
        var vm = new VirtualMachine();
        vm.BootCoreClasses();
        SmalltalkRuntime.Install(vm);
        SmalltalkRuntime.LoadKernel(vm, SmalltalkRuntime.KernelFolder);
        RubyRuntime ruby = RubyRuntime.Install(vm, new RubyLanguage(vm));
        ruby.LoadKernel(new KernelSources(Path.Combine(KernelFolder.Home, "..", "Kernel.Ruby")));
        return parts.Select(part => Run(vm, part.Language, part.Text)).ToArray();
    });

    private static string Run(VirtualMachine vm, string language, string text)
    {
        VmThread thread = vm.MainThread;
        try
        {
            if (language == "smalltalk")
            {
                return SmalltalkRuntime.PrintString(thread, SmalltalkRuntime.Run(thread, new SourceText("test", text)));
            }

            var request = new CompilationRequest { Source = Encoding.UTF8.GetBytes(text), File = "test.rb" };
            return thread.InspectText(thread.RunBody(vm.Languages[1]!.Compile(request), vm.Main));
        }
        catch (GuestException error)
        {
            return $"{vm.ClassOf(error.Exception)}: {((ExceptionObject)error.Exception.Ref!).Message}";
        }
        catch (UnwindException unwound)
        {
            return $"{vm.ClassOf(unwound.Unwinding.Exception)}: {((ExceptionObject)unwound.Unwinding.Exception.Ref!).Message}";
        }
    }

    [Test]
    public void Messages_and_exceptions_cross()
    {
        string[] results = Results(
            ("ruby", "class Crossing; def add(a, b); a + b; end; def fail; nil.zork; end; def save; yield; rescue StandardError => e; e.class; end; end; 1"),
            ("smalltalk", "(Object rubyConstAt: #Crossing env: 1) @ruby1:new @ruby1:add: 3 _: 4"),
            ("smalltalk", "[(Object rubyConstAt: #Crossing env: 1) @ruby1:new @ruby1:fail] on: Error do: [:e | e class printString]"),
            ("smalltalk", "| n | n := 0. [n := n + 1. n < 3 ifTrue: [(Object rubyConstAt: #Crossing env: 1) @ruby1:new @ruby1:fail]. n] on: Error do: [:e | e retry]"),
            ("smalltalk", "(Object rubyConstAt: #Crossing env: 1) @ruby1:new @ruby1:save__BLOCK: [Error signal: 'x']"),
            ("smalltalk", "(Object rubyConstAt: #Crossing env: 1) @ruby1:new @ruby1:save__BLOCK: [1/0]"),
            ("smalltalk", "[[Error signal: 'x'] ensure: [(Object rubyConstAt: #Crossing env: 1) @ruby1:new]] on: Error do: [:e | e messageText]"),
            ("ruby", "Smalltalk::OrderedCollection.equal?(Smalltalk::OrderedCollection)"),
            ("ruby", "Symbol.superclass.equal?(Object) && Numeric.superclass.equal?(Object)"));
        Assert.That(results, Is.EqualTo(new[] { "1", "7", "'MessageNotUnderstood'", "3", "Error", "ZeroDivide", "'x'", "true", "true" }));
    }
}
