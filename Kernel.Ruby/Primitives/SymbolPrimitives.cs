using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>Symbol. Most methods of its text are the String's, reached through to_s.</summary>
internal static unsafe class SymbolPrimitives
{
    /// <summary>Binds the primitives.</summary>
    public static void Register(PrimitiveTable table)
    {
        table.Add("symbol_to_s", &ToText, 0);
        table.Add("symbol_name", &Name, 0);
        table.Add("symbol_inspect", &Inspect, 0);
        table.Add("symbol_compare", &Compare, 1);
        table.Add("symbol_length", &Length, 0);
        table.Add("symbol_hash", &Hash, 0);
        table.Add("symbol_all", &All, 0);
    }

    private static SymbolObject Self(Arguments a) => (SymbolObject)a.Self.Ref!;

    private static Value ToText(VmThread t, Arguments a)
    {
        StringObject text = t.Vm.NewString(Self(a).Bytes, Self(a).Bytes.Length, Self(a).Encoding);
        text.IsShared = true;
        if (t.Vm.ChilledSink is not null)
        {
            text.Header |= HeaderFlags.ChilledSymbol;
        }

        return text;
    }

    private static Value Name(VmThread t, Arguments a) => FrozenStrings.Of(t, (StringObject)ToText(t, a).Ref!);

    private static Value Inspect(VmThread t, Arguments a) => StringInspection.InspectSymbol(t, Self(a));

    private static Value Compare(VmThread t, Arguments a) => a[0].Ref is SymbolObject other
        ? Value.FromInteger(Math.Sign(Self(a).Bytes.AsSpan().SequenceCompareTo(other.Bytes))) : Value.Nil;

    private static Value Length(VmThread t, Arguments a) => Value.FromInteger(CharacterText.Count(Self(a).Bytes, Self(a).Encoding));

    private static Value Hash(VmThread t, Arguments a) => Value.FromInteger(HashAccess.HashOf(t, a.Self));

    private static Value All(VmThread t, Arguments a)
    {
        ArrayObject all = t.Vm.NewArray([], 0);
        foreach (SymbolObject symbol in t.Vm.Symbols.All)
        {
            all.Append(symbol);
        }

        return all;
    }
}
