using Gem.Vm;
using Gem.Vm.Interpreter;
using Gem.Vm.Shapes;
using Gem.Vm.Values;

namespace Kernel.Smalltalk.Primitives;

/// <summary>Shallow copies, and the swap of two objects' contents.</summary>
internal static class ObjectCopy
{
    /// <summary>A new object of a class with an original's content; not frozen, not committed.</summary>
    /// <exception cref="GuestException">TypeError: objects of that class cannot be copied.</exception>
    public static HeapObject Of(VmThread thread, HeapObject original, ClassObject @class)
    {
        VirtualMachine vm = thread.Vm;
        HeapObject copy;
        switch (vm.Fresh(original))
        {
            case PlainObject:
                copy = vm.NewObject(@class);
                break;
            case ArrayObject array:
                copy = vm.Adopt(new ArrayObject(array.Span.ToArray(), array.Count), @class);
                break;
            case StringObject text:
                copy = vm.Adopt(new StringObject(text.Span.ToArray(), text.Length, text.Encoding), @class);
                break;
            case RangeObject range:
                copy = vm.Adopt(new RangeObject(range.First, range.Last, range.ExcludesEnd), @class);
                break;
            case ExceptionObject exception:
                copy = vm.Adopt(new ExceptionObject { Message = exception.Message, Subject = exception.Subject, Receiver = exception.Receiver }, @class);
                break;
            case BigIntegerObject or ProcObject or ClassObject or MethodObject:
                return original;
            default:
                throw thread.Error(vm.Classes.TypeError, $"an instance of {@class} cannot be copied");
        }

        foreach (SymbolObject name in SlotAccess.Names(vm, original))
        {
            SlotAccess.SlotForWriting(vm, copy, name) = SlotAccess.Get(vm, original, name);
        }

        return copy;
    }

    /// <summary>Swaps class and content of two objects of one representation; false when they differ in it, or are classes.</summary>
    public static bool Swap(VmThread thread, HeapObject left, HeapObject right)
    {
        VirtualMachine vm = thread.Vm;
        bool areAlike = (left, right) is (PlainObject, PlainObject) or (ArrayObject, ArrayObject) or (StringObject, StringObject);
        if (!areAlike)
        {
            return false;
        }

        vm.WillWrite(left);
        vm.WillWrite(right);
        switch (left, right)
        {
            case (ArrayObject a, ArrayObject b):
                (a.Items, b.Items) = (b.Items, a.Items);
                (a.Start, b.Start) = (b.Start, a.Start);
                (a.Count, b.Count) = (b.Count, a.Count);
                break;
            case (StringObject a, StringObject b):
                (a.Bytes, b.Bytes) = (b.Bytes, a.Bytes);
                (a.Length, b.Length) = (b.Length, a.Length);
                (a.Encoding, b.Encoding) = (b.Encoding, a.Encoding);
                (a.IsShared, b.IsShared) = (b.IsShared, a.IsShared);
                break;
        }

        List<(SymbolObject, Value)> ofLeft = Variables(vm, left);
        List<(SymbolObject, Value)> ofRight = Variables(vm, right);
        ClassObject leftClass = vm.ClassOf(left);
        ClassObject rightClass = vm.ClassOf(right);
        Refill(vm, left, rightClass, ofRight);
        Refill(vm, right, leftClass, ofLeft);
        return true;
    }

    private static List<(SymbolObject Name, Value Value)> Variables(VirtualMachine vm, HeapObject body) =>
        [.. SlotAccess.Names(vm, body).Select(name => (name, SlotAccess.Get(vm, body, name)))];

    private static void Refill(VirtualMachine vm, HeapObject body, ClassObject @class, List<(SymbolObject Name, Value Value)> variables)
    {
        int inline = vm.Shapes[body.ShapeId].InlineCapacity;
        Shape root = @class.RootShape(vm);
        body.SetShape(root.InlineCapacity == inline && root.Names.Length == 0 ? root.Id : vm.Shapes.Create(@class, [], inline).Id);
        foreach ((SymbolObject name, Value value) in variables)
        {
            SlotAccess.SlotForWriting(vm, body, name) = value;
        }
    }
}
