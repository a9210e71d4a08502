using Gem.Vm.Memory;

namespace Gem.Vm.Values.Chunks;

/// <summary>So many bytes of a large string. Those past the string's length mean nothing.</summary>
internal sealed class ByteChunk : Chunk
{
    /// <summary>Bits of an offset that stand for the place in its chunk.</summary>
    public const int Bits = 11;

    /// <summary>Bytes of a chunk.</summary>
    public const int Length = 1 << Bits;

    /// <summary>The bytes.</summary>
    public readonly byte[] Bytes = new byte[Length];

    /// <inheritdoc/>
    public override void Write(RecordWriter writer) => writer.Bytes(Bytes);

    /// <inheritdoc/>
    public override void Read(ref RecordReader reader) => reader.Bytes(Length).CopyTo(Bytes);
}
