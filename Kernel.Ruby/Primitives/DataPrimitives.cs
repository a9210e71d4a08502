using Gem.Vm.Primitives;
using Gem.Vm.Values;

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
        ConversionPrimitives.Register(table);
        StringPrimitives.Register(table);
        SymbolPrimitives.Register(table);
        RegexpPrimitives.Register(table);
        MatchDataPrimitives.Register(table);
        ArrayPrimitives.Register(table);
        HashPrimitives.Register(table);
        RangePrimitives.Register(table);
        StructPrimitives.Register(table);
        RandomPrimitives.Register(table);
        TimePrimitives.Register(table);
        Allocation.ByKind[(int)BodyKind.Regexp] = static () => new RegexpObject();
        Allocation.ByKind[(int)BodyKind.Time] = static () => new TimeObject();
    }
}
