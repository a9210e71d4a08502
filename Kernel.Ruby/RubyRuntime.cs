using System.Runtime.CompilerServices;
using System.Text;
using Gem.Vm;
using Gem.Vm.Bytecode;
using Gem.Vm.Interpreter;
using Gem.Vm.Values;
using Kernel.Ruby.Encodings;
using Kernel.Ruby.Primitives;

namespace Kernel.Ruby;

/// <summary>
/// Ruby in a virtual machine: primitives, compiler, special globals, and the state of this process that no object holds
/// (exit blocks, load path, standard streams).
/// </summary>
public sealed partial class RubyRuntime
{
    private int _forgetNumberedAt = 1024;

    private RubyRuntime(VirtualMachine vm)
    {
        Vm = vm;
        LoadPath = vm.NewArray([], 0);
        LoadedFeatures = vm.NewArray([], 0);
        ProgramName = vm.NewString("-");
        Finalizers = new Finalizers(this);
    }

    /// <summary>The virtual machine.</summary>
    public VirtualMachine Vm { get; }

    /// <summary><c>$LOAD_PATH</c>.</summary>
    public ArrayObject LoadPath { get; }

    /// <summary><c>$LOADED_FEATURES</c>.</summary>
    public ArrayObject LoadedFeatures { get; }

    /// <summary>Objects that were asked for their number, by id, as long as they live: what _id2ref can find.</summary>
    public Dictionary<ulong, WeakReference<HeapObject>> Numbered { get; } = [];

    /// <summary>Remembers an object that was asked for its number.</summary>
    public void NoteNumbered(ulong id, HeapObject body)
    {
        if (Numbered.Count >= _forgetNumberedAt)
        {
            foreach ((ulong gone, WeakReference<HeapObject> reference) in Numbered)
            {
                if (!reference.TryGetTarget(out _))
                {
                    Numbered.Remove(gone);
                }
            }

            _forgetNumberedAt = Math.Max(_forgetNumberedAt, 2 * Numbered.Count);
        }

        Numbered.TryAdd(id, new WeakReference<HeapObject>(body));
    }

    /// <summary><c>$0</c>.</summary>
    public Value ProgramName { get; set; }

    /// <summary>The folder of the library that require finds.</summary>
    public string LibraryFolder { get; set; } = KernelSources.Default.LibraryFolder;

    /// <summary><c>$VERBOSE</c>: nil, false or true.</summary>
    public Value Verbose { get; set; } = Value.False;

    /// <summary><c>$.</c>: the number of the line that was read last.</summary>
    public Value LastLineNumber { get; set; } = Value.FromInteger(0);

    /// <summary>Told of each file as it is loaded; null when nobody asks.</summary>
    public Action<string>? TraceLoad { get; set; }

    /// <summary>Encodings of the locale and of text from and to the outside.</summary>
    internal EncodingDefaults Encodings { get; } = new();

    /// <summary>Blocks of at_exit, in the order they were given.</summary>
    internal List<ProcObject> ExitBlocks { get; } = [];

    /// <summary>What ObjectSpace.define_finalizer was given.</summary>
    internal Finalizers Finalizers { get; }

    /// <summary>Files that require has loaded for all VMs.</summary>
    internal SharedFeatures SharedFeatures { get; } = new();

    /// <summary>Files that require runs now, and the thread that does: others wait for it.</summary>
    internal Dictionary<string, ThreadObject> Loading { get; } = new(StringComparer.Ordinal);

    /// <summary>Ruby's state of a virtual machine.</summary>
    public static RubyRuntime Of(VirtualMachine vm) => (RubyRuntime)vm.LanguageStates[1]!;

    /// <summary>
    /// Puts Ruby into a virtual machine whose core classes are there: primitives, compiler, globals. A VM on an image is
    /// complete then; a bare one needs <see cref="LoadKernel"/>.
    /// </summary>
    public static RubyRuntime Install(VirtualMachine vm, ILanguage language)
    {
        RubyRuntime runtime = new(vm);
        vm.LanguageStates[1] = runtime;
        vm.WarningSink = runtime.Warn;
        vm.Languages[1] = language;
        PrimitiveFiles.RegisterAll(vm.Primitives);
        runtime.OpenStandardStreams();
        runtime.WatchThreads();
        SpecialGlobals.Define(runtime);
        return runtime;
    }

    /// <summary>
    /// Runs the kernel's sources in a bare virtual machine, in persistent mode: what they define belongs to the image.
    /// Before them only Module#primitive exists.
    /// </summary>
    /// <param name="sources">Where the kernel lies.</param>
    /// <param name="wants">Told of each file as its turn comes; false leaves it out. Null takes all.</param>
    /// <exception cref="KernelException">A list does not fit its folder, or a file failed.</exception>
    public void LoadKernel(KernelSources sources, Func<string, bool>? wants = null)
    {
        VmThread thread = Vm.MainThread;
        thread.IsPersistentMode = true;
        try
        {
            BindStageZero();
            foreach (string file in sources.Files())
            {
                if (wants?.Invoke(file) != false)
                {
                    RunKernelFile(thread, sources, file);
                }
            }
        }
        finally
        {
            thread.IsPersistentMode = false;
        }
    }

    /// <summary>Compiles and runs a file's content at top level.</summary>
    internal Value RunSource(VmThread thread, byte[] source, string file, SymbolObject? label)
    {
        CompiledCode body = Vm.Languages[1]!.Compile(new CompilationRequest { Source = source, File = file, Listener = thread });
        body.Name ??= label;
        return thread.RunBody(Definitions.Bind(Vm, body, null, null), Vm.Main);
    }

    /// <summary>
    /// Whether what is deprecated is told of, the first write to a chilled string included (a literal in a file that says nothing
    /// of frozen ones).
    /// </summary>
    public bool TellsOfDeprecated
    {
        get => Vm.ChilledSink is not null;
        set => Vm.ChilledSink = value ? static (thread, message) => thread.Warn(message) : null;
    }

    /// <summary>Hands a warning to Ruby's Warning.warn, which a program may have replaced; nothing is heard when $VERBOSE is nil.</summary>
    internal void Warn(VmThread thread, string message)
    {
        if (!Verbose.IsNil && Vm.Constants.TryOwn(Vm.Classes.Object, Vm.Symbols.Intern("Warning"), out Value warning))
        {
            thread.Send(warning, Vm.Symbols.Intern("warn"), Vm.NewString(message + "\n"));
        }
    }

    private void BindStageZero()
    {
        SymbolObject name = Vm.Symbols.Intern("primitive");
        CompiledCode code = MethodDefinition.NewCode(Vm.MainThread, CodeKind.Primitive, Vm.Classes.Module, name, new ParameterList { Required = 2, Names = new SymbolObject?[2] });
        code.PrimitiveName = "module_primitive";
        code.File = CompiledCode.KernelFile("alpha.rb");
        Vm.Methods.Define(Vm.Classes.Module, name, code, Visibility.Private, 1, true);
    }

    private void RunKernelFile(VmThread thread, KernelSources sources, string file)
    {
        try
        {
            RunSource(thread, sources.Read(file), CompiledCode.KernelFile(file), null);
        }
        catch (GuestException error)
        {
            throw KernelException.Of(Vm, sources.PathOf(file), CompiledCode.KernelFile(file), error.Exception);
        }
        catch (UnwindException error) when (error.Unwinding.IsException)
        {
            throw KernelException.Of(Vm, sources.PathOf(file), CompiledCode.KernelFile(file), error.Unwinding.Exception);
        }
    }
}
