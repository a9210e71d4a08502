namespace Gem.Vm.Values.Chunks;

/// <summary>Whether two slots hold the same, when either may be unfaulted.</summary>
internal static class SlotComparison
{
    /// <summary>True when a chunk's slot and one of a collection hold the same object or the same immediate.</summary>
    public static bool AreSame(VirtualMachine vm, Value inChunk, Value now)
    {
        if (Value.Same(inChunk, now))
        {
            return true;
        }

        if (!inChunk.IsUnfaulted)
        {
            return now.IsUnfaulted && inChunk.Ref is { IsCommitted: true } body && body.Id == (ulong)now.Bits;
        }

        // A number that is boxed in its record has no object in memory.
        return now.IsFixnum || now.IsFloat ? Value.Same(vm.Memory.Fault((ulong)inChunk.Bits), now)
            : now.Ref is { IsCommitted: true } other && other.Id == (ulong)inChunk.Bits;
    }
}
