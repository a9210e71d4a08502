using Gem.Vm;
using Gem.Vm.Bytecode;
using Gem.Vm.Interpreter;
using Gem.Vm.Values;
using Kernel.Ruby.Lowering;
using Kernel.Ruby.Syntax;
using Kernel.Ruby.Syntax.Nodes;
using Kernel.Ruby.Syntax.Warnings;

namespace Kernel.Ruby;

/// <summary>Ruby as the VM sees it: source text to code.</summary>
public sealed class RubyLanguage(VirtualMachine vm) : ILanguage
{
    /// <summary>Told of each source with its syntax tree; null when nobody asks.</summary>
    public Action<string>? TraceTree { get; set; }

    /// <summary>Whether strings are frozen in files that do not say; null leaves them chilled. The command line decides.</summary>
    public bool? FreezesStrings { get; set; }

    /// <inheritdoc/>
    public CompiledCode Compile(CompilationRequest request)
    {
        CompiledCode body = Compile(request, OptionsOf(request), out ParseResult parsed);
        Warn(request.Listener, parsed, request.OuterScopes is null);
        return body;
    }

    /// <summary>
    /// Compiles the main program as its switches ask; <paramref name="dataOffset"/> is the first byte behind its line
    /// <c>__END__</c>, -1 without one.
    /// </summary>
    public CompiledCode Compile(VmThread thread, RubyProgram program, out int dataOffset)
    {
        FreezesStrings = program.FrozenStringLiteral;
        ParseOptions options = new()
        {
            LineLoop = program.LineLoop,
            FrozenStringLiteral = program.FrozenStringLiteral,
            EncodingName = program.SourceEncoding ?? (program.Origin == ProgramOrigin.File ? ParseOptions.Default.EncodingName
                : EncodingTable.NameOf(RubyRuntime.Of(vm).Encodings.Locale)),
        };
        CompiledCode body = Compile(new CompilationRequest { Source = program.Source, File = program.File, Listener = thread }, options, out ParseResult parsed);
        dataOffset = parsed.DataOffset;
        Warn(thread, parsed, isProgram: true);
        return body;
    }

    /// <summary>Tells what in a program is hardly meant, unless warnings are off.</summary>
    private void Warn(VmThread? listener, ParseResult parsed, bool isProgram)
    {
        RubyRuntime runtime = RubyRuntime.Of(vm);
        if (listener is null || runtime.Verbose.IsNil || CompiledCode.IsKernelFile(parsed.Source.FileName))
        {
            return;
        }

        foreach (SyntaxWarning warning in SyntaxWarnings.Of(parsed, runtime.Verbose.IsTruthy, isProgram))
        {
            runtime.Warn(listener, warning.In(parsed.Source));
        }
    }

    /// <inheritdoc/>
    public CompiledCode Recompile(CompiledCode method)
    {
        CompilationRequest request = new() { Source = method.Source, File = method.File, FirstLine = method.Line };
        ParseOptions options = new() { FrozenStringLiteral = method.FreezesStrings ? true : null };
        CompiledCode body = Compile(request, options, out _);
        return body.Literals.Select(literal => literal.Ref).OfType<CompiledCode>().First(code => code.CodeKind == CodeKind.Method);
    }

    private CompiledCode Compile(CompilationRequest request, ParseOptions options, out ParseResult parsed)
    {
        parsed = RubyParser.Parse(new Source(request.Source, request.File, request.FirstLine), options);
        if (parsed.Error is { } error)
        {
            throw vm.Error(error.IsArgumentError ? vm.Classes.ArgumentError : vm.Classes.SyntaxError, parsed.ErrorText);
        }

        TraceTree?.Invoke($"{request.File}:{request.FirstLine} {SyntaxTreeText.Of(parsed.Program!)}");
        try
        {
            return Lower(parsed, request, fusesComparisons: true);
        }
        catch (OverflowException)
        {
            // A compare-and-jump reaches 32767 instructions; a longer body is lowered with plain jumps.
            return Lower(parsed, request, fusesComparisons: false);
        }
    }

    private CompiledCode Lower(ParseResult parsed, CompilationRequest request, bool fusesComparisons)
    {
        ProgramNode program = parsed.Program!;
        Dictionary<Node, VariableScope> scopes = ScopeAnalysis.Run(program, request.OuterScopes is not null, OuterScopeOf(request));
        CompilationUnit unit = new(vm, parsed, scopes, request.OuterScopes is not null) { FusesComparisons = fusesComparisons, Listener = request.Listener };
        return CodeLowering.Program(unit, program);
    }

    private ParseOptions OptionsOf(CompilationRequest request)
    {
        if (request.OuterScopes is null)
        {
            return FreezesStrings is null ? ParseOptions.Default : new ParseOptions { FrozenStringLiteral = FreezesStrings };
        }

        string[][] scopes = [.. request.OuterScopes.Select(scope => scope.Select(name => name.Text).ToArray())];
        Array.Reverse(scopes);
        return new ParseOptions
        {
            Scopes = scopes,
            IsInMethod = request.IsInMethod,
            FrozenStringLiteral = FreezesStrings,
            EncodingName = EncodingTable.NameOf(request.Encoding),
        };
    }

    /// <summary>The captured scopes around an eval, innermost returned; null for a file.</summary>
    private static VariableScope? OuterScopeOf(CompilationRequest request)
    {
        VariableScope? scope = null;
        for (int i = (request.OuterScopes?.Count ?? 0) - 1; i >= 0; i--)
        {
            scope = new VariableScope(ScopeKind.Outer, scope);
            foreach (SymbolObject name in request.OuterScopes![i])
            {
                scope.Declare(name.Text).IsCaptured = true;
            }

            scope.PlaceCaptured();
        }

        return scope;
    }
}
