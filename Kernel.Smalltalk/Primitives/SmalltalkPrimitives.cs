using Gem.Vm.Primitives;

namespace Kernel.Smalltalk.Primitives;

/// <summary>All primitives of Smalltalk; README.md is their contract.</summary>
public static class SmalltalkPrimitives
{
    /// <summary>Adds them to a VM's table.</summary>
    public static void Register(PrimitiveTable table)
    {
        ObjectPrimitives.Register(table);
        PerformPrimitives.Register(table);
        ClassPrimitives.Register(table);
        ClassDefinitionPrimitives.Register(table);
        BlockPrimitives.Register(table);
        ExceptionPrimitives.Register(table);
        IntegerPrimitives.Register(table);
        FloatPrimitives.Register(table);
        CharacterPrimitives.Register(table);
        ArrayPrimitives.Register(table);
        BytesPrimitives.Register(table);
        StringPrimitives.Register(table);
        StringConversionPrimitives.Register(table);
        GlobalPrimitives.Register(table);
        SystemPrimitives.Register(table);
        SharingPrimitives.Register(table);
    }
}
