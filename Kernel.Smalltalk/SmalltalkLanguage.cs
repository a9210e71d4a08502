using System.Text;
using Gem.Vm;
using Gem.Vm.Bytecode;
using Gem.Vm.Interpreter;
using Gem.Vm.Values;
using Kernel.Smalltalk.Lowering;
using Kernel.Smalltalk.Syntax;

namespace Kernel.Smalltalk;

/// <summary>Smalltalk in one VM: its compiler, its globals, and what its primitives need of the world.</summary>
public sealed class SmalltalkLanguage : ILanguage
{
    private readonly VirtualMachine _vm;
    private ArrayObject? _defaultHandlers;

    internal SmalltalkLanguage(VirtualMachine vm)
    {
        _vm = vm;
        Namespaces = new SmalltalkNamespaces(vm);
        Compiler = new SmalltalkCompiler(vm, Namespaces);
        Session = new TransactionSession(vm);
    }

    /// <summary>Globals.</summary>
    public SmalltalkNamespaces Namespaces { get; }

    /// <summary>Text to code.</summary>
    public SmalltalkCompiler Compiler { get; }

    /// <summary>Where Transcript writes, UTF-8; standard output unless set.</summary>
    public Stream Output { get; set; } = new DescriptorOutput(1);

    /// <summary>What System's messages act on.</summary>
    public ISmalltalkSession Session { get; set; }

    /// <summary>What handles notifications where no on:do: does: this VM's own.</summary>
    internal ArrayObject DefaultHandlers => _defaultHandlers ??= _vm.NewArray([], 0);

    /// <summary>The Smalltalk of a VM.</summary>
    public static SmalltalkLanguage Of(VirtualMachine vm) =>
        vm.Languages[0] as SmalltalkLanguage ?? throw new InvalidOperationException("Smalltalk is not installed in this VM");

    /// <summary>A Message: what doesNotUnderstand: receives.</summary>
    internal Value NewMessage(SymbolObject selector, ArrayObject arguments)
    {
        PlainObject message = _vm.NewObject(Namespaces.Class("Message"));
        SlotAccess.SlotForWriting(_vm, message, _vm.Symbols.Intern("selector")) = selector;
        SlotAccess.SlotForWriting(_vm, message, _vm.Symbols.Intern("arguments")) = arguments;
        return message;
    }

    /// <inheritdoc/>
    public CompiledCode Recompile(CompiledCode method)
    {
        SourceText source = new(method.File, Encoding.UTF8.GetString(method.Source), method.Line);
        try
        {
            return Compiler.CompileMethod(method.Owner!, source, method.Attribute);
        }
        catch (SmalltalkSyntaxException error)
        {
            throw _vm.Error(_vm.Classes.SyntaxError, error.Report());
        }
    }

    /// <inheritdoc/>
    public CompiledCode Compile(CompilationRequest request)
    {
        try
        {
            return Compiler.CompileDoIt(new SourceText(request.File, Encoding.UTF8.GetString(request.Source), request.FirstLine));
        }
        catch (SmalltalkSyntaxException error)
        {
            throw _vm.Error(_vm.Classes.SyntaxError, error.Report());
        }
    }
}
