using System.Collections.Concurrent;
using System.Text;
using Gem.Vm;
using Gem.Vm.Interpreter;
using Gem.Vm.Values;
using Kernel.Smalltalk.Syntax;

namespace Kernel.Smalltalk.Tests.Running;

/// <summary>A bare VM with the Smalltalk kernel, on a thread of its own with the stack that guest threads need.</summary>
internal sealed class SmalltalkMachine : IDisposable
{
    private static readonly Lazy<SmalltalkMachine> SharedMachine = new(() => new SmalltalkMachine());
    private readonly BlockingCollection<Action<VmThread?, Exception?>> _work = [];
    private const int LimitMilliseconds = 5000;
    private readonly MemoryStream _output = new();
    private volatile VmThread? _guest;

    public SmalltalkMachine(bool isPersistent = false)
    {
        var thread = new Thread(() => Serve(isPersistent), NativeStack.SizeBytes) { IsBackground = true };
        thread.Start();
    }

    /// <summary>One for all tests that leave nothing behind.</summary>
    public static SmalltalkMachine Shared => SharedMachine.Value;

    /// <summary>printString of a text's value; of an exception nobody handled, its class and text.</summary>
    public static string Print(string text) => Shared.Run(text);

    /// <summary>Same, in this machine.</summary>
    public string Run(string text) => Do(thread =>
    {
        try
        {
            return SmalltalkRuntime.PrintString(thread, SmalltalkRuntime.Run(thread, new SourceText("test", text)));
        }
        catch (GuestException error)
        {
            return $"{thread.Vm.ClassOf(error.Exception)}: {((ExceptionObject)error.Exception.Ref!).Message}";
        }
        catch (SmalltalkSyntaxException error)
        {
            return error.Message;
        }
    });

    /// <summary>What a text writes to the Transcript.</summary>
    public string OutputOf(string text) => Do(thread =>
    {
        _output.SetLength(0);
        SmalltalkRuntime.Run(thread, new SourceText("test", text));
        return Encoding.UTF8.GetString(_output.ToArray());
    });

    /// <summary>Runs something on the machine's thread.</summary>
    public T Do<T>(Func<VmThread, T> action)
    {
        var done = new TaskCompletionSource<T>();
        _work.Add((thread, failure) =>
        {
            try
            {
                done.SetResult(failure is null ? action(thread!) : throw new InvalidOperationException("the kernel did not load: " + failure, failure));
            }
            catch (Exception error)
            {
                done.SetException(error);
            }
        });
        if (!done.Task.Wait(LimitMilliseconds) && _guest is { } running)
        {
            running.Post(thread => throw thread.Error(thread.Vm.Classes.Interrupt, "the test took too long"));
        }

        return done.Task.GetAwaiter().GetResult();
    }

    public void Dispose() => _work.CompleteAdding();

    private void Serve(bool isPersistent)
    {
        VirtualMachine? vm = null;
        Exception? failure = null;
        try
        {
            vm = new VirtualMachine();
            _guest = vm.MainThread;
            vm.BootCoreClasses();
            vm.MainThread.IsPersistentMode = isPersistent;
            SmalltalkRuntime.Install(vm).Output = _output;
            SmalltalkRuntime.LoadKernel(vm, SmalltalkRuntime.KernelFolder);
        }
        catch (Exception error)
        {
            failure = error;
        }

        foreach (Action<VmThread?, Exception?> action in _work.GetConsumingEnumerable())
        {
            action(vm?.MainThread, failure);
        }
    }
}
