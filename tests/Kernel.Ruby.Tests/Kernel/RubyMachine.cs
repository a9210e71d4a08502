using System.Collections.Concurrent;
using Gem.Vm;
using Gem.Vm.Interpreter;
using Gem.Vm.Values;
using Kernel.Ruby;

namespace Kernel.Ruby.Tests.Kernel;

/// <summary>
/// One VM with the whole Ruby kernel, on a thread of its own (a VM belongs to the native stack that made it), shared by all
/// tests. Snippets run one behind the other; definitions stay, so tests use names of their own.
/// </summary>
internal static class RubyMachine
{
    private static readonly BlockingCollection<Action<RubyRuntime>> Jobs = [];
    private static Exception? _failure;

    static RubyMachine()
    {
        Thread thread = new(Work, NativeStack.SizeBytes) { IsBackground = true };
        thread.Start();
    }

    /// <summary>Runs a snippet; answers what inspect says of its value, or <c>Class: message</c> of an exception.</summary>
    public static string Inspect(string source) => Do(runtime => Inspect(runtime, source));

    /// <summary>The same in a VM of the test's own, on its thread.</summary>
    public static string Inspect(RubyRuntime runtime, string source)
    {
        string answer = "";
        Value error = RubyRuntime.Guard(runtime.Vm.MainThread, () =>
        {
            Value value = runtime.RunSource(runtime.Vm.MainThread, System.Text.Encoding.UTF8.GetBytes(source), "test.rb", null);
            answer = runtime.Vm.MainThread.InspectText(value);
        });
        return error.Ref is ExceptionObject exception
            ? $"{runtime.Vm.Hierarchy.RealClass(runtime.Vm.ClassOf(error))}: {exception.Message}"
            : answer;
    }

    /// <summary>Does something with the runtime on the VM's thread.</summary>
    public static T With<T>(Func<RubyRuntime, T> action) => Do(action);

    /// <summary>Runs a program in a VM of its own; answers its exit status.</summary>
    public static int Status(string source) => NativeStack.Run(() => NewRuntime().Run(RubyProgram.Expression(source)));

    private static T Do<T>(Func<RubyRuntime, T> action)
    {
        TaskCompletionSource<T> done = new();
        Jobs.Add(runtime =>
        {
            try
            {
                done.SetResult(action(runtime));
            }
            catch (Exception error)
            {
                done.SetException(error);
            }
        });
        while (!done.Task.Wait(100))
        {
            if (_failure is not null)
            {
                throw new InvalidOperationException("the kernel does not load", _failure);
            }
        }

        return done.Task.Result;
    }

    private static void Work()
    {
        try
        {
            RubyRuntime runtime = NewRuntime();
            foreach (Action<RubyRuntime> job in Jobs.GetConsumingEnumerable())
            {
                job(runtime);
            }
        }
        catch (Exception error)
        {
            _failure = error;
        }
    }

    private static RubyRuntime NewRuntime()
    {
        VirtualMachine vm = new();
        vm.BootCoreClasses();
        RubyRuntime runtime = RubyRuntime.Install(vm, new RubyLanguage(vm));
        runtime.LoadKernel(KernelSources.Default);
        return runtime;
    }
}
