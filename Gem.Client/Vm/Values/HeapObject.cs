using System.Runtime.CompilerServices;
using Gem.Vm.Memory;

namespace Gem.Vm.Values;

/// <summary>
/// Base of every object in a VM. Its first word holds shape and flags together, so that a load compares 32 bits and a
/// store 64 (objects.md, Writes).
/// </summary>
public abstract class HeapObject
{
    /// <summary>Low 32 bits: shape id. High 32 bits: <see cref="HeaderFlags"/>.</summary>
    public long Header;

    /// <summary>Object id, or 0 while none was asked for. Once given it never changes, through commit and in every VM.</summary>
    public ulong Id;

    /// <summary>Instance variables past the inline capacity of the shape; null while there are none.</summary>
    public Value[]? Overflow;

    /// <summary>What kind of body this is, in memory and in the object's record.</summary>
    public abstract BodyKind Kind { get; }

    /// <summary>Shape id, the low half of <see cref="Header"/>.</summary>
    public int ShapeId
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (int)Header;
    }

    /// <summary>True when writes are refused.</summary>
    public bool IsFrozen => (Header & HeaderFlags.Frozen) != 0;

    /// <summary>True when the object has a record in the repository.</summary>
    public bool IsCommitted => (Header & (HeaderFlags.Clean | HeaderFlags.Dirty)) != 0;

    /// <summary>Sets the shape and keeps the flags.</summary>
    public void SetShape(int shapeId) => Header = (Header & ~0xFFFF_FFFFL) | (uint)shapeId;

    /// <summary>
    /// A copy of this body with its shape, as a new object: no id, not frozen, not committed. Stores inside of the body
    /// are still shared; whoever copies gives the copy its own.
    /// </summary>
    public HeapObject ShallowCopy()
    {
        HeapObject copy = (HeapObject)MemberwiseClone();
        copy.Header &= 0xFFFF_FFFFL;
        copy.Id = 0;
        copy.Overflow = (Value[]?)Overflow?.Clone();
        copy.LeaveNodes();
        return copy;
    }

    /// <summary>Writes what this body holds beside its instance variables: references first, then bytes.</summary>
    public abstract void WriteBody(RecordWriter writer);

    /// <summary>Reads back what <see cref="WriteBody"/> wrote, replacing the present content.</summary>
    public abstract void ReadBody(ref RecordReader reader);

    /// <summary>Writes the hidden nodes that the record refers to, those that changed; called after <see cref="WriteBody"/>.</summary>
    public virtual void WriteNodes(RecordWriter writer)
    {
    }

    /// <summary>What was written is committed.</summary>
    public virtual void Committed()
    {
    }

    /// <summary>
    /// Lets go what only this body holds in memory: references to clean objects become object ids again, wherever they are
    /// read through <see cref="VirtualMachine.Load(ref Value)"/>.
    /// </summary>
    internal virtual void Unfault() => Unfaulting.Slots(Overflow);

    /// <summary>Adds the ids of the unfaulted references that this body holds in memory.</summary>
    internal virtual void AddUnfaulted(List<ulong> ids) => Unfaulting.AddIds(Overflow, ids);

    /// <summary>Called on a copy: it has no part in its original's hidden nodes.</summary>
    protected virtual void LeaveNodes()
    {
    }
}
