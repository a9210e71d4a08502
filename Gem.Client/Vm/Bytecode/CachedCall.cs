namespace Gem.Vm.Bytecode;

/// <summary>What a filled <see cref="SendCache"/> leads to.</summary>
public enum CachedCall : byte
{
    /// <summary>The general path.</summary>
    General,

    /// <summary>Push a frame: the arguments stand where the code wants them.</summary>
    Frame,

    /// <summary>Call a primitive; the argument count has been checked.</summary>
    Primitive,

    /// <summary>Read a slot.</summary>
    ReadSlot,

    /// <summary>Read the number of an array's elements.</summary>
    ArrayCount,
}
