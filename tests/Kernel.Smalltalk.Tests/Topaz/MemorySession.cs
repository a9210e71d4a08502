using Gem.Client.Commands.Topaz;
using Gem.Vm;
using Gem.Vm.Interpreter;

namespace Kernel.Smalltalk.Tests.Topaz;

/// <summary>A topaz session without a stone: a bare VM with the kernel; commits are counted.</summary>
internal sealed class MemorySession : ITopazSession
{
    private VirtualMachine? _vm;

    public VmThread? Thread { get; private set; }

    public int Commits { get; private set; }

    public int Aborts { get; private set; }

    public string? RefusesCommit { get; set; }

    public void Login(TopazSettings settings)
    {
        if (settings.Password == "wrong")
        {
            throw new TopazException($"login failed: the password of {settings.UserName} is another");
        }

        if (_vm is null)
        {
            _vm = new VirtualMachine();
            _vm.BootCoreClasses();
            SmalltalkRuntime.Install(_vm);
            SmalltalkRuntime.LoadKernel(_vm, SmalltalkRuntime.KernelFolder);
        }

        Thread = _vm.MainThread;
    }

    public void Logout() => Thread = null;

    public void Commit()
    {
        if (RefusesCommit is not null)
        {
            throw new TopazException(RefusesCommit);
        }

        Commits++;
    }

    public void Abort() => Aborts++;

    public void Begin()
    {
    }

    public void Interact(Func<string?>? lines) => throw new TopazException("Ruby is not loaded in this session");
}
