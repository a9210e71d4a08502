namespace Gem.Vm.Values;

/// <summary>One entry of a <see cref="HashObject"/>.</summary>
public struct HashEntry
{
    /// <summary>Key; Undefined once deleted.</summary>
    public Value Key;

    /// <summary>Value.</summary>
    public Value Value;

    /// <summary>Hash value of the key, the same in every VM of the repository.</summary>
    public long Hash;
}
