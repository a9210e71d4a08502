using Gem.Vm.Values;

namespace Kernel.Smalltalk.Primitives;

/// <summary>Checks of arguments that primitives share.</summary>
internal static class Indexes
{
    /// <summary>Largest size of an indexed object.</summary>
    public const int MaximumSize = 0x7FFF_FFC7;

    /// <summary>An index from 1 to size, as an offset from 0; false for anything else.</summary>
    public static bool TryOffset(Value value, int size, out int offset)
    {
        bool isIndex = value.IsFixnum && value.Bits >= 1 && value.Bits <= size;
        offset = isIndex ? (int)value.Bits - 1 : 0;
        return isIndex;
    }

    /// <summary>A size; false for anything else.</summary>
    public static bool TrySize(Value value, out int size)
    {
        bool isSize = value.IsFixnum && value.Bits is >= 0 and <= MaximumSize;
        size = isSize ? (int)value.Bits : 0;
        return isSize;
    }
}
