namespace Gem.Vm.Bytecode;

/// <summary>How a call site passes what it passes. Written in records: the numbers are frozen.</summary>
[Flags]
public enum CallFlags : byte
{
    /// <summary>Plain positional arguments.</summary>
    None = 0,

    /// <summary>The receiver is an implicit self: private methods may be called.</summary>
    SelfCall = 1,

    /// <summary>A bare name without arguments: a missing method is reported as an undefined local variable or method.</summary>
    VariableCall = 2,

    /// <summary>The window holds one array that is spread into the arguments.</summary>
    Splat = 4,

    /// <summary>The last argument (after spreading) is a hash of keyword arguments.</summary>
    Keywords = 8,

    /// <summary>The block register holds the value of &amp;expression, to be converted with to_proc.</summary>
    BlockArgument = 16,

    /// <summary>Like <see cref="SelfCall"/> but written <c>self.x = 1</c> or <c>self.x</c>: private allowed, name stays a method's.</summary>
    ExplicitSelf = 32,

    /// <summary>A super without arguments: it passes those of the method, which a method made of a block does not have.</summary>
    ImplicitArguments = 64,
}
