using Gem.Vm.Values;

namespace Gem.Vm.Interpreter;

/// <summary>Constants that are there when they are first used: the file of an autoload is required, the block of a transient constant runs.</summary>
internal static class Autoloads
{
    /// <summary>
    /// Runs the block that the owner of the constant has for it, once in this VM; else requires the files that modules in memory have
    /// for the name, each once.
    /// </summary>
    public static void Fire(VmThread thread, SymbolObject name, ClassObject? owner)
    {
        VirtualMachine vm = thread.Vm;
        if (owner is not null && vm.Constants.MakerOf(owner, name).Ref is ProcObject maker)
        {
            vm.Constants.Define(owner, name, thread.Yield(maker), persistent: false);
            return;
        }

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
