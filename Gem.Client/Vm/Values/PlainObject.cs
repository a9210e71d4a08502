using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Gem.Vm.Memory;

namespace Gem.Vm.Values;

/// <summary>
/// An object with instance variables only. The subclasses hold the first of them inline, in size classes of 0, 2, 4 and
/// 8; the class's history picks the size. Invariant: the inline slots of one object lie one behind the other.
/// </summary>
public class PlainObject : HeapObject
{
    /// <inheritdoc/>
    public override BodyKind Kind => BodyKind.Plain;

    /// <summary>Makes an object with room for that many inline slots (0, 2, 4 or 8), all nil.</summary>
    public static PlainObject Create(int inlineCapacity) => inlineCapacity switch
    {
        0 => new PlainObject(),
        2 => new PlainObject2(),
        4 => new PlainObject4(),
        _ => new PlainObject8(),
    };

    /// <summary>Smallest size class that holds so many instance variables.</summary>
    public static int CapacityFor(int variableCount) => variableCount switch
    {
        0 => 0,
        <= 2 => 2,
        <= 4 => 4,
        _ => 8,
    };

    /// <summary>Inline slot by index; the caller has checked the shape's capacity.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref Value InlineSlot(HeapObject body, int index) =>
        ref Unsafe.Add(ref Unsafe.As<PlainObject2>(body).Slot0, index);

    /// <summary>Number of inline slots.</summary>
    public int InlineCapacity => this switch
    {
        PlainObject8 => 8,
        PlainObject4 => 4,
        PlainObject2 => 2,
        _ => 0,
    };

    /// <inheritdoc/>
    internal override void Unfault()
    {
        if (InlineCapacity > 0)
        {
            Unfaulting.Slots(MemoryMarshal.CreateSpan(ref InlineSlot(this, 0), InlineCapacity));
        }

        base.Unfault();
    }

    /// <inheritdoc/>
    internal override void AddUnfaulted(List<ulong> ids)
    {
        if (InlineCapacity > 0)
        {
            Unfaulting.AddIds(MemoryMarshal.CreateSpan(ref InlineSlot(this, 0), InlineCapacity), ids);
        }

        base.AddUnfaulted(ids);
    }

    /// <inheritdoc/>
    public override void WriteBody(RecordWriter writer)
    {
    }

    /// <inheritdoc/>
    public override void ReadBody(ref RecordReader reader)
    {
    }
}
