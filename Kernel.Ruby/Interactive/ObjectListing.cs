using Gem.Vm;
using Gem.Vm.Classes;
using Gem.Vm.Interpreter;
using Gem.Vm.Values;
using Kernel.Ruby.Primitives;

namespace Kernel.Ruby.Interactive;

/// <summary>What an object has: constants, methods by class, variables. What every object has is left out.</summary>
public sealed class ObjectListing(RubyRuntime runtime)
{
    private readonly VirtualMachine _vm = runtime.Vm;

    /// <summary>The groups of an object, empty ones left out.</summary>
    public IReadOnlyList<NameGroup> Of(Value target)
    {
        List<NameGroup> groups = [];
        if (target.Ref is ClassObject module)
        {
            Add(groups, "constants", ConstantLookup.OwnNames(module).Select(name => name.Text));
            AddMethods(groups, _vm.ClassOf(target), _vm.Classes.Class, _vm.Classes.Module);
            Add(groups, $"{NameOf(module)}#methods", OwnMethods(module, withKernel: true));
            Add(groups, "class variables", ClassVariables(module));
        }
        else
        {
            AddMethods(groups, _vm.ClassOf(target));
        }

        Add(groups, "instance variables", SlotAccess.Names(_vm, target).Select(name => name.Text).Where(name => Names.IsInstanceVariable(name)));
        return groups;
    }

    /// <summary>The groups of a place: its self, and its local variables.</summary>
    public IReadOnlyList<NameGroup> Of(Workspace workspace)
    {
        List<NameGroup> groups = [.. Of(workspace.Self)];
        Add(groups, "locals", workspace.Locals);
        return groups;
    }

    private void AddMethods(List<NameGroup> groups, ClassObject start, params ReadOnlySpan<ClassObject> known)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (ClassObject candidate in start.LookupChain(_vm, 1))
        {
            // Of classes that everything has, only what the program itself has added.
            bool isCommon = candidate == _vm.Classes.Object || candidate == _vm.Classes.Kernel || candidate == _vm.Classes.BasicObject || known.Contains(candidate);
            string title = candidate.IsSingleton ? $"{SingletonName(candidate)}.methods" : $"{NameOf(candidate)}#methods";
            Add(groups, title, OwnMethods(candidate, withKernel: !isCommon).Where(seen.Add));
        }
    }

    private IEnumerable<string> OwnMethods(ClassObject candidate, bool withKernel) => MethodLookup.OwnEntries(candidate, 1)
        .Where(entry => !entry.Value.IsUndefined && !entry.Key.Text.StartsWith("__maglev_", StringComparison.Ordinal))
        .Where(entry => withKernel ? entry.Value.Visibility == Visibility.Public : !entry.Value.Code(_vm).IsKernel)
        .Select(entry => entry.Key.Text);

    private static IEnumerable<string> ClassVariables(ClassObject module)
    {
        IEnumerable<SymbolObject> committed = module.ClassVariables?.Entries.Keys ?? Enumerable.Empty<SymbolObject>();
        IEnumerable<SymbolObject> transient = module.Overlay?.ClassVariables.Entries.Keys ?? Enumerable.Empty<SymbolObject>();
        return committed.Concat(transient).Select(name => name.Text);
    }

    private static void Add(List<NameGroup> groups, string title, IEnumerable<string> names)
    {
        string[] sorted = [.. names.Distinct().Order(StringComparer.Ordinal)];
        if (sorted.Length > 0)
        {
            groups.Add(new NameGroup(title, sorted));
        }
    }

    private static string NameOf(ClassObject module) => module.Name?.Text ?? "#<anonymous>";

    private static string SingletonName(ClassObject singleton) => singleton.Attached.Ref is ClassObject attached ? NameOf(attached) : "object";
}
