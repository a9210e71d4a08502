using Gem.Vm.Values;

namespace Gem.Vm.Memory;

/// <summary>
/// The VM's side of the object memory: identity of faulted objects, decoding of references, the write barrier's slow
/// path, the dirty set.
/// </summary>
public sealed class ObjectMemory(VirtualMachine vm)
{
    /// <summary>A reference word as a slot value: immediates decoded, object ids unfaulted unless the object is loaded.</summary>
    public Value Decode(ulong word) => throw new NotSupportedException($"no store ({word}, {vm})");

    /// <summary>The object with an id, loaded if need be.</summary>
    public Value Fault(ulong objectId) => throw new NotSupportedException($"no store ({objectId})");

    /// <summary>Reads a stale object again, keeping its identity.</summary>
    public void Reload(HeapObject body) => throw new NotSupportedException($"no store ({body})");

    /// <summary>
    /// The slow half of the write barrier: raises FrozenError for a frozen object, enters a clean one into the dirty set,
    /// reloads a stale one. Call before every mutation of an object whose header has a <see cref="HeaderFlags.NotWritable"/> bit.
    /// </summary>
    public void BeforeWrite(HeapObject body)
    {
        if ((body.Header & HeaderFlags.Frozen) != 0)
        {
            throw vm.FrozenError(body);
        }
    }

    /// <summary>The object id, leased when first asked for; it stays through commit and in every VM.</summary>
    public ulong IdOf(HeapObject body) => body.Id != 0 ? body.Id : body.Id = ++lastTransientId;

    private ulong lastTransientId = 1UL << 40;

    /// <summary>Keeps an object in memory although it is clean: it has an overlay, a finalizer or a monitor.</summary>
    public void Pin(HeapObject body)
    {
    }
}
