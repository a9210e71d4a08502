namespace Gem.Vm.Interpreter;

/// <summary>When an interrupt may come.</summary>
public enum InterruptTiming
{
    /// <summary>At the next poll.</summary>
    Immediate,

    /// <summary>When the thread waits.</summary>
    OnBlocking,

    /// <summary>Not yet.</summary>
    Never,
}
