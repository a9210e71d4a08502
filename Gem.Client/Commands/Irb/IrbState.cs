using Gem.Client.Commands.Irb.Editing;
using Gem.Vm.Session;

namespace Gem.Client.Commands.Irb;

/// <summary>What all sessions of a process share.</summary>
internal sealed class IrbState(StoneSession? stone, History history)
{
    private bool _hasReported;

    /// <summary>Print how long evaluations take.</summary>
    public bool Measures { get; set; }

    /// <summary>Inputs so far.</summary>
    public History History => history;

    /// <summary>Says once that the stone is gone; true when that was news.</summary>
    public bool ReportLostStone(SessionOutput output)
    {
        if (_hasReported || stone is not { IsLost: true })
        {
            return false;
        }

        _hasReported = true;
        output.Write("maglev-irb: the stone has ended this session; what was not committed is lost, and nothing can be committed\n");
        return true;
    }
}
