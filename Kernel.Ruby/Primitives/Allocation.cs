using Gem.Vm;
using Gem.Vm.Interpreter;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>Empty instances by the kind of body that a class's instances have: what <c>allocate</c> makes.</summary>
internal static class Allocation
{
    /// <summary>
    /// Allocators that other files of primitives bring for bodies of their own (Regexp, Time…); by kind.
    /// </summary>
    public static readonly Func<HeapObject>?[] ByKind = new Func<HeapObject>?[32];

    /// <summary>A new instance; raises TypeError for a class that has none.</summary>
    public static HeapObject New(VmThread t, ClassObject @class)
    {
        VirtualMachine vm = t.Vm;
        if (@class.IsSingleton)
        {
            throw t.Error(vm.Classes.TypeError, "can't create instance of singleton class");
        }

        switch (@class.InstanceKind)
        {
            case BodyKind.Plain:
                return vm.NewObject(@class);
            case BodyKind.Exception:
                return vm.Adopt(new ExceptionObject(), @class);
            case BodyKind.String:
                return vm.Adopt(new StringObject([], 0, StringEncoding.Utf8), @class);
            case BodyKind.Array:
                return vm.Adopt(new ArrayObject([], 0), @class);
            case BodyKind.Hash:
                return vm.Adopt(new HashObject(), @class);
            case BodyKind.Range:
                return vm.Adopt(new RangeObject(Value.Nil, Value.Nil, false), @class);
            case BodyKind.External:
                return vm.Adopt(NewExternal(vm, @class), @class);
            default:
                return ByKind[(int)@class.InstanceKind] is { } allocator
                    ? vm.Adopt(allocator(), @class)
                    : throw t.Error(vm.Classes.TypeError, $"allocator undefined for {Inspection.ModuleName(vm, @class)}");
        }
    }

    private static HeapObject NewExternal(VirtualMachine vm, ClassObject @class) =>
        vm.Hierarchy.IsKindOf(@class, vm.Classes.Fiber) ? new FiberObject()
        : vm.Hierarchy.IsKindOf(@class, vm.Classes.Thread) ? new ThreadObject()
        : new ExternalObject();
}
