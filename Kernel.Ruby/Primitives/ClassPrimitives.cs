using Gem.Vm;
using Gem.Vm.Bytecode;
using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>Class: instances and new classes.</summary>
internal static unsafe class ClassPrimitives
{
    /// <summary>Adds the primitives of Class.</summary>
    public static void Register(PrimitiveTable table)
    {
        table.Add("class_allocate", &Allocate, 0);
        table.Add("class_new", &New, 0, -1);
        table.Add("class_s_new", &NewClass, 0, 1);
        table.Add("class_superclass", &Superclass, 0);
        table.Add("class_subclasses", &Subclasses, 0);
        table.Add("class_attached_object", &AttachedObject, 0);
    }

    private static Value Allocate(VmThread t, Arguments a) => Allocation.New(t, (ClassObject)a.Self.Ref!);

    /// <summary>
    /// new: allocates, then becomes the call of initialize: the window is given the new object as receiver, and the frame,
    /// if there is one, answers its self. A default initialize is not called at all.
    /// </summary>
    private static Value New(VmThread t, Arguments a)
    {
        VirtualMachine vm = t.Vm;
        ClassObject @class = (ClassObject)a.Self.Ref!;
        HeapObject created = @class.InstanceKind == BodyKind.Plain && !@class.IsSingleton ? vm.NewObject(@class) : Allocation.New(t, @class);
        MethodEntry? initialize = vm.Methods.Find(@class, vm.Selectors.Initialize, 1);
        if (initialize is null || initialize.Owner == vm.Classes.BasicObject)
        {
            if (a.Count > 0)
            {
                Calls.CheckCount(t, a.Count, 0, 0);
            }

            return created;
        }

        int window = t.WindowOf(a);
        t.Stack[window] = created;
        int frames = t.FrameIndex;
        Value result = Calls.Invoke(t, initialize.Code(vm), window, a.Count, a.HasKeywords);
        if (result.Ref != Tags.Control)
        {
            return created;
        }

        if (t.FrameIndex > frames)
        {
            t.Frames[t.FrameIndex].Flags |= FrameFlags.ReturnsSelf;
        }

        return result;
    }

    private static Value NewClass(VmThread t, Arguments a)
    {
        VirtualMachine vm = t.Vm;
        if (a.Count > 0 && a[0].Ref is not ClassObject { IsModule: false })
        {
            throw t.Error(vm.Classes.TypeError, $"superclass must be an instance of Class (given an instance of {Conversions.ClassName(t, a[0])})");
        }

        ClassObject superclass = a.Count > 0 ? (ClassObject)a[0].Ref! : vm.Classes.Object;
        ClassObject created = Definitions.MakeClass(t, null, null, superclass);
        if (a.Block is not { } block)
        {
            return created;
        }

        int window = t.WindowOf(a);
        t.Stack[window + 1] = Value.NoBlock;
        t.Stack[window + 2] = created;
        Value result = Calls.CallBlock(t, block.WithSelf(created, created), window, 1, false);
        t.Frames[t.FrameIndex].Flags |= FrameFlags.ReturnsSelf;
        return result;
    }

    private static Value Superclass(VmThread t, Arguments a)
    {
        ClassObject @class = (ClassObject)a.Self.Ref!;
        return Gem.Vm.Classes.Hierarchy.RubySuperclass(@class) is { } superclass ? superclass
            : @class.Superclass is not null || @class == t.Vm.Classes.BasicObject ? Value.Nil
            : throw t.Error(t.Vm.Classes.TypeError, "uninitialized class");
    }

    private static Value Subclasses(VmThread t, Arguments a)
    {
        ArrayObject subclasses = t.Vm.NewArray([], 0);
        foreach (ClassObject candidate in t.Vm.Hierarchy.LoadedClasses.Reverse())
        {
            bool isSeen = !candidate.IsSingleton && !candidate.IsModule && (candidate.Flags & ClassFlags.SmalltalkOnly) == 0;
            if (isSeen && Gem.Vm.Classes.Hierarchy.RubySuperclass(candidate) == a.Self.Ref)
            {
                subclasses.Append(candidate);
            }
        }

        return subclasses;
    }

    private static Value AttachedObject(VmThread t, Arguments a)
    {
        ClassObject @class = (ClassObject)a.Self.Ref!;
        return @class.IsSingleton ? @class.Attached
            : throw t.Error(t.Vm.Classes.TypeError, $"'{Inspection.ModuleName(t.Vm, @class)}' is not a singleton class");
    }
}
