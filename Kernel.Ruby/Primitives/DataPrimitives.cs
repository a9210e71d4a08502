using Gem.Vm.Primitives;

namespace Kernel.Ruby.Primitives;

/// <summary>The primitives of the data classes: numbers, texts, collections, times.</summary>
public static class DataPrimitives
{
    /// <summary>Adds them all to a VM's table.</summary>
    public static void Register(PrimitiveTable table)
    {
        IntegerPrimitives.Register(table);
        FloatPrimitives.Register(table);
        MathPrimitives.Register(table);
        EncodingPrimitives.Register(table);
        StringPrimitives.Register(table);
        SymbolPrimitives.Register(table);
        RegexpPrimitives.Register(table);
        MatchDataPrimitives.Register(table);
    }
}
