using Gem.Client.Commands.Irb;
using Gem.Vm;
using Gem.Vm.Interpreter;
using Gem.Vm.Session;
using Gem.Vm.Transactions;
using Kernel.Ruby;
using Kernel.Ruby.Interactive;
using Kernel.Smalltalk;

namespace Gem.Client.Commands.Topaz;

/// <summary>Topaz's session on a stone: a VM of its own for each login. Definitions are persistent, as in GemStone.</summary>
internal sealed class StoneTopazSession : ITopazSession, IDisposable
{
    private StoneSession? _session;
    private RubyRuntime? _ruby;

    public VmThread? Thread => Vm?.MainThread;

    private VirtualMachine? Vm => _ruby?.Vm;

    public void Login(TopazSettings settings)
    {
        if (Vm is not null)
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

        _ruby = GemStart.On(_session, stone);
        _ruby.Vm.MainThread.IsPersistentMode = true;
    }

    public void Logout()
    {
        _ruby = null;
        _session?.Dispose();
        _session = null;
    }

    public void Commit()
    {
        try
        {
            Vm!.Transaction.Commit();
        }
        catch (Gem.Vm.Memory.NotPersistableException refused)
        {
            throw new TopazException($"commit failed: {ObjectDescription.Of(Vm!.MainThread, refused.Culprit)} can't be committed: {refused.Message}");
        }
        catch (Exception error) when (error is CommitFailedException or CommitRefusedException or OutsideOfTransactionException)
        {
            throw new TopazException($"commit failed: {error.Message}");
        }
    }

    public void Abort() => Vm!.Transaction.Abort();

    public void Begin()
    {
        try
        {
            Vm!.Transaction.Begin();
        }
        catch (OutsideOfTransactionException refused)
        {
            throw new TopazException($"begin failed: {refused.Message}");
        }
    }

    public void Interact(Func<string?>? lines)
    {
        IrbShell shell = new(_ruby!, _session!, new IrbOptions(), lines);
        _ruby!.RunInteractive(new RubyProgram { Source = [], File = Workspace.FileName }, "irb", shell.Run, shell.ReportFailure);
    }

    public void Dispose() => Logout();
}
