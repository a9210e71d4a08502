namespace Gem.Vm.Interpreter;

/// <summary>What happens when a frame returns, beyond handing over its result. Written in records: the numbers are frozen.</summary>
[Flags]
public enum FrameFlags
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>First frame of a run: returning from it leaves the interpreter.</summary>
    Entry = 1,

    /// <summary>The result is self (initialize under new, a class body's setter).</summary>
    ReturnsSelf = 2,

    /// <summary>The result is dropped (element assignment).</summary>
    DropsResult = 4,

    /// <summary>A catch block: R[2] is its tag.</summary>
    Catch = 8,

    /// <summary>The last argument was given as keywords (kept for implicit super).</summary>
    Keywords = 16,

    /// <summary>A Smalltalk handler frame (on:do:).</summary>
    Handler = 32,

    /// <summary>A lambda or define_method body: return leaves this frame.</summary>
    Lambda = 64,

    /// <summary>A define_method body: a method to traces.</summary>
    Method = 256,

    /// <summary><c>private</c> without arguments was called in this body.</summary>
    PrivateDefault = 512,

    /// <summary><c>protected</c> without arguments was called in this body.</summary>
    ProtectedDefault = 1024,

    /// <summary><c>public</c> without arguments was called in this body.</summary>
    PublicDefault = 2048,

    /// <summary><c>module_function</c> without arguments was called in this body.</summary>
    ModuleFunction = 4096,

    /// <summary>The result is negated (!= through ==).</summary>
    Negates = 128,

    /// <summary>A trace has told of this frame's beginning.</summary>
    Traced = 8192,

    /// <summary>It answers in the stead of a kernel method, whose return a trace then tells.</summary>
    ForPrimitive = 16384,
}
