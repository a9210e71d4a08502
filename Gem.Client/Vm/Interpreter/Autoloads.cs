using Gem.Vm.Values;

namespace Gem.Vm.Interpreter;

/// <summary>Fires autoloads: requires the file behind a constant that is marked so.</summary>
internal static class Autoloads
{
    /// <summary>Requires the files that modules in memory have for a name; each fires once.</summary>
    public static void Fire(VmThread thread, SymbolObject name)
    {
        VirtualMachine vm = thread.Vm;
        foreach (ClassObject module in vm.Hierarchy.LoadedClasses.ToArray())
        {
            FireIn(thread, module.Overlay?.Constants, name);
            FireIn(thread, module.Constants, name);
        }
    }

    private static void FireIn(VmThread thread, ConstantTable? table, SymbolObject name)
    {
        if (table is not null && table.Autoloads.Remove(name, out string? path))
        {
            table.Entries.Remove(name);
            thread.Send(thread.Vm.Main, thread.Vm.Symbols.Intern("require"), thread.Vm.NewString(path));
        }
    }
}
