using Gem.Vm.Values;

namespace Gem.Vm.Memory;

/// <summary>How many bytes of memory objects take: bodies and the stores that are theirs alone.</summary>
public static class ObjectSizes
{
    /// <summary>.NET's header and table, this VM's header word, the id, the store of further variables.</summary>
    public const int BytesOfBody = 40;

    private const int BytesOfStore = 24;
    private const int BytesOfValue = 16;
    private const int BytesOfEntry = (2 * BytesOfValue) + sizeof(long);

    /// <summary>What most bodies have beside that, when they have no stores.</summary>
    private const int BytesOfOthers = 64;

    /// <summary>Bytes of one object; of what others share with it nothing.</summary>
    public static long Of(HeapObject body) => BytesOfBody + BytesOf(body.Overflow?.Length ?? 0, BytesOfValue) + (body switch
    {
        PlainObject plain => plain.InlineCapacity * BytesOfValue,
        ArrayObject { IsInChunks: false } array => BytesOf(array.Items.Length, BytesOfValue),
        StringObject { IsInChunks: false, IsShared: false } text => BytesOf(text.Bytes.Length, sizeof(byte)),
        HashObject { IsInChunks: false } hash => BytesOf(hash.Entries.Length, BytesOfEntry) + BytesOf(hash.Buckets?.Length ?? 0, sizeof(int)),
        ChunkedObject => 0,
        BigIntegerObject integer => BytesOf(integer.Value.GetByteCount(), sizeof(byte)),
        EnvironmentObject environment => BytesOf(environment.Variables.Length, BytesOfValue),
        _ => BytesOfOthers,
    });

    private static long BytesOf(int count, int bytesOfOne) => count == 0 ? 0 : BytesOfStore + ((long)count * bytesOfOne);
}
