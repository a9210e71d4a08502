using System.Globalization;
using System.Text;
using Gem.Vm;
using Gem.Vm.Interpreter;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>How Ruby shows modules and plain objects: names, addresses, <c>#&lt;Foo:0x… @a=1&gt;</c>.</summary>
internal static class Inspection
{
    /// <summary>Name of a class or module as to_s shows it, anonymous and singleton ones too.</summary>
    public static string ModuleName(VirtualMachine vm, ClassObject module)
    {
        if (module.IsSingleton)
        {
            string inner = module.Attached.Ref is ClassObject attached ? ModuleName(vm, attached) : AnyToS(vm, module.Attached);
            return $"#<Class:{inner}>";
        }

        if (module.IsRefinement)
        {
            return $"#<refinement:{ModuleName(vm, Gem.Vm.Classes.RefinementTable.TargetOf(module))}@{ModuleName(vm, module.LexicalParent!)}>";
        }

        if (module.Name is null && module.LexicalParent is { } parent && vm.Constants.NameOf(parent, module) is { } constant)
        {
            return $"{ModuleName(vm, parent)}::{constant.Text}";
        }

        return module.Name?.Text
            ?? $"#<{ModuleName(vm, vm.Hierarchy.RealClass(vm.ClassOf(module)))}:{Address(vm, module)}>";
    }

    /// <summary>Class and address of an object: Object#to_s.</summary>
    public static string AnyToS(VirtualMachine vm, Value value) =>
        value.IsImmediate ? value.ToString() : $"#<{ClassName(vm, value)}:{Address(vm, value.Ref!)}>";

    /// <summary>Object#inspect: with instance variables, if there are any; an object that is being inspected already is cut short.</summary>
    public static string Inspect(VmThread t, Value value)
    {
        VirtualMachine vm = t.Vm;
        List<SymbolObject> names = SlotAccess.Names(vm, value);
        names.RemoveAll(static name => !Names.IsInstanceVariable(name.Text));
        if (names.Count == 0 || value.IsImmediate)
        {
            return AnyToS(vm, value);
        }

        HashSet<HeapObject> running = t.Visiting;
        StringBuilder text = new();
        text.Append("#<").Append(ClassName(vm, value)).Append(':').Append(Address(vm, value.Ref!));
        if (!running.Add(value.Ref!))
        {
            return text.Append(" ...>").ToString();
        }

        try
        {
            string separator = " ";
            foreach (SymbolObject name in names)
            {
                Value shown = t.Send(SlotAccess.Get(vm, value, name), vm.Selectors.Inspect);
                text.Append(separator).Append(name.Text).Append('=').Append(shown.Ref is StringObject inner ? inner.ToString() : AnyToS(vm, shown));
                separator = ", ";
            }
        }
        finally
        {
            running.Remove(value.Ref!);
        }

        return text.Append('>').ToString();
    }

    /// <summary>What stands for an object's address: from its object id, so it stays through a commit.</summary>
    public static string Address(VirtualMachine vm, HeapObject body) =>
        "0x" + (vm.Memory.IdOf(body) * 8).ToString("x16", CultureInfo.InvariantCulture);

    private static string ClassName(VirtualMachine vm, Value value) => ModuleName(vm, vm.Hierarchy.RealClass(vm.ClassOf(value)));
}
