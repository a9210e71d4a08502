using System.Collections.Concurrent;
using System.Text;
using Gem.Vm;
using Gem.Vm.Bytecode;
using Gem.Vm.Interpreter;
using Gem.Vm.Values;

namespace Kernel.Ruby.Tests.Data;

/// <summary>A VM with the whole Ruby kernel, on a thread of its own with the stack that a VM wants; shared by all tests.</summary>
internal sealed class KernelMachine
{
    private static readonly Lazy<KernelMachine> Shared = new(() => new KernelMachine());

    private readonly BlockingCollection<(string Source, TaskCompletionSource<string> Answer)> _requests = [];

    private KernelMachine()
    {
        Thread runner = new(() => NativeStack.Run(Serve)) { IsBackground = true };
        runner.Start();
    }

    /// <summary>Runs a text at top level; answers its value inspected, or "Class: message" of an uncaught exception.</summary>
    public static string Run(string source)
    {
        TaskCompletionSource<string> answer = new();
        Shared.Value._requests.Add((source, answer));
        return answer.Task.GetAwaiter().GetResult();
    }

    private bool Serve()
    {
        VirtualMachine vm = new();
        vm.BootCoreClasses();
        RubyLanguage language = new(vm);
        RubyRuntime.Install(vm, language).LoadKernel(KernelSources.Default);
        foreach ((string source, TaskCompletionSource<string> answer) in _requests.GetConsumingEnumerable())
        {
            try
            {
                answer.SetResult(Evaluate(vm, language, source));
            }
            catch (Exception error)
            {
                answer.SetException(error);
            }
        }

        return true;
    }

    private static string Evaluate(VirtualMachine vm, RubyLanguage language, string source)
    {
        string wrapped = $"begin; ({source}\n).inspect; rescue Exception => e; \"#{{e.class}}: #{{e.message}}\"; end";
        CompiledCode code = language.Compile(new CompilationRequest { Source = Encoding.UTF8.GetBytes(wrapped), File = "test.rb" });
        return ((StringObject)vm.MainThread.RunBody(code, vm.Main).Ref!).ToString();
    }
}
