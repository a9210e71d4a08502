using System.Runtime.CompilerServices;
using Gem.Vm.Memory;
using Gem.Vm.Values.Chunks;

namespace Gem.Vm.Values;

/// <summary>
/// The record of a hash, and large hashes in chunks. A small hash is one record of its live entries. A large one is a head
/// and <see cref="HashChunks"/>.
/// <code>
///  small   references: default | key, value of each entry          bytes: flags u8 | hash value i64 of each entry
///  head    references: default | root of entries | root of buckets bytes: flags u8 | count i64 | used i64
/// </code>
/// A hash that was gathered keeps its nodes: the next commit compares and writes only those that differ.
/// </summary>
public sealed partial class HashObject
{
    /// <summary>Entries that one record holds at most.</summary>
    public const int LargestRecord = 512;

    private const byte HasProcFlag = 1;
    private const byte ByIdentityFlag = 2;
    private const byte ChunksFlag = 4;

    private HashChunks? _chunks;

    /// <inheritdoc/>
    public override bool IsInChunks
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Used > _entries.Length;
    }

    /// <inheritdoc/>
    private protected override ICollectionNodes? Nodes => _chunks;

    /// <summary>Where entries of a hash value may stand; in chunks only. See <see cref="HashChunks.PositionOf"/>.</summary>
    internal ReadOnlySpan<ulong> PlacesFor(long hash) => _chunks!.PlacesFor(hash, Used);

    /// <inheritdoc/>
    public override void WriteBody(RecordWriter writer)
    {
        bool isSmall = writer.TakesWhole || Count <= (IsInChunks ? LargestRecord / 2 : LargestRecord);
        byte flags = (byte)((HasDefaultProc ? HasProcFlag : 0) | (ComparesByIdentity ? ByIdentityFlag : 0) | (isSmall ? 0 : ChunksFlag));
        writer.Reference(Default);
        writer.Byte(flags);
        if (isSmall)
        {
            foreach (ref HashEntry entry in Entries.AsSpan(0, Used))
            {
                if (!entry.Key.IsUndefined)
                {
                    writer.Reference(entry.Key);
                    writer.Reference(entry.Value);
                    writer.Int64(entry.Hash);
                }
            }

            return;
        }

        if (!IsInChunks)
        {
            _chunks ??= new HashChunks(writer.Vm);
            _chunks.Scatter(writer.Vm, _entries.AsSpan(0, Used));
            _entries = [];
            Buckets = null;
        }

        _chunks!.WriteHead(writer, Used);
        writer.Int64(Count);
        writer.Int64(Used);
    }

    /// <inheritdoc/>
    public override void ReadBody(ref RecordReader reader)
    {
        Default = reader.Slot();
        byte flags = reader.Byte();
        HasDefaultProc = (flags & HasProcFlag) != 0;
        ComparesByIdentity = (flags & ByIdentityFlag) != 0;
        Buckets = null;
        if ((flags & ChunksFlag) != 0)
        {
            _entries = [];
            _chunks = new HashChunks(ref reader);
            Count = (int)reader.Int64();
            Used = (int)reader.Int64();
            return;
        }

        HashEntry[] entries = new HashEntry[reader.ReferencesLeft / 2];
        for (int i = 0; i < entries.Length; i++)
        {
            entries[i] = new HashEntry { Key = reader.Slot(), Value = reader.Slot(), Hash = reader.Int64() };
        }

        Entries = entries;
        Used = Count = entries.Length;
        BuildBuckets();
    }

    /// <inheritdoc/>
    internal override void Unfault()
    {
        Unfaulting.Slot(ref Default);
        foreach (ref HashEntry entry in _entries.AsSpan())
        {
            Unfaulting.Slot(ref entry.Key);
            Unfaulting.Slot(ref entry.Value);
        }

        base.Unfault();
    }

    /// <inheritdoc/>
    internal override void AddUnfaulted(List<ulong> ids)
    {
        Unfaulting.AddIds([Default], ids);
        AddUnfaulted(_entries, ids);
        base.AddUnfaulted(ids);
    }

    /// <summary>Adds the ids of unfaulted keys and values.</summary>
    internal static void AddUnfaulted(ReadOnlySpan<HashEntry> entries, List<ulong> ids)
    {
        foreach (ref readonly HashEntry entry in entries)
        {
            Unfaulting.AddIds([entry.Key, entry.Value], ids);
        }
    }

    /// <inheritdoc/>
    private protected override void DropNodes() => _chunks = null;

    /// <inheritdoc/>
    private protected override void Gather()
    {
        _entries = _chunks!.Gather(Used);
        BuildBuckets();
    }
}
