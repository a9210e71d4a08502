namespace Kernel.Smalltalk.Lowering;

/// <summary>
/// Marks of methods that the exception primitives look for on the stack (Primitives/README.md). A marked code is of kind
/// Method and has its mark as its <see cref="Gem.Vm.Bytecode.CompiledCode.PrimitiveName"/>.
/// </summary>
internal static class SmalltalkMarks
{
    /// <summary>on:do:.</summary>
    public const string ExceptionHandler = "exceptionHandler";

    /// <summary>ensure:.</summary>
    public const string UnwindAction = "unwindAction";

    /// <summary>HandlerContext&gt;&gt;evaluate:.</summary>
    public const string HandlerActivation = "handlerActivation";
}
