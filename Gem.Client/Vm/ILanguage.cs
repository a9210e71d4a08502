using Gem.Vm.Bytecode;

namespace Gem.Vm;

/// <summary>A language as the VM sees it: something that turns source into code.</summary>
public interface ILanguage
{
    /// <summary>
    /// Compiles a whole file or a string for eval. Throws a <see cref="Interpreter.GuestException"/> with a SyntaxError
    /// that names file, line, column and shows the offending line.
    /// </summary>
    CompiledCode Compile(CompilationRequest request);

    /// <summary>
    /// Compiles a method again from the source it carries, because its instructions are of another bytecode version. Answers
    /// a code of its own, not bound to owner or scope. Throws as <see cref="Compile"/> does.
    /// </summary>
    CompiledCode Recompile(CompiledCode method);
}
