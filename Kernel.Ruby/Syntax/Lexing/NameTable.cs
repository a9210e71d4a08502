using System.Text;

namespace Kernel.Ruby.Syntax.Lexing;

/// <summary>Makes one string of each name in a text, so that names compare by reference and decode once.</summary>
internal sealed class NameTable
{
    private string?[] _slots = new string?[256];
    private int _count;

    /// <summary>The string for the UTF-8 bytes of a name.</summary>
    internal string Get(ReadOnlySpan<byte> name)
    {
        if (Ascii.IsValid(name))
        {
            uint hash = 2166136261;
            foreach (byte c in name)
            {
                hash = (hash ^ c) * 16777619;
            }
            return Find(name, hash);
        }
        return string.Intern(Encoding.UTF8.GetString(name));
    }

    private string Find(ReadOnlySpan<byte> name, uint hash)
    {
        int mask = _slots.Length - 1;
        for (int i = (int)(hash & (uint)mask); ; i = (i + 1) & mask)
        {
            string? slot = _slots[i];
            if (slot is null)
            {
                return Add(i, string.Intern(Encoding.ASCII.GetString(name)));
            }
            if (slot.Length == name.Length && Ascii.Equals(name, slot))
            {
                return slot;
            }
        }
    }

    private string Add(int slot, string name)
    {
        _slots[slot] = name;
        _count++;
        if (_count * 2 > _slots.Length)
        {
            Grow();
        }
        return name;
    }

    private void Grow()
    {
        string?[] old = _slots;
        _slots = new string?[old.Length * 2];
        int mask = _slots.Length - 1;
        foreach (string? name in old)
        {
            if (name is null)
            {
                continue;
            }
            uint hash = 2166136261;
            foreach (char c in name)
            {
                hash = (hash ^ c) * 16777619;
            }
            int i = (int)(hash & (uint)mask);
            while (_slots[i] is not null)
            {
                i = (i + 1) & mask;
            }
            _slots[i] = name;
        }
    }
}
