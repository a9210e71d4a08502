namespace Gem.Vm.Bytecode;

/// <summary>What calling a <see cref="CompiledCode"/> does. Written in records: the numbers are frozen.</summary>
public enum CodeKind : byte
{
    /// <summary>Runs the instructions of a method.</summary>
    Method = 0,

    /// <summary>Runs the instructions of a block, inside of a method's code.</summary>
    Block = 1,

    /// <summary>Runs the body of a class or module, or a whole file.</summary>
    Body = 2,

    /// <summary>Calls a primitive by its name; instructions, if any, are the fallback (Smalltalk).</summary>
    Primitive = 3,

    /// <summary>Reads the instance variable <see cref="CompiledCode.Attribute"/>.</summary>
    AttributeReader = 4,

    /// <summary>Writes the instance variable <see cref="CompiledCode.Attribute"/>.</summary>
    AttributeWriter = 5,

    /// <summary>Runs <see cref="CompiledCode.Closure"/> with the receiver as self (define_method).</summary>
    ProcMethod = 6,
}
