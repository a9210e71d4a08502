using System.Text;
using Gem.Vm;
using Gem.Vm.Bytecode;
using Gem.Vm.Lowering;
using Gem.Vm.Values;
using Kernel.Smalltalk.Syntax;
using Kernel.Smalltalk.Syntax.Nodes;

namespace Kernel.Smalltalk.Lowering;

/// <summary>Lowers one method, doit or block; the blocks within it get a lowering each, with the same root.</summary>
internal sealed partial class CodeLowering
{
    private readonly VirtualMachine _vm;
    private readonly SourceText _source;
    private readonly ScopeAnalysis _analysis;
    private readonly NameResolution _names;
    private readonly LiteralValues _literals;
    private readonly CodeBuilder _builder;
    private VariableScope _scope;

    private CodeLowering(VirtualMachine vm, SourceText source, ScopeAnalysis analysis, NameResolution names, LiteralValues literals, CodeBuilder builder, VariableScope scope)
    {
        _vm = vm;
        _source = source;
        _analysis = analysis;
        _names = names;
        _literals = literals;
        _builder = builder;
        _scope = scope;
    }

    /// <summary>The code of a method; not yet bound to a class.</summary>
    public static CompiledCode LowerMethod(VirtualMachine vm, MethodNode method, SourceText source, NameResolution names, LiteralValues literals)
    {
        ScopeAnalysis analysis = ScopeAnalysis.Of(method, source);
        CodeKind kind = method.PrimitiveName is null ? CodeKind.Method : CodeKind.Primitive;
        var builder = new CodeBuilder(vm, kind, 0, vm.Symbols.Intern(method.Selector), null);
        var lowering = new CodeLowering(vm, source, analysis, names, literals, builder, analysis.ScopeOf(method));
        lowering.BeginRoot(method);
        lowering.TakeParameters(method.Parameters);
        builder.Code.PrimitiveName = method.PrimitiveName ?? MarkOf(method);
        bool isBarePrimitive = kind == CodeKind.Primitive && method.Body.Statements.Count == 0;
        if (!isBarePrimitive)
        {
            lowering.EmitMethodBody(method);
        }

        CompiledCode code = lowering.Finish(method.Body);
        if (isBarePrimitive)
        {
            code.Instructions = [];
        }

        return code;
    }

    /// <summary>The code of text that is run once.</summary>
    public static CompiledCode LowerDoIt(VirtualMachine vm, DoItNode doIt, SourceText source, NameResolution names, LiteralValues literals)
    {
        ScopeAnalysis analysis = ScopeAnalysis.Of(doIt, source);
        var builder = new CodeBuilder(vm, CodeKind.Body, 0, null, null);
        var lowering = new CodeLowering(vm, source, analysis, names, literals, builder, analysis.ScopeOf(doIt));
        lowering.BeginRoot(doIt);
        lowering.EmitEnvironment();
        lowering.EmitValueBody(doIt.Body);
        return lowering.Finish(doIt.Body);
    }

    private CompiledCode LowerBlock(BlockNode block)
    {
        var nested = new CodeBuilder(_vm, CodeKind.Block, 0, _builder.Code.Name, _builder.Code.Root);
        var lowering = new CodeLowering(_vm, _source, _analysis, _names, _literals, nested, _analysis.ScopeOf(block));
        nested.Code.Line = _source.LineOf(block.Span.Start);
        lowering.TakeParameters(block.Parameters);
        lowering.EmitEnvironment();
        lowering.EmitValueBody(block.Body);
        return lowering.Finish(block.Body);
    }

    private void BeginRoot(Node root)
    {
        _builder.Code.File = _source.FileName;
        _builder.Code.Source = Encoding.UTF8.GetBytes(_source.Text);
        _builder.Code.Line = _source.LineOf(root.Span.Start);
    }

    private CompiledCode Finish(SequenceNode body)
    {
        var locals = new List<LocalVariable>();
        foreach (SymbolObject? name in _builder.Code.Parameters.Names)
        {
            locals.Add(Describe(name!.Text));
        }

        foreach (VariableDeclaration temporary in body.Temporaries)
        {
            locals.Add(Describe(temporary.Name));
        }

        CompiledCode code = _builder.Finish();
        code.Locals = [.. locals];
        return code;
    }

    private LocalVariable Describe(string name)
    {
        ScopedVariable variable = _scope.Own(name);
        return new LocalVariable(_vm.Symbols.Intern(name), variable.IsCaptured ? variable.Index : variable.Register, variable.IsCaptured);
    }

    private void TakeParameters(IReadOnlyList<VariableDeclaration> parameters)
    {
        var symbols = new SymbolObject[parameters.Count];
        for (int i = 0; i < parameters.Count; i++)
        {
            symbols[i] = _vm.Symbols.Intern(parameters[i].Name);
            _scope.Own(parameters[i].Name).Register = _builder.Take();
        }

        _builder.Code.Parameters = new ParameterList { Required = parameters.Count, Names = symbols };
    }

    /// <summary>Makes the environment and moves captured parameters into it.</summary>
    private void EmitEnvironment()
    {
        if (!_scope.HasEnvironment)
        {
            return;
        }

        _builder.EmitWide(Opcode.NewEnvironment, 0, _scope.CapturedCount);
        foreach (SymbolObject? name in _builder.Code.Parameters.Names)
        {
            ScopedVariable variable = _scope.Own(name!.Text);
            if (variable.IsCaptured)
            {
                _builder.Emit(Opcode.SetCaptured, variable.Register, 0, variable.Index);
            }
        }
    }

    private void EmitMethodBody(MethodNode method)
    {
        EmitEnvironment();
        switch (_builder.Code.CodeKind == CodeKind.Method ? _builder.Code.PrimitiveName : null)
        {
            case SmalltalkMarks.ExceptionHandler:
                EmitHandlerBody(method);
                return;
            case SmalltalkMarks.UnwindAction:
                EmitUnwindBody(method);
                return;
            case SmalltalkMarks.HandlerActivation:
                EmitActivationBody(method);
                return;
        }

        DeclareTemporaries(method.Body, isFresh: true);
        EmitStatements(method.Body.Statements, 0);
        EmitReturnSelf();
    }

    private void EmitReturnSelf() => _builder.Emit(Opcode.Return, 0);

    /// <summary>The body of a doit or block: its value is that of the last statement.</summary>
    private void EmitValueBody(SequenceNode body)
    {
        DeclareTemporaries(body, isFresh: true);
        int result = _builder.Take();
        EmitSequenceValue(body, result);
        _builder.Emit(Opcode.Return, result);
    }

    /// <summary>Gives temporaries their registers, and nil. A fresh environment holds nil already.</summary>
    private void DeclareTemporaries(SequenceNode body, bool isFresh)
    {
        foreach (VariableDeclaration declaration in body.Temporaries)
        {
            ScopedVariable variable = _scope.Own(declaration.Name);
            if (!variable.IsCaptured)
            {
                variable.Register = _builder.Take();
                _builder.Emit(Opcode.LoadNil, variable.Register);
            }
            else if (!isFresh)
            {
                int nil = _builder.Take();
                _builder.Emit(Opcode.LoadNil, nil);
                _builder.Emit(Opcode.SetCaptured, nil, _scope.DepthOf(variable), variable.Index);
                _builder.ReleaseTo(nil);
            }
        }
    }

    private void EmitStatements(IReadOnlyList<Node> statements, int first)
    {
        for (int i = first; i < statements.Count; i++)
        {
            Effect(statements[i]);
        }
    }

    private void EmitSequenceValue(SequenceNode body, int target)
    {
        if (body.Statements.Count == 0)
        {
            _builder.Emit(Opcode.LoadNil, target);
            return;
        }

        for (int i = 0; i < body.Statements.Count - 1; i++)
        {
            Effect(body.Statements[i]);
        }

        ValueInto(body.Statements[^1], target);
    }

    private SmalltalkSyntaxException Error(Node node, string description) => new(_source, node.Span.Start, description);
}
