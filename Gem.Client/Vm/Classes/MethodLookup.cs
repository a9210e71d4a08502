using Gem.Vm.Bytecode;
using Gem.Vm.Values;

namespace Gem.Vm.Classes;

/// <summary>Finds and defines methods: overlay before dictionary, class before class along the lookup chain.</summary>
public sealed class MethodLookup(VirtualMachine vm)
{
    /// <summary>
    /// Told of each definition in the repository's dictionaries before it is made: the new entry, its selector and
    /// environment, and what stands there now. How a kernel load learns what it defines, and what a program had there.
    /// </summary>
    public Action<MethodEntry, SymbolObject, int, MethodEntry?>? Defining { get; set; }

    /// <summary>What a selector means for instances of a class, null when nothing does. Cached in the class.</summary>
    public MethodEntry? Find(ClassObject start, SymbolObject selector, int environment)
    {
        SymbolMap<MethodEntry?> cache = start.MethodCaches[environment] ??= new();
        if (!cache.TryGetValue(selector, out MethodEntry? entry))
        {
            entry = FindFrom(start.LookupChain(vm, environment), 0, selector, environment);
            cache[selector] = entry;
            selector.IsLookupCached = true;
        }

        return entry;
    }

    /// <summary>Same in Ruby, for code in which refinements are active. Not cached but at call sites.</summary>
    public MethodEntry? Find(ClassObject start, SymbolObject selector, ActiveRefinements? refinements) => refinements is null
        ? Find(start, selector, 1)
        : FindRefined(start.LookupChain(vm, 1), 0, selector, refinements, null);

    /// <summary>
    /// The next meaning above <paramref name="owner"/> in the chain of a receiver's class; null when there is none. Above a
    /// refinement stands the class that it refines.
    /// </summary>
    public MethodEntry? FindAbove(ClassObject receiverClass, ClassObject owner, SymbolObject selector, int environment, ActiveRefinements? refinements = null)
    {
        ClassObject[] chain = receiverClass.LookupChain(vm, environment);
        ClassObject? refined = owner.IsRefinement ? RefinementTable.TargetOf(owner) : null;
        int position = refined is null ? Array.IndexOf(chain, owner) + 1 : FirstOf(chain, refined, environment);
        return refinements is null
            ? FindFrom(chain, position, selector, environment)
            : FindRefined(chain, position, selector, refinements, refined);
    }

    /// <summary>What a class itself says about a selector; null when it says nothing, a masked entry counts as nothing.</summary>
    public static MethodEntry? Own(ClassObject candidate, SymbolObject selector, int environment)
    {
        if (candidate.Overlay?.Methods[environment]?.Entries.TryGetValue(selector, out MethodEntry? entry) == true)
        {
            return entry.IsMasked ? null : entry;
        }

        return candidate.Methods[environment]?.Entries.GetValueOrDefault(selector);
    }

    /// <summary>Selectors that a class itself defines, undefined and masked ones left out.</summary>
    public static IEnumerable<KeyValuePair<SymbolObject, MethodEntry>> OwnEntries(ClassObject candidate, int environment)
    {
        MethodDictionary? overlay = candidate.Overlay?.Methods[environment];
        MethodDictionary? dictionary = candidate.Methods[environment];
        if (dictionary is not null)
        {
            foreach (KeyValuePair<SymbolObject, MethodEntry> pair in dictionary.Entries)
            {
                if (overlay?.Entries.ContainsKey(pair.Key) != true)
                {
                    yield return pair;
                }
            }
        }

        if (overlay is not null)
        {
            foreach (KeyValuePair<SymbolObject, MethodEntry> pair in overlay.Entries)
            {
                if (!pair.Value.IsMasked)
                {
                    yield return pair;
                }
            }
        }
    }

    /// <summary>
    /// Defines (code null: undefines) a method. <paramref name="persistent"/> decides between the repository's dictionary
    /// and this VM's overlay.
    /// </summary>
    public void Define(ClassObject owner, SymbolObject selector, CompiledCode? code, Visibility visibility, int environment, bool persistent)
    {
        MethodDictionary dictionary;
        if (persistent)
        {
            dictionary = owner.Methods[environment] ?? AddDictionary(owner, environment);
            vm.Memory.BeforeWrite(dictionary);
            owner.Overlay?.Methods[environment]?.Entries.Remove(selector);
        }
        else
        {
            dictionary = owner.OverlayForWriting().MethodsFor(environment);
            vm.Memory.Pin(owner);
        }

        MethodEntry entry = new(code, visibility, owner);
        if (persistent)
        {
            Defining?.Invoke(entry, selector, environment, dictionary.Entries.GetValueOrDefault(selector));
        }

        dictionary.Entries[selector] = entry;
        vm.Invalidation.Method(selector);
    }

    /// <summary>Tells who asks that a class's own method was defined again as it is.</summary>
    public void Confirm(MethodEntry entry, SymbolObject selector, int environment) => Defining?.Invoke(entry, selector, environment, entry);

    /// <summary>Removes a class's own method; transiently a persistent one is masked. False when there was none.</summary>
    public bool Remove(ClassObject owner, SymbolObject selector, int environment, bool persistent)
    {
        bool removed = owner.Overlay?.Methods[environment]?.Entries.Remove(selector, out MethodEntry? old) == true && !old.IsMasked;
        if (owner.Methods[environment] is { } dictionary && dictionary.Entries.ContainsKey(selector))
        {
            if (persistent)
            {
                vm.Memory.BeforeWrite(dictionary);
                dictionary.Entries.Remove(selector);
            }
            else
            {
                owner.OverlayForWriting().MethodsFor(environment).Entries[selector] =
                    new MethodEntry((CompiledCode?)null, Visibility.Public, owner) { IsMasked = true };
                vm.Memory.Pin(owner);
            }

            removed = true;
        }

        vm.Invalidation.Method(selector);
        return removed;
    }

    /// <summary>
    /// A refinement stands before the class it refines and what that prepends. <paramref name="left"/>: a class whose
    /// refinements are passed over, since super comes from one.
    /// </summary>
    private MethodEntry? FindRefined(ClassObject[] chain, int position, SymbolObject selector, ActiveRefinements refinements, ClassObject? left)
    {
        MethodEntry? refined = null;
        int first = chain.Length;
        foreach (ClassObject refinement in refinements.LatestFirst(vm))
        {
            ClassObject target = RefinementTable.TargetOf(refinement);
            if (target != left && Own(refinement, selector, 1) is { } entry && FirstOf(chain, target, 1) is var at && at >= position && at < first)
            {
                refined = entry;
                first = at;
            }
        }

        MethodEntry? plain = FindFrom(chain.AsSpan(0, first), position, selector, 1, out bool isFound);
        return isFound ? plain : refined is { IsUndefined: true } ? null : refined;
    }

    /// <summary>Where a class or module begins in a chain, with what it prepends; -1 when it is not in it.</summary>
    private int FirstOf(ClassObject[] chain, ClassObject wanted, int environment)
    {
        int at = Array.IndexOf(chain, wanted);
        return at < 0 ? -1 : Math.Max(0, at - Array.IndexOf(wanted.LookupChain(vm, environment), wanted));
    }

    private static MethodEntry? FindFrom(ReadOnlySpan<ClassObject> chain, int position, SymbolObject selector, int environment) =>
        FindFrom(chain, position, selector, environment, out _);

    private static MethodEntry? FindFrom(ReadOnlySpan<ClassObject> chain, int position, SymbolObject selector, int environment, out bool isFound)
    {
        isFound = true;
        for (int i = position; i < chain.Length; i++)
        {
            MethodEntry? entry = Own(chain[i], selector, environment);
            if (entry is not null)
            {
                return entry.IsUndefined ? null : entry;
            }
        }

        isFound = false;
        return null;
    }

    private MethodDictionary AddDictionary(ClassObject owner, int environment)
    {
        vm.Memory.BeforeWrite(owner);
        MethodDictionary dictionary = new(owner);
        dictionary.SetShape(vm.Classes.MethodDictionary.RootShape(vm).Id);
        owner.Methods[environment] = dictionary;
        return dictionary;
    }
}
