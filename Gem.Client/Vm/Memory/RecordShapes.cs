using Gem.Vm.Shapes;

namespace Gem.Vm.Memory;

/// <summary>
/// Shapes by what a record says: class, layout, and the inline capacity of the body. Open addressing. Why not .NET's
/// dictionary: see <see cref="Values.SymbolMap{TValue}"/>.
/// </summary>
internal sealed class RecordShapes
{
    private Entry[] _entries = new Entry[256];
    private int _count;

    /// <summary>The shape, null when none was added.</summary>
    public Shape? Find(ulong classId, ulong layoutId, int capacity) => _entries[Place(_entries, classId, layoutId, capacity)].Shape;

    /// <summary>Adds one that is not there.</summary>
    public void Add(ulong classId, ulong layoutId, int capacity, Shape shape)
    {
        if (++_count * 2 > _entries.Length)
        {
            Entry[] larger = new Entry[_entries.Length * 2];
            foreach (Entry entry in _entries)
            {
                if (entry.Shape is not null)
                {
                    larger[Place(larger, entry.ClassId, entry.LayoutId, entry.Capacity)] = entry;
                }
            }

            _entries = larger;
        }

        _entries[Place(_entries, classId, layoutId, capacity)] = new Entry { ClassId = classId, LayoutId = layoutId, Capacity = capacity, Shape = shape };
    }

    /// <summary>Where it stands, or would.</summary>
    private static int Place(Entry[] entries, ulong classId, ulong layoutId, int capacity)
    {
        ulong mixed = ((classId * 31) + layoutId) * 31 + (uint)capacity;
        int index = (int)(mixed * 0x9E37_79B9_7F4A_7C15 >> 40) & (entries.Length - 1);
        while (entries[index].Shape is not null
            && (entries[index].ClassId != classId || entries[index].LayoutId != layoutId || entries[index].Capacity != capacity))
        {
            index = (index + 1) & (entries.Length - 1);
        }

        return index;
    }

    private struct Entry
    {
        public ulong ClassId;
        public ulong LayoutId;
        public int Capacity;
        public Shape? Shape;
    }
}
