using System.Numerics;
using System.Runtime.CompilerServices;
using Gem.Vm.Bytecode;
using Gem.Vm.Classes;
using Gem.Vm.Interpreter;
using Gem.Vm.Memory;
using Gem.Vm.Primitives;
using Gem.Vm.Session;
using Gem.Vm.Shapes;
using Gem.Vm.Transactions;
using Gem.Vm.Values;
using Shared.ObjectFormat.Identity;

namespace Gem.Vm;

/// <summary>
/// One virtual machine: classes, symbols, shapes, object memory, primitives, globals. It knows no language: kernels bind
/// what they bring through <see cref="Primitives"/> and <see cref="Languages"/>.
/// </summary>
public sealed class VirtualMachine
{
    /// <summary>A VM with the bare core classes and nothing in them.</summary>
    public VirtualMachine()
    {
        Symbols = new SymbolTable();
        Selectors = new Selectors(Symbols);
        Shapes = new ShapeTable(this);
        Classes = new CoreClasses();
        Hierarchy = new Hierarchy(this);
        Methods = new MethodLookup(this);
        Constants = new ConstantLookup(this);
        Invalidation = new Invalidation(this);
        Operators = new OperatorGeneralisation(this);
        Tracer = new Tracing.Tracer(this);
        Memory = new ObjectMemory(this);
        Transaction = new SessionTransaction(this);
        Primitives = new PrimitiveTable();
        Globals = new GlobalTable();
        MainThread = new VmThread(this);
        Lock = new VmLock(MainThread.Owner);
        Threads = new GuestThreads(this, MainThread.Owner);
    }

    /// <summary>Seconds that a regexp match may take where the regexp says nothing; 0 when there is no limit.</summary>
    public double RegexpTimeoutSeconds { get; set; }

    /// <summary>Symbols.</summary>
    public SymbolTable Symbols { get; }

    /// <summary>Symbols the VM itself uses.</summary>
    public Selectors Selectors { get; }

    /// <summary>Shapes.</summary>
    public ShapeTable Shapes { get; }

    /// <summary>Classes the VM itself uses.</summary>
    public CoreClasses Classes { get; }

    /// <summary>Class hierarchy.</summary>
    public Hierarchy Hierarchy { get; }

    /// <summary>Methods.</summary>
    public MethodLookup Methods { get; }

    /// <summary>Constants and class variables.</summary>
    public ConstantLookup Constants { get; }

    /// <summary>Flushing of caches.</summary>
    public Invalidation Invalidation { get; }

    /// <summary>Operator instructions and whether they still may be fast.</summary>
    internal OperatorGeneralisation Operators { get; }

    /// <summary>Events and who is told of them.</summary>
    public Tracing.Tracer Tracer { get; }

    /// <summary>True once the core classes are there.</summary>
    internal bool IsStarted { get; private set; }

    /// <summary>Object memory.</summary>
    public ObjectMemory Memory { get; }

    /// <summary>The session's transaction.</summary>
    public SessionTransaction Transaction { get; }

    /// <summary>Primitives by name.</summary>
    public PrimitiveTable Primitives { get; }

    /// <summary>Global variables.</summary>
    public GlobalTable Globals { get; }

    /// <summary>The thread that runs the program.</summary>
    public VmThread MainThread { get; }

    /// <summary>All threads.</summary>
    public GuestThreads Threads { get; }

    /// <summary>The right to run guest code.</summary>
    public VmLock Lock { get; }

    /// <summary>What the stone has to tell; null without a repository.</summary>
    public StoneNews? News { get; private set; }

    private int _lastFrameToken = Random.Shared.Next();

    /// <summary>
    /// The next token for a frame, never 0. They begin anywhere, since blocks and frames are committed with theirs: a block of another
    /// VM's frame must not take one of this VM's for it.
    /// </summary>
    internal int NextFrameToken() => ++_lastFrameToken == 0 ? ++_lastFrameToken : _lastFrameToken;

    /// <summary>The languages that are loaded, by environment.</summary>
    public ILanguage?[] Languages { get; } = new ILanguage?[2];

    /// <summary>What each language's runtime keeps for this VM, by environment; its type is the language's.</summary>
    public object?[] LanguageStates { get; } = new object?[2];

    /// <summary>Makes what doesNotUnderstand: receives of a selector and its arguments; Smalltalk's Message.</summary>
    public Func<SymbolObject, ArrayObject, Value>? MessageMaker { get; set; }

    /// <summary>Ruby's main object.</summary>
    public Value Main { get; set; } = Value.Nil;

    /// <summary>Where warnings go, a line at a time.</summary>
    public Action<VmThread, string>? WarningSink { get; set; }

    /// <summary>Told of the first write to a string that a later Ruby will freeze; strings are only marked when somebody listens.</summary>
    public Action<VmThread, string>? ChilledSink { get; set; }

    /// <summary>Seed of hash values: the repository's, or a fixed one without a repository.</summary>
    public ulong HashSeed { get; set; } = 0x9E3779B97F4A7C15;

    /// <summary>
    /// Makes the core classes from the table: the first step of an image build. A VM on an image faults them instead.
    /// </summary>
    public void BootCoreClasses()
    {
        CoreClassBoot.Run(this);
        Main = NewObject(Classes.Object);
        Start();
    }

    /// <summary>Starts on a repository that has an image: core classes are faulted, kernels are there already.</summary>
    /// <param name="store">The repository.</param>
    /// <param name="added">For an upgrade: takes the classes that this program has and the image lacks, made new.</param>
    /// <exception cref="ImageException">The image lacks something that this program needs.</exception>
    public void StartOnImage(IObjectStore store, ICollection<ClassObject>? added = null)
    {
        Memory.Attach(store);
        Operators.AskForEachOperator();
        foreach (CoreClassRow row in CoreClassTable.Rows)
        {
            if (ImageWriter.Has(store, row.Id))
            {
                Classes[row.Id] = (ClassObject)Memory.Fault(row.Id).Ref!;
            }
            else if (added is not null)
            {
                added.Add(CoreClassBoot.Add(this, row));
            }
            else
            {
                throw new ImageException($"the image lacks the class {row.Name}, which this program needs; run 'maglev upgrade'");
            }
        }

        CoreClassBoot.BindImmediates(this);
        Main = Memory.Fault(WellKnownObjects.Main);
        Start();
        News = new StoneNews(this, store);
    }

    /// <summary>Core classes are there: from here on guest code can run.</summary>
    public void Start()
    {
        IsStarted = true;
        MainThread.ArrayShape = Classes.Array.RootShape(this).Id;
        MainThread.ProcHeader = Classes.Proc.RootShape(this).Id;
        Adopt(MainThread.Owner, Classes.Thread);
    }

    /// <summary>Class of a value: its singleton class if it has one. Reloads a stale object.</summary>
    public ClassObject ClassOf(Value value)
    {
        int shapeId = value.ShapeId;
        if (shapeId == ShapeIds.Stale)
        {
            Memory.Reload(value.Ref!);
            shapeId = value.ShapeId;
        }

        return Shapes[shapeId].Class;
    }

    /// <summary>The value in a slot that may be unfaulted; the slot then holds the object.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Value Load(ref Value slot)
    {
        if (slot.Ref == Tags.Unfaulted)
        {
            slot = Memory.Fault((ulong)slot.Bits);
        }

        return slot;
    }

    /// <summary>An object that is not the receiver, before its body is touched: reloads a stale one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Fresh<T>(T body)
        where T : HeapObject
    {
        if ((int)body.Header == ShapeIds.Stale)
        {
            Memory.Reload(body);
        }

        return body;
    }

    /// <summary>The write barrier: call before every mutation of an object's body from C#.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WillWrite(HeapObject body)
    {
        if ((body.Header & HeaderFlags.NotWritable) != 0 || (int)body.Header == ShapeIds.Stale)
        {
            Memory.BeforeWrite(body);
        }
    }

    /// <summary>A chilled string is about to be written: from now on it is like any other.</summary>
    internal void TellOfChilled(HeapObject text)
    {
        string origin = (text.Header & HeaderFlags.ChilledLiteral) != 0 ? "literal string" : $"string returned by :{text}.to_s";
        string hint = (text.Header & HeaderFlags.ChilledLiteral) != 0 ? " (run with --debug-frozen-string-literal for more information)" : "";
        text.Header &= ~HeaderFlags.Chilled;
        ChilledSink?.Invoke((Lock.Owner ?? Threads.Main).Current, $"{origin} will be frozen in the future{hint}");
    }

    /// <summary>An instance with nothing but instance variables.</summary>
    public PlainObject NewObject(ClassObject @class)
    {
        Shape shape = @class.RootShape(this);
        PlainObject body = PlainObject.Create(shape.InlineCapacity);
        body.Header = (uint)shape.Id;
        return body;
    }

    /// <summary>Gives a new body its class.</summary>
    public T Adopt<T>(T body, ClassObject @class)
        where T : HeapObject
    {
        body.SetShape(@class.RootShape(this).Id);
        return body;
    }

    /// <summary>A new array over a store it owns.</summary>
    public ArrayObject NewArray(Value[] items, int count) => Adopt(new ArrayObject(items, count), Classes.Array);

    /// <summary>A new array with a copy of these elements.</summary>
    public ArrayObject NewArray(ReadOnlySpan<Value> items) => NewArray(items.ToArray(), items.Length);

    /// <summary>A new array with another's elements.</summary>
    public ArrayObject NewArray(ArrayObject source) => Memory.Copied(source, NewArray(Fresh(source).Span));

    /// <summary>A new empty hash.</summary>
    public HashObject NewHash() => Adopt(new HashObject(), Classes.Hash);

    /// <summary>A new UTF-8 string.</summary>
    public StringObject NewString(string text)
    {
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(text);
        return NewString(bytes, bytes.Length, StringEncoding.Utf8);
    }

    /// <summary>A new string with a copy of these bytes.</summary>
    public StringObject NewString(ReadOnlySpan<byte> bytes, StringEncoding encoding = StringEncoding.Utf8) =>
        NewString(bytes.ToArray(), bytes.Length, encoding);

    /// <summary>A new string over a store it owns.</summary>
    public StringObject NewString(byte[] bytes, int length, StringEncoding encoding) =>
        Adopt(new StringObject(bytes, length, encoding), Classes.String);

    /// <summary>An integer of any size, in its only representation.</summary>
    public Value Integer(BigInteger value) =>
        value >= long.MinValue && value <= long.MaxValue
            ? Value.FromInteger((long)value)
            : Adopt(new BigIntegerObject(value), Classes.Integer);

    /// <summary>A symbol.</summary>
    public Value Symbol(string name) => Symbols.Intern(name);

    /// <summary>An exception to throw, with its message.</summary>
    public GuestException Error(ClassObject @class, string message)
    {
        ExceptionObject exception = Adopt(new ExceptionObject { Message = NewString(message) }, @class);
        return new GuestException(exception);
    }

    /// <summary>The error for writing to a frozen object.</summary>
    public GuestException FrozenError(HeapObject body)
    {
        string description = MainThread.InspectText(body);
        GuestException error = Error(Classes.FrozenError, $"can't modify frozen {Hierarchy.RealClass(ClassOf(body))}: {description}");
        ((ExceptionObject)error.Exception.Ref!).Receiver = body;
        return error;
    }
}
