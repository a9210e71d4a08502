using Gem.Vm.Memory;

namespace Gem.Vm.Values.Chunks;

/// <summary>An inner node of a <see cref="ChunkTree{TChunk}"/>: the ids of the nodes below it, 0 where there is none.</summary>
internal sealed class NodeIds : Chunk
{
    private ulong[] _ids = [];

    /// <summary>Ids used.</summary>
    public int Count { get; private set; }

    /// <summary>One id, 0 when there is none.</summary>
    public ulong this[int index] => index < Count ? _ids[index] : 0;

    /// <summary>Sets one id; those before it that were never set are 0.</summary>
    public void Set(int index, ulong id)
    {
        if (index >= _ids.Length)
        {
            Array.Resize(ref _ids, Math.Max(index + 1, Math.Max(4, _ids.Length * 2)));
        }

        _ids[index] = id;
        Count = Math.Max(Count, index + 1);
        IsDirty = true;
    }

    /// <summary>Forgets all ids from an index on.</summary>
    public void Cut(int count)
    {
        if (Count > count)
        {
            Array.Clear(_ids, count, Count - count);
            Count = count;
            IsDirty = true;
        }
    }

    /// <summary>Takes ids away at the front; the others move up.</summary>
    public void RemoveFirst(int count)
    {
        _ids = _ids[Math.Min(count, Count)..Count];
        Count = _ids.Length;
        IsDirty = true;
    }

    /// <inheritdoc/>
    public override void Write(RecordWriter writer)
    {
        for (int i = 0; i < Count; i++)
        {
            writer.Reference(_ids[i] == 0 ? Value.Nil : Value.FromUnfaulted(_ids[i]));
        }
    }

    /// <inheritdoc/>
    public override void Read(ref RecordReader reader)
    {
        _ids = new ulong[reader.ReferencesLeft];
        Count = _ids.Length;
        for (int i = 0; i < _ids.Length; i++)
        {
            _ids[i] = reader.ObjectId();
        }
    }
}
