using Gem.Vm.Bytecode;
using Gem.Vm.Values;

namespace Gem.Vm.Classes;

/// <summary>
/// Flushes caches when a definition changes, in this VM or by another VM's commit: by selector for methods, by name for
/// constants, everything when ancestry changes. Invariant: a filled cache is linked from its symbol.
/// </summary>
public sealed class Invalidation(VirtualMachine vm)
{
    /// <summary>Bumped with every flush; compiled code may compare it.</summary>
    public int Epoch { get; private set; }

    /// <summary>A selector's meaning has changed somewhere.</summary>
    public void Method(SymbolObject selector)
    {
        Epoch++;
        if (selector.IsLookupCached)
        {
            selector.IsLookupCached = false;
            foreach (ClassObject loaded in vm.Hierarchy.LoadedClasses)
            {
                loaded.MethodCaches[0]?.Remove(selector);
                loaded.MethodCaches[1]?.Remove(selector);
            }
        }

        for (SendCache? site = selector.Sites; site is not null; site = site.NextOfSelector)
        {
            site.ShapeId = 0;
        }

        vm.Operators.Changed(selector);
    }

    /// <summary>A constant's meaning has changed somewhere.</summary>
    public void Constant(SymbolObject name)
    {
        Epoch++;
        for (ConstantCache? site = name.ConstantSites; site is not null; site = site.NextOfName)
        {
            site.IsFilled = false;
        }
    }

    /// <summary>Ancestors have changed: any selector may mean something else.</summary>
    public void AllSendCaches()
    {
        foreach (SymbolObject symbol in vm.Symbols.All)
        {
            symbol.IsLookupCached = false;
        }

        EmptySendCaches();
    }

    /// <summary>Every send is looked up again, though no meaning has changed.</summary>
    public void EmptySendCaches()
    {
        Epoch++;
        foreach (SymbolObject symbol in vm.Symbols.All)
        {
            for (SendCache? site = symbol.Sites; site is not null; site = site.NextOfSelector)
            {
                site.ShapeId = 0;
            }
        }
    }

    /// <summary>Ancestors have changed: any constant may mean something else.</summary>
    public void AllConstantCaches()
    {
        foreach (SymbolObject symbol in vm.Symbols.All)
        {
            if (symbol.ConstantSites is not null)
            {
                Constant(symbol);
            }
        }
    }

    /// <summary>Enters a cache that is about to be filled into its selector's list.</summary>
    internal static void Link(SendCache site)
    {
        if (!site.IsLinked)
        {
            site.IsLinked = true;
            site.NextOfSelector = site.Selector.Sites;
            site.Selector.Sites = site;
        }
    }

    /// <summary>Enters a cache that is about to be filled into its name's list.</summary>
    internal static void Link(ConstantCache site)
    {
        if (!site.IsLinked)
        {
            site.IsLinked = true;
            site.NextOfName = site.Name.ConstantSites;
            site.Name.ConstantSites = site;
        }
    }
}
