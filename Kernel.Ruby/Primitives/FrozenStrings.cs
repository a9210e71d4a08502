using System.Runtime.CompilerServices;
using Gem.Vm;
using Gem.Vm.Interpreter;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>Frozen strings interned by content, one table a VM: what <c>-string</c> answers.</summary>
internal static class FrozenStrings
{
    private static readonly ConditionalWeakTable<VirtualMachine, Dictionary<string, WeakReference<StringObject>>> Tables = [];

    /// <summary>The interned string with this content.</summary>
    public static StringObject Of(VmThread t, StringObject text) => Of(t.Vm, text);

    /// <summary>The interned string with this content.</summary>
    public static StringObject Of(VirtualMachine vm, StringObject text)
    {
        Dictionary<string, WeakReference<StringObject>> table = Tables.GetOrCreateValue(vm);
        string key = (char)text.Encoding + Convert.ToBase64String(text.Span);
        if (table.TryGetValue(key, out WeakReference<StringObject>? reference) && reference.TryGetTarget(out StringObject? known))
        {
            return known;
        }

        StringObject interned = StringPrimitives.Frozen(vm.MainThread, text);
        table[key] = new WeakReference<StringObject>(interned);
        return interned;
    }
}
