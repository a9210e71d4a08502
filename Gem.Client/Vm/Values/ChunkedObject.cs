using Gem.Vm.Memory;
using Gem.Vm.Values.Chunks;

namespace Gem.Vm.Values;

/// <summary>
/// A collection whose content, when it is large and committed, stands in hidden nodes behind its record (objects.md,
/// Collections): in chunks, or gathered in one store beside nodes that the next commit compares it with.
/// </summary>
public abstract class ChunkedObject : HeapObject
{
    /// <summary>The content stands in chunks and not in one store.</summary>
    public abstract bool IsInChunks { get; }

    /// <summary>The nodes; null for content that has none.</summary>
    private protected abstract ICollectionNodes? Nodes { get; }

    /// <inheritdoc/>
    public sealed override void WriteNodes(RecordWriter writer)
    {
        if (IsInChunks)
        {
            Nodes!.Write(writer);
        }
    }

    /// <inheritdoc/>
    public sealed override void Committed()
    {
        if (IsInChunks)
        {
            Nodes!.Committed();
        }
        else
        {
            // It was written as one record: nodes of before are in use no more.
            DropNodes();
        }
    }

    /// <inheritdoc/>
    protected sealed override void LeaveNodes()
    {
        if (IsInChunks)
        {
            Gather();
        }

        DropNodes();
    }

    /// <inheritdoc/>
    internal override void AddUnfaulted(List<ulong> ids)
    {
        Nodes?.AddUnfaulted(ids);
        base.AddUnfaulted(ids);
    }

    /// <summary>Puts the whole content into one store, for code that looks at all of it. Only while it is in chunks.</summary>
    private protected abstract void Gather();

    /// <summary>Has no part in nodes any more. Only while the content is in one store.</summary>
    private protected abstract void DropNodes();
}
