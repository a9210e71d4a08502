namespace Gem.Vm.Values.Chunks;

/// <summary>A collection's chunks, as <see cref="KeptChunks"/> sees them.</summary>
internal interface IChunkOwner
{
    /// <summary>Drops a clean chunk from memory, if it is still the one with that number.</summary>
    void LetGo(int index, Chunk chunk);
}
