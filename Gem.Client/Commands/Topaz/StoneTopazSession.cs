using Gem.Vm;
using Gem.Vm.Interpreter;
using Gem.Vm.Session;
using Gem.Vm.Transactions;
using Kernel.Ruby;
using Kernel.Smalltalk;

namespace Gem.Client.Commands.Topaz;

/// <summary>Topaz's session on a stone: a VM of its own for each login. Definitions are persistent, as in GemStone.</summary>
internal sealed class StoneTopazSession : ITopazSession, IDisposable
{
    private StoneSession? session;
    private VirtualMachine? vm;

    public VmThread? Thread => vm?.MainThread;

    public void Login(TopazSettings settings)
    {
        if (vm is not null)
        {
            throw new TopazException("already logged in");
        }

        string stone = settings.Stone.Length > 0 ? settings.Stone : Installation.StoneName;
        try
        {
            session = StoneLogin.Connect(stone, "topaz", startsIt: stone == Installation.DefaultStone);
        }
        catch (Exception error) when (error is StoneUnreachableException or StoneRefusedException)
        {
            throw new TopazException($"login failed: {error.Message}");
        }

        vm = new VirtualMachine();
        vm.StartOnImage(session);
        SmalltalkRuntime.Install(vm);
        RubyRuntime.Install(vm, new RubyLanguage(vm));
        vm.MainThread.IsPersistentMode = true;
    }

    public void Logout()
    {
        vm = null;
        session?.Dispose();
        session = null;
    }

    public void Commit()
    {
        try
        {
            vm!.Transaction.Commit();
        }
        catch (Gem.Vm.Memory.NotPersistableException refused)
        {
            throw new TopazException($"commit failed: {vm!.MainThread.InspectText(refused.Culprit)} can't be committed");
        }
        catch (Exception error) when (error is CommitFailedException or CommitRefusedException)
        {
            throw new TopazException($"commit failed: {error.Message}");
        }
    }

    public void Abort() => vm!.Transaction.Abort();

    public void Begin() => vm!.Transaction.Begin();

    public void Dispose() => Logout();
}
