using Gem.Vm;
using Gem.Vm.Interpreter;
using Gem.Vm.Values;

namespace Kernel.Smalltalk.Definition;

/// <summary>What Smalltalk notes about a class beside its definition: instance variables of the class itself, invisible to Ruby (no @).</summary>
internal static class ClassNotes
{
    /// <summary>Smalltalk's name of a class that Ruby calls otherwise.</summary>
    public const string Name = "smalltalkName";

    /// <summary>Category.</summary>
    public const string Category = "smalltalkCategory";

    /// <summary>Comment.</summary>
    public const string Comment = "smalltalkComment";

    /// <summary>A note, or null.</summary>
    public static string? Get(VirtualMachine vm, ClassObject target, string note) =>
        SlotAccess.Get(vm, target, vm.Symbols.Intern(note)).Ref switch
        {
            StringObject text => text.ToString(),
            SymbolObject symbol => symbol.Text,
            _ => null,
        };

    /// <summary>Takes a note; a text that the class has already is not written again.</summary>
    public static void Set(VmThread thread, ClassObject target, string note, string text)
    {
        if (Get(thread.Vm, target, note) != text)
        {
            SlotAccess.Set(thread, target, thread.Vm.Symbols.Intern(note), thread.Vm.NewString(text));
        }
    }

    /// <summary>A class's name in Smalltalk.</summary>
    public static string NameOf(VirtualMachine vm, ClassObject target)
    {
        if (target is { IsSingleton: true, Attached.Ref: ClassObject attached })
        {
            return NameOf(vm, attached) + " class";
        }

        return Get(vm, target, Name) ?? target.Name?.Text ?? "anonymous";
    }
}
