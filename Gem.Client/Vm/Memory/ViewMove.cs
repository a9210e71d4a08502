using Gem.Vm.Session;
using Gem.Vm.Shapes;
using Gem.Vm.Values;

namespace Gem.Vm.Memory;

/// <summary>
/// Follows a move of the view, after commit and abort (objects.md, Moving the view). Plain objects and collections become
/// stale and are read again at their next use. What the interpreter reads without asking (classes, method dictionaries,
/// tables, environments, procs) is read again at once; what changed in it is flushed by selector and constant name.
/// Overlays are not touched.
/// </summary>
internal sealed class ViewMove(VirtualMachine vm)
{
    private readonly HashSet<SymbolObject> _selectors = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<SymbolObject> _constants = new(ReferenceEqualityComparer.Instance);
    private ClassObject? _changedAncestry;

    /// <summary>Takes over the committed state of these objects, all of them clean and loaded.</summary>
    public void Apply(List<HeapObject> changed)
    {
        List<HeapObject> eager = [];
        foreach (HeapObject body in changed)
        {
            BodyKind kind = body.Kind;
            if (ObjectMemory.IsReadWhenUsed(kind))
            {
                MarkStale(body);
            }
            else if (kind is not (BodyKind.Symbol or BodyKind.Layout or BodyKind.BigInteger))
            {
                eager.Add(body);
            }
        }

        foreach (HeapObject body in eager)
        {
            ReadAgain(body);
        }

        Flush();
    }

    private static void MarkStale(HeapObject body) => body.Header = (uint)ShapeIds.Stale | HeaderFlags.Clean;

    private void ReadAgain(HeapObject body)
    {
        switch (body)
        {
            case MethodDictionary { IsHollow: true } or ConstantTable { IsHollow: true }:
                break;
            case MethodDictionary dictionary:
                ReadDictionary(dictionary);
                break;
            case ConstantTable table:
                ReadTable(table);
                break;
            case ClassObject @class:
                ReadClass(@class);
                break;
            default:
                MarkStale(body);
                vm.Memory.Reload(body);
                break;
        }
    }

    private void ReadDictionary(MethodDictionary dictionary)
    {
        KeyValuePair<SymbolObject, MethodEntry>[] before = [.. dictionary.Entries];
        HashSet<SymbolObject> changed = new(dictionary.Entries.Keys, ReferenceEqualityComparer.Instance);
        vm.Memory.Reload(dictionary);
        changed.UnionWith(dictionary.Entries.Keys);
        foreach ((SymbolObject selector, MethodEntry old) in before)
        {
            if (dictionary.Entries.TryGetValue(selector, out MethodEntry? now) && old.Visibility == now.Visibility && AreSame(old.Slot, now.Slot))
            {
                // The same method: the entry that caches and loaded code hang on stays.
                dictionary.Entries[selector] = old;
                changed.Remove(selector);
            }
        }

        _selectors.UnionWith(changed);
    }

    private void ReadTable(ConstantTable table)
    {
        SymbolObject[] names = [.. table.Entries.Keys];
        Value[] before = Array.ConvertAll(names, name => table.Entries[name]);
        HashSet<SymbolObject> changed = new(names, ReferenceEqualityComparer.Instance);
        vm.Memory.Reload(table);
        changed.UnionWith(table.Entries.Keys);
        for (int i = 0; i < names.Length; i++)
        {
            if (table.Entries.TryGetValue(names[i], out Value now) && AreSame(before[i], now))
            {
                table.Entries[names[i]] = before[i];
                changed.Remove(names[i]);
            }
        }

        _constants.UnionWith(changed);
    }

    private void ReadClass(ClassObject @class)
    {
        MethodDictionary?[] methods = [.. @class.Methods];
        ConstantTable? table = @class.Constants;
        ClassObject? superclass = @class.Superclass;
        ClassObject[] includes = @class.Includes;
        ClassObject[] prepends = @class.Prepends;
        SymbolObject[] fixedVariables = @class.FixedInstanceVariables;
        vm.Memory.Reload(@class);
        vm.Load(ref @class.Attached);
        for (int environment = 0; environment < 2; environment++)
        {
            if (methods[environment] != @class.Methods[environment])
            {
                _selectors.UnionWith(methods[environment]?.Entries.Keys ?? Enumerable.Empty<SymbolObject>());
                _selectors.UnionWith(@class.Methods[environment]?.Entries.Keys ?? Enumerable.Empty<SymbolObject>());
            }
        }

        if (table != @class.Constants)
        {
            _constants.UnionWith(table?.Entries.Keys ?? Enumerable.Empty<SymbolObject>());
            _constants.UnionWith(@class.Constants?.Entries.Keys ?? Enumerable.Empty<SymbolObject>());
        }

        if (superclass != @class.Superclass || !includes.AsSpan().SequenceEqual(@class.Includes) || !prepends.AsSpan().SequenceEqual(@class.Prepends))
        {
            _changedAncestry = @class;
        }

        if (!fixedVariables.AsSpan().SequenceEqual(@class.FixedInstanceVariables))
        {
            @class.ForgetRootShape();
        }
    }

    private void Flush()
    {
        if (_changedAncestry is not null)
        {
            vm.Hierarchy.AncestryChanged(_changedAncestry);
        }

        foreach (SymbolObject selector in _selectors)
        {
            vm.Invalidation.Method(selector);
        }

        foreach (SymbolObject name in _constants)
        {
            vm.Invalidation.Constant(name);
        }
    }

    /// <summary>True when both slots name the same committed object or the same immediate.</summary>
    private static bool AreSame(Value left, Value right)
    {
        ulong leftId = IdIn(left);
        return leftId != 0 ? leftId == IdIn(right) : Value.Same(left, right);
    }

    private static ulong IdIn(Value slot) =>
        slot.IsUnfaulted ? (ulong)slot.Bits : slot.Ref is { IsCommitted: true } body ? body.Id : 0;
}
