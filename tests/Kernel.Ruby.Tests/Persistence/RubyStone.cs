using Gem.Vm;
using Gem.Vm.Interpreter;
using Gem.Vm.Session;
using Gem.Vm.Transactions;
using Kernel.Ruby.Tests.Kernel;
using Stone.Server.Tests.Sessions;

namespace Kernel.Ruby.Tests.Persistence;

/// <summary>A stone in this process whose repository has the Ruby kernel, and VMs on it that live for one snippet.</summary>
[SetUpFixture]
public sealed class RubyStone
{
    private static SessionService? _service;

    /// <summary>Makes the repository and loads the kernel into it.</summary>
    [OneTimeSetUp]
    public void Start()
    {
        _service = new SessionService(portable: false);
        NativeStack.Run(() =>
        {
            using StoneSession session = _service.Connect();
            VirtualMachine vm = new();
            vm.Memory.Attach(session);
            vm.BootCoreClasses();
            RubyRuntime.Install(vm, new RubyLanguage(vm)).LoadKernel(KernelSources.Default);
            ImageWriter.Write(vm, vm.NewHash());
            return true;
        });
    }

    /// <summary>Ends the stone.</summary>
    [OneTimeTearDown]
    public void Stop()
    {
        _service!.Dispose();
        Assert.That(_service.Failure, Is.Null);
    }

    /// <summary>
    /// Runs a snippet in a new VM; answers what inspect says of its value, or <c>Class: message</c> of an exception.
    /// </summary>
    /// <param name="source">The snippet.</param>
    /// <param name="cleanBytesLimit">How soon clean objects are unfaulted; 0 for before each fault, null for as usual.</param>
    internal static string InNewVm(string source, long? cleanBytesLimit = null) => InNewVm(source, vm => vm.Memory.CleanBytesLimit = cleanBytesLimit ?? vm.Memory.CleanBytesLimit);

    /// <summary>The same, in a VM that is prepared first.</summary>
    internal static string InNewVm(string source, Action<VirtualMachine> prepare) => NativeStack.Run(() =>
    {
        using StoneSession session = _service!.Connect();
        VirtualMachine vm = new();
        vm.StartOnImage(session);
        RubyRuntime runtime = RubyRuntime.Install(vm, new RubyLanguage(vm));
        prepare(vm);
        return RubyMachine.Inspect(runtime, source);
    });

    /// <summary>Gives a test two VMs that live as long as it: each runs a snippet and answers as <see cref="InNewVm"/> does.</summary>
    internal static void InTwoVms(Action<Func<string, string>, Func<string, string>> test, long? cleanBytesLimit = null) => NativeStack.Run(() =>
    {
        using StoneSession first = _service!.Connect();
        using StoneSession second = _service.Connect();
        test(Runner(first, cleanBytesLimit), Runner(second, cleanBytesLimit));
        return true;
    });

    private static Func<string, string> Runner(StoneSession session, long? cleanBytesLimit)
    {
        VirtualMachine vm = new();
        vm.Memory.CleanBytesLimit = cleanBytesLimit ?? vm.Memory.CleanBytesLimit;
        vm.StartOnImage(session);
        RubyRuntime runtime = RubyRuntime.Install(vm, new RubyLanguage(vm));
        return source => RubyMachine.Inspect(runtime, source);
    }
}
