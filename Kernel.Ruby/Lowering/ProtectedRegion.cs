using Gem.Vm.Bytecode;
using Gem.Vm.Lowering;
using Kernel.Ruby.Syntax.Nodes;

namespace Kernel.Ruby.Lowering;

/// <summary>
/// Code under a rescue or ensure handler. It has gaps where an ensure body stands inline on the way out of it, because
/// that must not run under its own handler.
/// </summary>
internal sealed class ProtectedRegion(int register, bool isEnsure, StatementsNode? ensureBody) : ControlContext
{
    private readonly List<(Label Start, Label End)> _ranges = [];
    private Label? _start;

    /// <summary>The handler.</summary>
    public Label Handler { get; } = new();

    /// <summary>True for ensure.</summary>
    public bool IsEnsure { get; } = isEnsure;

    /// <summary>What ensure runs.</summary>
    public StatementsNode? EnsureBody { get; } = ensureBody;

    /// <summary>Code from here on is protected.</summary>
    public void Open(CodeBuilder builder) => _start ??= builder.Here();

    /// <summary>Code from here on is not; answers whether it was.</summary>
    public bool Close(CodeBuilder builder)
    {
        if (_start is null)
        {
            return false;
        }

        Label end = builder.Here();
        if (end.Position > _start.Position)
        {
            _ranges.Add((_start, end));
        }

        _start = null;
        return true;
    }

    /// <summary>Enters the handler for all ranges. Inner regions come first.</summary>
    public void Register(CodeBuilder builder)
    {
        foreach ((Label first, Label end) in _ranges)
        {
            builder.AddHandler(first, end, Handler, register, IsEnsure ? HandlerKind.Ensure : HandlerKind.Rescue);
        }
    }
}
