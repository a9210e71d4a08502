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
    private StoneSession? _session;
    private VirtualMachine? _vm;

    public VmThread? Thread => _vm?.MainThread;

    public void Login(TopazSettings settings)
    {
        if (_vm is not null)
        {
            throw new TopazException("already logged in");
        }

        string stone = settings.Stone.Length > 0 ? settings.Stone : Installation.StoneName;
        try
        {
            _session = StoneLogin.Connect(stone, "topaz", startsIt: stone == Installation.DefaultStone);
        }
        catch (Exception error) when (error is StoneUnreachableException or StoneRefusedException)
        {
            throw new TopazException($"login failed: {error.Message}");
        }

        _vm = GemStart.On(_session, stone).Vm;
        _vm.MainThread.IsPersistentMode = true;
    }

    public void Logout()
    {
        _vm = null;
        _session?.Dispose();
        _session = null;
    }

    public void Commit()
    {
        try
        {
            _vm!.Transaction.Commit();
        }
        catch (Gem.Vm.Memory.NotPersistableException refused)
        {
            throw new TopazException($"commit failed: {_vm!.MainThread.InspectText(refused.Culprit)} can't be committed: {refused.Message}");
        }
        catch (Exception error) when (error is CommitFailedException or CommitRefusedException)
        {
            throw new TopazException($"commit failed: {error.Message}");
        }
    }

    public void Abort() => _vm!.Transaction.Abort();

    public void Begin() => _vm!.Transaction.Begin();

    public void Dispose() => Logout();
}
