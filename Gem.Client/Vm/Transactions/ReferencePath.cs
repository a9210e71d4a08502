using System.Text;
using Gem.Vm.Shapes;
using Gem.Vm.Values;
using Shared.ObjectFormat.Identity;

namespace Gem.Vm.Transactions;

/// <summary>
/// How a commit came to an object, as a program would write it: <c>PERSISTENT_ROOT[:hat][0].@rabbit</c>. Runs no code of
/// the program: a key that is neither symbol, string nor integer is shown by its class.
/// </summary>
internal static class ReferencePath
{
    private const int LongestKey = 40;

    /// <summary>The path along these objects, each of which refers to the next.</summary>
    public static string Text(VirtualMachine vm, IReadOnlyList<HeapObject> objects)
    {
        StringBuilder path = new(Beginning(vm, objects[0]));
        for (int i = 1; i < objects.Count; i++)
        {
            path.Append(Step(vm, objects[i - 1], objects[i]));
        }

        return path.ToString();
    }

    private static string Beginning(VirtualMachine vm, HeapObject body) =>
        body.Id == WellKnownObjects.PersistentRoot ? "PERSISTENT_ROOT"
        : body is ClassObject { Name: { } name } ? name.Text
        : vm.Hierarchy.LoadedClasses.FirstOrDefault(@class => IsTableOf(@class, body)) is { Name: { } owner } ? owner.Text
        : $"#<{ClassName(vm, body)} {body.Id}>";

    private static bool IsTableOf(ClassObject @class, HeapObject body) =>
        body == @class.Constants || body == @class.ClassVariables || body == @class.InstanceVariables || body == @class.Methods[0] || body == @class.Methods[1];

    private static string Step(VirtualMachine vm, HeapObject from, HeapObject to) =>
        VariableStep(vm, from, to) ?? from switch
        {
            ArrayObject array when IndexIn(array.Span, to) is >= 0 and int index => $"[{index}]",
            HashObject hash when EntryStep(vm, hash, to) is { } entry => entry,
            HashObject => ".default",
            ConstantTable table when table.Entries.Keys.FirstOrDefault(name => table.Entries[name].Ref == to) is { } variable => "." + variable.Text,
            MethodDictionary dictionary when dictionary.Entries.Keys.FirstOrDefault(name => dictionary.Entries[name].Slot.Ref == to) is { } selector => "#" + selector.Text,
            ProcObject proc when proc.Self.Ref == to => ".self",
            ExceptionObject error when error.Receiver.Ref == to => ".receiver",
            ExceptionObject error when error.Cause.Ref == to => ".cause",
            ThreadObject { Root: { } line } when LocalStep(line, to) is { } local => local,
            ContinuationObject { Copy: { } line } when LocalStep(line, to) is { } local => local,
            FiberObject { Line: { } line } when LocalStep(line, to) is { } local => local,
            _ when to is EnvironmentObject or ConstantTable or MethodDictionary => "",
            EnvironmentObject => ".variable",
            _ when to is ClassObject @class => $".<{@class}>",
            _ => $".<{ClassName(vm, to)}>",
        };

    private static string? VariableStep(VirtualMachine vm, HeapObject from, HeapObject to)
    {
        Shape shape = vm.Shapes[from.ShapeId];
        for (int slot = 0; slot < shape.Names.Length; slot++)
        {
            if (Interpreter.SlotAccess.SlotReference(from, shape, slot).Ref == to)
            {
                return "." + shape.Names[slot].Text;
            }
        }

        return null;
    }

    private static string? EntryStep(VirtualMachine vm, HashObject hash, HeapObject to)
    {
        foreach (ref HashEntry entry in hash.Entries.AsSpan(0, hash.Used))
        {
            if (entry.Value.Ref == to)
            {
                return $"[{KeyText(vm, entry.Key)}]";
            }

            if (entry.Key.Ref == to)
            {
                return ".key";
            }
        }

        return null;
    }

    /// <summary>A local variable of a stack, or the self of one of its frames.</summary>
    private static string? LocalStep(Interpreter.VmThread line, HeapObject to)
    {
        for (int i = line.FrameIndex; i > 0; i--)
        {
            foreach ((SymbolObject name, Value value) in Interpreter.FrameLocals.Of(line, i))
            {
                if (value.Ref == to)
                {
                    return "." + name.Text;
                }
            }

            if (line.Stack[line.Frames[i].Base].Ref == to)
            {
                return ".self";
            }
        }

        return null;
    }

    private static int IndexIn(ReadOnlySpan<Value> items, HeapObject to)
    {
        for (int i = 0; i < items.Length; i++)
        {
            if (items[i].Ref == to)
            {
                return i;
            }
        }

        return -1;
    }

    private static string KeyText(VirtualMachine vm, Value key) => key.Ref switch
    {
        StringObject { Length: <= LongestKey } text => $"\"{text}\"",
        HeapObject and not (ImmediateTag or SymbolObject or BigIntegerObject) => $"#<{ClassName(vm, key.Ref)}>",
        _ => key.ToString(),
    };

    private static string ClassName(VirtualMachine vm, HeapObject body) =>
        body.ShapeId < ShapeIds.FirstFree ? body.Kind.ToString() : vm.Hierarchy.RealClass(vm.Shapes[body.ShapeId].Class).ToString();
}
