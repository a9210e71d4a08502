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
}
