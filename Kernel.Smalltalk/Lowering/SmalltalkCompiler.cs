using Gem.Vm;
using Gem.Vm.Bytecode;
using Gem.Vm.Interpreter;
using Gem.Vm.Values;
using Kernel.Smalltalk.Definition;
using Kernel.Smalltalk.Syntax;
using Kernel.Smalltalk.Syntax.Nodes;

namespace Kernel.Smalltalk.Lowering;

/// <summary>Smalltalk text to code that can run. All errors are <see cref="SmalltalkSyntaxException"/>s.</summary>
public sealed class SmalltalkCompiler
{
    private readonly VirtualMachine _vm;
    private readonly SmalltalkNamespaces _namespaces;
    private readonly LiteralValues _literals;

    internal SmalltalkCompiler(VirtualMachine vm, SmalltalkNamespaces namespaces)
    {
        _vm = vm;
        _namespaces = namespaces;
        _literals = new LiteralValues(vm, namespaces);
    }

    /// <summary>A method of a class, bound to it but not yet entered.</summary>
    public CompiledCode CompileMethod(ClassObject owner, SourceText source, SymbolObject? category)
    {
        MethodNode method = Parser.ParseMethod(source);
        CompiledCode code = CodeLowering.LowerMethod(_vm, method, source, new NameResolution(_vm, owner, _namespaces.Scope), _literals);
        code.Attribute = category;
        return Definitions.Bind(_vm, code, owner, _namespaces.Scope);
    }

    /// <summary>Text to be run once, with nil as self.</summary>
    public CompiledCode CompileDoIt(SourceText source)
    {
        DoItNode doIt = Parser.ParseDoIt(source);
        CompiledCode code = CodeLowering.LowerDoIt(_vm, doIt, source, new NameResolution(_vm, null, _namespaces.Scope), _literals);
        return Definitions.Bind(_vm, code, null, _namespaces.Scope);
    }

    /// <summary>Compiles a method and enters it into its class; answers its selector.</summary>
    public SymbolObject DefineMethod(VmThread thread, ClassObject owner, SourceText source, SymbolObject? category)
    {
        CompiledCode code = CompileMethod(owner, source, category);
        Definitions.Define(thread, owner, code, code.Name!, Visibility.Public);
        SharedEquality.Follow(thread, owner, code);
        return code.Name!;
    }
}
