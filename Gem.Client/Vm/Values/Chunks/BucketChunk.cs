using System.Runtime.InteropServices;
using Gem.Vm.Memory;

namespace Gem.Vm.Values.Chunks;

/// <summary>
/// One bucket of a large hash: for each of its entries 32 bits of the hash value (high) and the entry's position (low), by
/// ascending position.
/// </summary>
internal sealed class BucketChunk : Chunk
{
    private readonly List<ulong> _places = [];

    /// <summary>The places.</summary>
    public ReadOnlySpan<ulong> Places => CollectionsMarshal.AsSpan(_places);

    /// <summary>Adds a place behind the others.</summary>
    public void Add(ulong place) => _places.Add(place);

    /// <summary>Adds places behind the others.</summary>
    public void Add(ReadOnlySpan<ulong> places) => _places.AddRange(places);

    /// <summary>Takes away the places for which a test is true.</summary>
    public void Remove(Predicate<ulong> test) => _places.RemoveAll(test);

    /// <inheritdoc/>
    public override void Write(RecordWriter writer) => writer.Bytes(MemoryMarshal.AsBytes(Places));

    /// <inheritdoc/>
    public override void Read(ref RecordReader reader) => _places.AddRange(MemoryMarshal.Cast<byte, ulong>(reader.RestOfBytes()));
}
