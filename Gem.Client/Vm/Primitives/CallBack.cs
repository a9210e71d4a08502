namespace Gem.Vm.Primitives;

/// <summary>When a primitive calls what may give the turn to another fiber, and so needs a native stack that can be left.</summary>
public enum CallBack : byte
{
    /// <summary>It doesn't, or only as a conversion does: a switch inside raises FiberError.</summary>
    None,

    /// <summary>When it is given a block.</summary>
    WithBlock,

    /// <summary>Always: it runs programs.</summary>
    Always,
}
