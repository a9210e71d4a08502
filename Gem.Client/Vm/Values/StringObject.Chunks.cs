using System.Runtime.CompilerServices;
using Gem.Vm.Memory;
using Gem.Vm.Values.Chunks;

namespace Gem.Vm.Values;

/// <summary>
/// The record of a string, and large strings in chunks. A small string is one record. A large one is a head and chunks of
/// bytes.
/// <code>
///  small   bytes: encoding u8 | content
///  head    references: root of the chunks       bytes: encoding u8 with the highest bit set | length i64
/// </code>
/// A string that was gathered keeps its tree: the next commit compares and writes only the chunks that differ.
/// </summary>
public sealed partial class StringObject
{
    /// <summary>Bytes of content that one record holds at most.</summary>
    public const int LargestRecord = 1 << 14;

    private const byte ChunksFlag = 0x80;

    private ChunkTree<ByteChunk>? _chunks;

    /// <inheritdoc/>
    public override bool IsInChunks
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Length > _bytes.Length;
    }

    /// <inheritdoc/>
    private protected override ICollectionNodes? Nodes => _chunks;

    private int ChunkCount => (Length + ByteChunk.Length - 1) >> ByteChunk.Bits;

    /// <inheritdoc/>
    public override void WriteBody(RecordWriter writer)
    {
        if (writer.TakesWhole || Length <= (IsInChunks ? LargestRecord / 2 : LargestRecord))
        {
            writer.Byte((byte)Encoding);
            writer.Bytes(Span);
            return;
        }

        if (!IsInChunks)
        {
            Scatter(writer.Vm);
        }

        _chunks!.Trim(0, ChunkCount);
        writer.Reference(_chunks.RootReference);
        writer.Byte((byte)((byte)Encoding | ChunksFlag));
        writer.Int64(Length);
    }

    /// <inheritdoc/>
    public override void ReadBody(ref RecordReader reader)
    {
        byte encoding = reader.Byte();
        Encoding = (StringEncoding)(encoding & ~ChunksFlag);
        IsShared = false;
        if ((encoding & ChunksFlag) != 0)
        {
            _bytes = [];
            _chunks = new ChunkTree<ByteChunk>(reader.Vm, reader.ObjectId());
            Length = (int)reader.Int64();
        }
        else
        {
            byte[] bytes = reader.RestOfBytes().ToArray();
            Bytes = bytes;
            Length = bytes.Length;
        }
    }

    private byte ChunkByte(int offset) => _chunks![offset >> ByteChunk.Bits].Bytes[offset & (ByteChunk.Length - 1)];

    private void SetChunkByte(int offset, byte value) => _chunks!.ToWrite(offset >> ByteChunk.Bits).Bytes[offset & (ByteChunk.Length - 1)] = value;

    private void CopyFromChunks(int offset, Span<byte> target)
    {
        while (!target.IsEmpty)
        {
            ReadOnlySpan<byte> part = _chunks![offset >> ByteChunk.Bits].Bytes.AsSpan(offset & (ByteChunk.Length - 1));
            part = part[..Math.Min(part.Length, target.Length)];
            part.CopyTo(target);
            target = target[part.Length..];
            offset += part.Length;
        }
    }

    private void CopyToChunks(int offset, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            Span<byte> part = _chunks!.ToWrite(offset >> ByteChunk.Bits).Bytes.AsSpan(offset & (ByteChunk.Length - 1));
            part = part[..Math.Min(part.Length, bytes.Length)];
            bytes[..part.Length].CopyTo(part);
            bytes = bytes[part.Length..];
            offset += part.Length;
        }
    }

    /// <inheritdoc/>
    private protected override void DropNodes() => _chunks = null;

    /// <inheritdoc/>
    private protected override void Gather()
    {
        byte[] bytes = new byte[Length];
        for (int chunk = 0; chunk < ChunkCount; chunk++)
        {
            Span<byte> target = bytes.AsSpan(chunk << ByteChunk.Bits);
            _chunks!.Peek(chunk)?.Bytes.AsSpan(0, Math.Min(ByteChunk.Length, target.Length)).CopyTo(target);
        }

        _bytes = bytes;
        IsShared = false;
    }

    /// <summary>Puts the content into chunks; those that are as committed stay as they are.</summary>
    private void Scatter(VirtualMachine vm)
    {
        _chunks ??= new ChunkTree<ByteChunk>(vm);
        for (int chunk = 0; chunk < ChunkCount; chunk++)
        {
            int first = chunk << ByteChunk.Bits;
            ReadOnlySpan<byte> bytes = _bytes.AsSpan(first, Math.Min(ByteChunk.Length, Length - first));
            if (_chunks.Peek(chunk)?.Bytes.AsSpan(0, bytes.Length).SequenceEqual(bytes) != true)
            {
                ByteChunk changed = new();
                bytes.CopyTo(changed.Bytes);
                _chunks.Replace(chunk, changed);
            }
        }

        _bytes = [];
        IsShared = false;
    }
}
