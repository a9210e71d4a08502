namespace Gem.Vm.Bytecode;

/// <summary>What <see cref="Opcode.Defined"/> asks for. The answer is nil or the kind's word as a string.</summary>
public enum DefinedKind
{
    /// <summary>An instance variable of self.</summary>
    InstanceVariable,

    /// <summary>A global variable.</summary>
    Global,

    /// <summary>A class variable.</summary>
    ClassVariable,

    /// <summary>A constant found lexically.</summary>
    Constant,

    /// <summary>A constant of the module in R[A].</summary>
    ScopedConstant,

    /// <summary>A method of R[A] that may be called with a receiver.</summary>
    Method,

    /// <summary>A method of self, private ones too.</summary>
    SelfMethod,

    /// <summary>The method's block.</summary>
    Yield,

    /// <summary>The method above this one.</summary>
    Super,
}
