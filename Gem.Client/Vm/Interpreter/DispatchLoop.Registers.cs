using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Gem.Vm.Bytecode;
using Gem.Vm.Values;

namespace Gem.Vm.Interpreter;

/// <summary>How the loop reaches registers.</summary>
internal static unsafe partial class DispatchLoop
{
    /// <summary>Both operands of a compare-and-jump are integers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool AreIntegers(ref Value r, Instruction* i) => Unsafe.Add(ref r, i->A).IsFixnum && Unsafe.Add(ref r, i->B).IsFixnum;

    /// <summary>Both operands of an operator are integers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool AreOperandsIntegers(ref Value r, Instruction* i) => Unsafe.Add(ref r, i->B).IsFixnum && Unsafe.Add(ref r, i->C).IsFixnum;

    /// <summary>Both operands of an operator are floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool AreOperandsFloats(ref Value r, Instruction* i) => Unsafe.Add(ref r, i->B).IsFloat && Unsafe.Add(ref r, i->C).IsFloat;

    /// <summary>Window at a stack index. The array is asked for each time: kept in a local, it would take a register.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref Value Window(VmThread t, int index) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(t.Stack), index);

    /// <summary>
    /// Stores a value without .NET's write barrier where none is needed: for an integer, and for a reference that is there
    /// already (self, nil, a block again and again, the tag of another float). The branches cost less than a barrier.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(ref Value slot, Value value)
    {
        if (value.Ref is null)
        {
            slot = Value.FromInteger(value.Bits);
        }
        else if (slot.Ref == value.Ref)
        {
            Unsafe.AsRef(in slot.Bits) = value.Bits;
        }
        else
        {
            slot = value;
        }
    }
}
