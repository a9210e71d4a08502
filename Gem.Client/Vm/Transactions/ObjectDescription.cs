using Gem.Vm.Interpreter;
using Gem.Vm.Shapes;
using Gem.Vm.Values;

namespace Gem.Vm.Transactions;

/// <summary>
/// An object as a message about a commit names it: what inspect says when that is little work, else class and id. The objects
/// of a commit may be a graph of millions, for which inspect, which repeats what is reached twice, would never end.
/// </summary>
public static class ObjectDescription
{
    private const int MostVisits = 200;
    private const int MostCharacters = 200;

    /// <summary>The description, on one line or as many as inspect makes of little.</summary>
    public static string Of(VmThread thread, Value value)
    {
        int visitsLeft = MostVisits;
        if (!IsLittle(thread.Vm, value, [], ref visitsLeft))
        {
            return $"#<{thread.Vm.Hierarchy.RealClass(thread.Vm.ClassOf(value))}:0x{thread.Vm.Memory.IdOf(value.Ref!) * 8:x16}>";
        }

        string text = thread.InspectText(value);
        return text.Length <= MostCharacters ? text : text[..MostCharacters] + "…";
    }

    /// <summary>Walks as inspect does: what is reached twice is visited twice, what is around is left out.</summary>
    private static bool IsLittle(VirtualMachine vm, Value value, List<HeapObject> around, ref int visitsLeft)
    {
        if (--visitsLeft < 0)
        {
            return false;
        }

        if (value.Ref is not (ArrayObject or HashObject or PlainObject) || around.Contains(value.Ref))
        {
            return true;
        }

        // Before anything else is asked of it: a stale one does not even know its class.
        HeapObject body = vm.Fresh(value.Ref);
        if (HasInspectOfItsOwn(vm, body))
        {
            return true;
        }

        around.Add(body);
        bool isLittle = body switch
        {
            ArrayObject array => AreItemsLittle(vm, array, around, ref visitsLeft),
            HashObject hash => AreEntriesLittle(vm, hash, around, ref visitsLeft),
            _ => AreVariablesLittle(vm, body, around, ref visitsLeft),
        };
        around.RemoveAt(around.Count - 1);
        return isLittle;
    }

    /// <summary>What a class says of its objects is brief, or its own fault.</summary>
    private static bool HasInspectOfItsOwn(VirtualMachine vm, Value value) =>
        value.Ref is PlainObject
        && vm.Methods.Find(vm.ClassOf(value), vm.Selectors.Inspect, 1) != vm.Methods.Find(vm.Classes.Object, vm.Selectors.Inspect, 1);

    private static bool AreItemsLittle(VirtualMachine vm, ArrayObject array, List<HeapObject> around, ref int visitsLeft)
    {
        if (array.Count > visitsLeft)
        {
            return false;
        }

        for (int i = 0; i < array.Count; i++)
        {
            if (!IsLittle(vm, vm.Load(ref array.Slot(i)), around, ref visitsLeft))
            {
                return false;
            }
        }

        return true;
    }

    private static bool AreEntriesLittle(VirtualMachine vm, HashObject hash, List<HeapObject> around, ref int visitsLeft)
    {
        if (hash.Count > visitsLeft)
        {
            return false;
        }

        foreach (ref HashEntry entry in hash.Entries.AsSpan(0, hash.Used))
        {
            if (!IsLittle(vm, vm.Load(ref entry.Key), around, ref visitsLeft) || !IsLittle(vm, vm.Load(ref entry.Value), around, ref visitsLeft))
            {
                return false;
            }
        }

        return true;
    }

    private static bool AreVariablesLittle(VirtualMachine vm, HeapObject body, List<HeapObject> around, ref int visitsLeft)
    {
        Shape shape = vm.Shapes[body.ShapeId];
        for (int slot = 0; slot < shape.Names.Length; slot++)
        {
            if (!IsLittle(vm, vm.Load(ref SlotAccess.SlotReference(body, shape, slot)), around, ref visitsLeft))
            {
                return false;
            }
        }

        return true;
    }
}
