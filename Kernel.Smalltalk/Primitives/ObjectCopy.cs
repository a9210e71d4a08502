using Gem.Vm;
using Gem.Vm.Interpreter;
using Gem.Vm.Values;

namespace Kernel.Smalltalk.Primitives;

/// <summary>Shallow copies.</summary>
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
                copy = vm.Memory.Copied(array, vm.Adopt(new ArrayObject(array.Span.ToArray(), array.Count), @class));
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
}
