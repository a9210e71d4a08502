using Gem.Vm.Values;

namespace Gem.Vm.Memory;

/// <summary>References to objects that can be read again at any time, turned back into object ids: what unfaulting does to a slot.</summary>
internal static class Unfaulting
{
    /// <summary>
    /// Unfaults a slot that refers to a clean object whose body is all in its record. Others stay: a proc knows its frames, an
    /// object with a singleton class of this VM's own is held anyhow, and what is dirty or new has no record to come back from.
    /// </summary>
    public static void Slot(ref Value slot)
    {
        if (slot.Ref is { } body && (body.Header & HeaderFlags.Clean) != 0 && ObjectMemory.IsReadWhenUsed(body.Kind))
        {
            slot = Value.FromUnfaulted(body.Id);
        }
    }

    /// <summary>Adds the ids of unfaulted references in slots; null is none.</summary>
    public static void AddIds(ReadOnlySpan<Value> slots, List<ulong> ids)
    {
        foreach (ref readonly Value slot in slots)
        {
            if (slot.IsUnfaulted)
            {
                ids.Add((ulong)slot.Bits);
            }
        }
    }

    /// <summary>True when one of the slots is unfaulted.</summary>
    public static bool HoldsAny(ReadOnlySpan<Value> slots)
    {
        HeapObject unfaulted = Tags.Unfaulted;
        foreach (ref readonly Value slot in slots)
        {
            if (slot.Ref == unfaulted)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Unfaults slots; null is none.</summary>
    public static void Slots(Span<Value> slots)
    {
        foreach (ref Value slot in slots)
        {
            Slot(ref slot);
        }
    }
}
