using Gem.Vm;
using Gem.Vm.Bytecode;
using Gem.Vm.Interpreter;
using Gem.Vm.Values;
using Kernel.Ruby.Primitives;
using Kernel.Ruby.Syntax;
using Kernel.Ruby.Syntax.Nodes;

namespace Kernel.Ruby.Lowering;

/// <summary>What all codes of one file or eval share while they are lowered.</summary>
internal sealed class CompilationUnit(VirtualMachine vm, ParseResult parsed, Dictionary<Node, VariableScope> scopes, bool isEval)
{
    private readonly Dictionary<string, StringObject> _frozenStrings = new(StringComparer.Ordinal);
    private readonly Dictionary<VariableScope, ParameterList> _parameters = new(ReferenceEqualityComparer.Instance);

    /// <summary>The VM.</summary>
    public VirtualMachine Vm { get; } = vm;

    /// <summary>The text.</summary>
    public Source Source { get; } = parsed.Source;

    /// <summary>True when string literals are frozen.</summary>
    public bool FreezesStrings { get; } = parsed.FrozenStringLiteral == true;

    /// <summary>Encoding of literals that do not say otherwise.</summary>
    public StringEncoding Encoding { get; } = parsed.EncodingName == "UTF-8" ? StringEncoding.Utf8
        : EncodingTable.Find(parsed.EncodingName)?.Encoding ?? StringEncoding.Utf8;

    /// <summary>Who hears warnings; nobody when null.</summary>
    public VmThread? Listener { get; init; }

    /// <summary>Name of the source encoding.</summary>
    public string EncodingName { get; } = parsed.EncodingName;

    /// <summary>Scopes by the node that opens them.</summary>
    public Dictionary<Node, VariableScope> Scopes { get; } = scopes;

    /// <summary>True for an eval: return leaves the method around it.</summary>
    public bool IsEval { get; } = isEval;

    /// <summary>
    /// False once a compare-and-jump turned out to reach too far: then everything is lowered again without them.
    /// </summary>
    public bool FusesComparisons { get; set; } = true;

    /// <summary>A symbol.</summary>
    public SymbolObject Symbol(string name) => NameText.Symbol(Vm.Symbols, name, Encoding);

    /// <summary>The parameters of a method that is being lowered.</summary>
    public ParameterList ParametersOf(VariableScope scope) => _parameters.GetValueOrDefault(scope, ParameterList.Empty);

    /// <summary>Notes the parameters of a scope.</summary>
    public void NoteParameters(VariableScope scope, ParameterList list) => _parameters[scope] = list;

    /// <summary>Line of a byte offset.</summary>
    public int LineOf(int offset) => Source.LineOf(offset);

    /// <summary>A frozen string as a program sees it: one object for equal content in all of the VM.</summary>
    public StringObject SharedString(ReadOnlySpan<byte> bytes, StringEncoding encoding) => FrozenStrings.Of(Vm, Vm.NewString(bytes, encoding));

    /// <summary>What a literal is copied from.</summary>
    /// <param name="bytes">The content.</param>
    /// <param name="encoding">Its encoding.</param>
    /// <param name="isChilled">Writes to copies are told of: the file does not say that its literals can be written.</param>
    public StringObject Template(ReadOnlySpan<byte> bytes, StringEncoding encoding, bool isChilled)
    {
        StringObject template = FrozenString(bytes, encoding);
        if (isChilled && !CompiledCode.IsKernelFile(Source.FileName))
        {
            template.Header |= HeaderFlags.ChilledLiteral;
        }

        return template;
    }

    /// <summary>A frozen string: one object for equal content in the unit.</summary>
    public StringObject FrozenString(ReadOnlySpan<byte> bytes, StringEncoding encoding)
    {
        string key = $"{(int)encoding}:{Convert.ToBase64String(bytes)}";
        if (!_frozenStrings.TryGetValue(key, out StringObject? text))
        {
            text = Vm.NewString(bytes, encoding);
            text.Header |= HeaderFlags.Frozen;
            _frozenStrings.Add(key, text);
        }

        return text;
    }
}
