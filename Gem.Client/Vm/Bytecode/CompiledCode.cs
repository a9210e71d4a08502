using Gem.Vm.Memory;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Gem.Vm.Bytecode;

/// <summary>
/// A compiled method, block or body: instructions, literals, caches, exception table, source map. Immutable once
/// committed; redefining replaces it (objects.md). Blocks are literals of the code around them and share its root:
/// owner, lexical scope and file stand there.
/// </summary>
public sealed unsafe partial class CompiledCode : HeapObject
{
    /// <summary>Changes whenever what a code holds changes its meaning or layout.</summary>
    public const int BytecodeVersion = 6;

    /// <summary>Records of earlier versions recompile from source. Those of 5 only restore $! at fewer jumps.</summary>
    private const int FirstVersionThatRuns = 5;

    /// <summary>Records of earlier versions tell nothing of refinements.</summary>
    private const int FirstVersionWithRefinements = 5;

    /// <summary>Version of the compiler that made the instructions: a frame goes on only where its instruction means the same. Root only.</summary>
    public int Version = BytecodeVersion;

    /// <summary>def in it defines on its owner, because it was itself defined under class_eval, instance_eval or Class.new.</summary>
    public bool DefinesOnOwner;

    /// <summary>Keywords that the rest parameter collects stay keywords when it is spread again (ruby2_keywords).</summary>
    public bool MarksKeywords;

    /// <summary>What a call does.</summary>
    public CodeKind CodeKind;

    /// <summary>0 Smalltalk, 1 Ruby.</summary>
    public byte EnvironmentId;

    /// <summary>Method name; for a block its method's.</summary>
    public SymbolObject? Name;

    /// <summary>Instructions, pinned: <see cref="Entry"/> points to the first.</summary>
    public Instruction[] Instructions = [];

    /// <summary>First instruction.</summary>
    public Instruction* Entry;

    /// <summary>Literals; nested codes among them.</summary>
    public Value[] Literals = [];

    /// <summary>Caches of sends.</summary>
    public SendCache[] SendCaches = [];

    /// <summary>Caches of instance variables.</summary>
    public SlotCache[] SlotCaches = [];

    /// <summary>Caches of constants.</summary>
    public ConstantCache[] ConstantCaches = [];

    /// <summary>Exception table, inner ranges first.</summary>
    public HandlerEntry[] Handlers = [];

    /// <summary>Pairs (first instruction, twice the line, plus one where a line's first statement begins), ascending.</summary>
    public int[] SourceMap = [];

    /// <summary>Registers of the window, outgoing windows included.</summary>
    public int FrameSize;

    /// <summary>Parameters.</summary>
    public ParameterList Parameters = ParameterList.Empty;

    /// <summary>Number of plain arguments that need no binding; -1 when every call needs it.</summary>
    public int SimpleArity = -1;

    /// <summary>Names of locals by register (or captured slot), for binding and debuggers: see <see cref="LocalVariable"/>.</summary>
    public LocalVariable[] Locals = [];

    /// <summary>The method or body in which a block stands; itself for methods and bodies.</summary>
    public CompiledCode Root;

    /// <summary>How many blocks of its method a block stands in; of a record of its own this is what its root knows. 0 for methods and bodies.</summary>
    public int BlockDepth => CodeKind != CodeKind.Block ? 0 : Root._depth + (this == Root ? 0 : DepthOf(Root, this));

    /// <summary>Class on which the method is defined; set when def runs. Root only.</summary>
    public ClassObject? Owner;

    /// <summary>Modules around it; set when def or a body runs. Root only.</summary>
    public LexicalScope? Scope;

    /// <summary>Source file. Root only.</summary>
    public string File = "";

    /// <summary>Line of the definition.</summary>
    public int Line;

    /// <summary>Source text of the method, for recompiling and browsing; empty when not kept. Root only.</summary>
    public byte[] Source = [];

    /// <summary>Name of the primitive (kind Primitive); of a Smalltalk method, its mark for the exception protocol.</summary>
    public string? PrimitiveName;

    /// <summary>Bound primitive; null until first called.</summary>
    public Primitive? Primitive;

    /// <summary>Instance variable of an attribute reader or writer; of a Smalltalk method, its category.</summary>
    public SymbolObject? Attribute;

    /// <summary>The closure of a ProcMethod.</summary>
    public ProcObject? Closure;

    /// <summary>True once def has bound owner and scope: a second def of the same code binds a copy.</summary>
    public bool IsBound;

    /// <summary>Ruby: string literals are frozen (the file's magic comment), which the method's own source does not tell. Root only.</summary>
    public bool FreezesStrings;

    /// <summary>
    /// The block of Symbol#to_proc, whose only captured variable is the symbol: a call is a send to its first argument, and is made
    /// as one where it needs no frame of its own. Not in records: without it the block's instructions do the same.
    /// </summary>
    public bool SendsSymbol;

    /// <summary>Of a block that is a record of its own: how many blocks of its method it stands in.</summary>
    private int _depth;

    /// <summary>An empty code, to be filled by a builder or from a record.</summary>
    public CompiledCode() => Root = this;

    /// <inheritdoc/>
    public override BodyKind Kind => BodyKind.CompiledCode;

    /// <summary>True when a call with exactly <see cref="ParameterList.Required"/> plain arguments needs no binding.</summary>
    public bool IsSimple => SimpleArity >= 0;

    /// <summary>What the file names of kernel sources begin with; a program's file never does.</summary>
    public const string KernelPrefix = "<internal:";

    /// <summary>True for code of a kernel: its operators count as the original ones.</summary>
    public bool IsKernel => IsKernelFile(Root.File);

    /// <summary>The cache of a send instruction.</summary>
    public SendCache SendCacheAt(int pc) =>
        SendCaches[pc > 0 && Instructions[pc - 1].Op == Opcode.Extended ? Instructions[pc - 1].Wide : Instructions[pc].B];

    /// <summary>True for a file name that a kernel's source has.</summary>
    public static bool IsKernelFile(string file) => file.StartsWith(KernelPrefix, StringComparison.Ordinal);

    /// <summary>The name under which a kernel source's code is known.</summary>
    public static string KernelFile(string path) => $"{KernelPrefix}{path}>";

    /// <summary>The line of an entry of the source map.</summary>
    public static int LineIn(int entry) => entry >> 1;

    /// <summary>True for an entry of the source map where a statement begins, the line's first: what a trace calls a line.</summary>
    public static bool StartsStatement(int entry) => (entry & 1) != 0;

    /// <summary>Source line of an instruction.</summary>
    public int LineAt(int pc)
    {
        int line = Line;
        for (int i = 0; i < SourceMap.Length && SourceMap[i] <= pc; i += 2)
        {
            line = LineIn(SourceMap[i + 1]);
        }

        return line;
    }

    /// <summary>Takes instructions over into pinned memory.</summary>
    public void SetInstructions(ReadOnlySpan<Instruction> instructions)
    {
        if (instructions.IsEmpty)
        {
            // A primitive without fallback: callers tell it by the missing instructions.
            Instructions = [];
            Entry = null;
            return;
        }

        Instructions = GC.AllocateUninitializedArray<Instruction>(instructions.Length, pinned: true);
        instructions.CopyTo(Instructions);
        Entry = (Instruction*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref Instructions[0]);
    }

    /// <summary>
    /// A copy of this code and the blocks in it with caches of its own, for another owner or scope: what a def that runs
    /// twice, define_method and module_function make.
    /// </summary>
    public CompiledCode Rebind(ClassObject? owner, LexicalScope? scope)
    {
        CompiledCode copy = CopyInto(null);
        copy.Owner = owner;
        copy.Scope = scope;
        copy.IsBound = true;
        return copy;
    }

    /// <summary>This block, as it stands in a copy of the code around it for another scope.</summary>
    public CompiledCode WithScope(LexicalScope scope)
    {
        CompiledCode root = Root.Rebind(Root.Owner, scope);
        return CounterpartOf(this, Root, root)!;
    }

    /// <summary>Calls are looked up again, here and in the blocks: another scope gives them another meaning.</summary>
    public void EmptySendCaches()
    {
        foreach (SendCache site in SendCaches)
        {
            site.ShapeId = 0;
        }

        foreach (Value literal in Literals)
        {
            (literal.Ref as CompiledCode)?.EmptySendCaches();
        }
    }

    private static int DepthOf(CompiledCode around, CompiledCode block)
    {
        foreach (Value literal in around.Literals)
        {
            if (literal.Ref is CompiledCode { CodeKind: CodeKind.Block } inner)
            {
                int depth = inner == block ? 1 : DepthOf(inner, block) + 1;
                if (inner == block || depth > 1)
                {
                    return depth;
                }
            }
        }

        return 0;
    }

    private static CompiledCode? CounterpartOf(CompiledCode wanted, CompiledCode original, CompiledCode copy)
    {
        if (wanted == original)
        {
            return copy;
        }

        for (int i = 0; i < original.Literals.Length; i++)
        {
            if (original.Literals[i].Ref is CompiledCode { CodeKind: CodeKind.Block } block
                && CounterpartOf(wanted, block, (CompiledCode)copy.Literals[i].Ref!) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private CompiledCode CopyInto(CompiledCode? root)
    {
        CompiledCode copy = (CompiledCode)MemberwiseClone();
        copy.Header &= 0xFFFF_FFFFL;
        copy.Id = 0;
        copy.Root = root ?? copy;
        copy.SendCaches = Array.ConvertAll(SendCaches, cache => new SendCache(cache.Selector, cache.ArgumentCount, cache.Flags));
        copy.SlotCaches = Array.ConvertAll(SlotCaches, cache => new SlotCache(cache.Name));
        copy.ConstantCaches = Array.ConvertAll(ConstantCaches, cache => new ConstantCache(cache.Name));
        copy.Literals = Array.ConvertAll(Literals, literal => literal.Ref is CompiledCode { CodeKind: CodeKind.Block } block
            ? new Value(block.CopyInto(copy.Root), 0)
            : literal);
        return copy;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Root.Owner}#{Name?.Text} ({Root.File}:{Line})";
}
