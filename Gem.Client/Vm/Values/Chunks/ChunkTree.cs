using Gem.Vm.Memory;

namespace Gem.Vm.Values.Chunks;

/// <summary>
/// The chunks of a large collection by number. On disk a tree of three levels; in memory only what was touched: chunks are
/// read when they are first asked for, and of the clean ones <see cref="KeptChunks"/> says which stay.
/// <code>
///  head ──► root: ids of branches ──► branch: ids of 256 chunks ──► chunk
/// </code>
/// A changed chunk writes itself; branches and the root are written only when they get or lose an id.
/// </summary>
internal sealed class ChunkTree<TChunk> : IChunkOwner, ICollectionNodes
    where TChunk : Chunk, new()
{
    private const int BranchBits = 8;
    private const int BranchWidth = 1 << BranchBits;

    private readonly VirtualMachine _vm;
    private readonly List<int> _dirty = [];
    private ulong _rootId;
    private NodeIds? _root;
    private NodeIds?[] _branches = [];
    private TChunk?[] _chunks = [];

    /// <summary>An empty tree.</summary>
    public ChunkTree(VirtualMachine vm)
    {
        _vm = vm;
        _root = new NodeIds { IsDirty = true };
    }

    /// <summary>A committed tree.</summary>
    public ChunkTree(VirtualMachine vm, ulong rootId)
    {
        _vm = vm;
        _rootId = rootId;
    }

    /// <summary>The root as a reference for the head.</summary>
    public Value RootReference => Value.FromUnfaulted(_rootId != 0 ? _rootId : _rootId = _vm.Memory.LeaseId());

    /// <summary>The VM whose memory this is.</summary>
    public VirtualMachine Vm => _vm;

    private NodeIds Root => _root ??= ReadNode<NodeIds>(_rootId);

    /// <summary>A chunk to read from; an empty one where there is none yet.</summary>
    public TChunk this[int index] => (uint)index < (uint)_chunks.Length && _chunks[index] is { } chunk ? chunk : Load(index);

    /// <summary>A chunk to write into.</summary>
    public TChunk ToWrite(int index)
    {
        TChunk chunk = this[index];
        if (!chunk.IsDirty)
        {
            chunk.IsDirty = true;
            _dirty.Add(index);
        }

        return chunk;
    }

    /// <summary>A chunk to be read once: it is not kept. Null when there is none.</summary>
    public TChunk? Peek(int index)
    {
        if ((uint)index < (uint)_chunks.Length && _chunks[index] is { } loaded)
        {
            return loaded;
        }

        ulong id = IdAt(index);
        return id == 0 ? null : ReadNode<TChunk>(id);
    }

    /// <summary>Puts a new chunk in the place of another.</summary>
    public void Replace(int index, TChunk chunk)
    {
        MakeRoom(index);
        if (_chunks[index] is not { IsDirty: true })
        {
            _dirty.Add(index);
        }

        chunk.IsDirty = true;
        _chunks[index] = chunk;
    }

    /// <summary>Drops all chunks but those in [<paramref name="from"/>, <paramref name="to"/>).</summary>
    public void Trim(int from, int to)
    {
        Array.Clear(_chunks, 0, Math.Min(from, _chunks.Length));
        Array.Clear(_chunks, Math.Min(to, _chunks.Length), Math.Max(0, _chunks.Length - to));
        int branches = (to + BranchWidth - 1) >> BranchBits;
        Root.Cut(branches);
        Array.Clear(_branches, Math.Min(branches, _branches.Length), Math.Max(0, _branches.Length - branches));
        if ((to & (BranchWidth - 1)) != 0 && to >> BranchBits < Root.Count)
        {
            Branch(to >> BranchBits).Cut(to & (BranchWidth - 1));
        }

        for (int index = 0; index < from; index++)
        {
            if (IdAt(index) != 0)
            {
                SetId(index, 0);
            }
        }
    }

    /// <summary>Drops whole branches at the front, the chunks behind move up; answers by how many chunks.</summary>
    public int RemoveFirst(int chunks)
    {
        int branches = chunks >> BranchBits;
        int removed = branches << BranchBits;
        if (branches > 0)
        {
            Root.RemoveFirst(branches);
            _branches = _branches[Math.Min(branches, _branches.Length)..];
            _chunks = _chunks[Math.Min(removed, _chunks.Length)..];
            _dirty.RemoveAll(index => index < removed);
            for (int i = 0; i < _dirty.Count; i++)
            {
                _dirty[i] -= removed;
            }

            ForgetKept();
        }

        return removed;
    }

    /// <inheritdoc/>
    public void Write(RecordWriter writer)
    {
        foreach (int index in _dirty)
        {
            if (index < _chunks.Length && _chunks[index] is { } chunk)
            {
                ulong id = IdAt(index);
                if (id == 0)
                {
                    SetId(index, id = _vm.Memory.LeaseId());
                }

                writer.Node(id, chunk);
            }
        }

        for (int i = 0; i < _branches.Length; i++)
        {
            if (i < Root.Count && _branches[i] is { IsDirty: true } branch)
            {
                writer.Node(Root[i], branch);
            }
        }

        if (_root is { IsDirty: true })
        {
            writer.Node((ulong)RootReference.Bits, _root);
        }
    }

    /// <inheritdoc/>
    public void AddUnfaulted(List<ulong> ids)
    {
        foreach (int index in _dirty)
        {
            if (index < _chunks.Length)
            {
                _chunks[index]?.AddUnfaulted(ids);
            }
        }
    }

    /// <inheritdoc/>
    public void Committed()
    {
        foreach (NodeIds? branch in _branches)
        {
            branch?.IsDirty = false;
        }

        _root?.IsDirty = false;
        foreach (int index in _dirty)
        {
            if (index < _chunks.Length && _chunks[index] is { } chunk)
            {
                chunk.IsDirty = false;
                _vm.Memory.KeptChunks.Keep(this, index, chunk);
            }
        }

        _dirty.Clear();
    }

    private TChunk Load(int index)
    {
        TChunk chunk = Peek(index) ?? new TChunk();
        MakeRoom(index);
        _chunks[index] = chunk;
        _vm.Memory.KeptChunks.Keep(this, index, chunk);
        return chunk;
    }

    /// <inheritdoc/>
    void IChunkOwner.LetGo(int index, Chunk chunk)
    {
        if (index < _chunks.Length && _chunks[index] == chunk)
        {
            _chunks[index] = null;
        }
    }

    /// <summary>The numbers have changed: what is noted elsewhere by an old one is dropped here, or noted again when it is committed.</summary>
    private void ForgetKept()
    {
        foreach (ref TChunk? chunk in _chunks.AsSpan())
        {
            chunk?.IsKept = false;
            chunk = chunk is { IsDirty: true } ? chunk : null;
        }
    }

    private ulong IdAt(int index)
    {
        int branch = index >> BranchBits;
        return branch < Root.Count && Root[branch] != 0 ? Branch(branch)[index & (BranchWidth - 1)] : 0;
    }

    private void SetId(int index, ulong id)
    {
        int branch = index >> BranchBits;
        NodeIds ids = Branch(branch);
        if (Root[branch] == 0)
        {
            Root.Set(branch, _vm.Memory.LeaseId());
        }

        ids.Set(index & (BranchWidth - 1), id);
    }

    private NodeIds Branch(int branch)
    {
        if (branch >= _branches.Length)
        {
            Array.Resize(ref _branches, Math.Max(branch + 1, _branches.Length * 2));
        }

        return _branches[branch] ??= Root[branch] == 0 ? new NodeIds() : ReadNode<NodeIds>(Root[branch]);
    }

    private void MakeRoom(int index)
    {
        if (index >= _chunks.Length)
        {
            Array.Resize(ref _chunks, Math.Max(index + 1, Math.Max(BranchWidth, _chunks.Length + (_chunks.Length >> 1))));
        }
    }

    private TNode ReadNode<TNode>(ulong id)
        where TNode : Chunk, new()
    {
        TNode node = new();
        _vm.Memory.ReadNode(id, node);
        return node;
    }
}
