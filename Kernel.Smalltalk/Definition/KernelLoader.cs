using Gem.Vm;
using Gem.Vm.Bytecode;
using Gem.Vm.Classes;
using Gem.Vm.Interpreter;
using Gem.Vm.Values;
using Kernel.Smalltalk.Sources;

namespace Kernel.Smalltalk.Definition;

/// <summary>
/// Loads class files: all headers, then all methods, then <c>initialize</c> of each class that defines it.
/// Loading again redefines in place.
/// </summary>
internal sealed class KernelLoader
{
    private readonly VmThread _thread;
    private readonly VirtualMachine _vm;
    private readonly SmalltalkLanguage _language;
    private readonly IReadOnlyList<ClassSource> _sources;
    private readonly Func<ClassSource, bool>? _wants;
    private readonly List<(ClassSource Source, ClassObject Class)> _classes = [];
    private readonly List<(ClassSource Source, ClassObject Class)> _loaded = [];

    private KernelLoader(VmThread thread, SmalltalkLanguage language, IReadOnlyList<ClassSource> sources, Func<ClassSource, bool>? wants)
    {
        _thread = thread;
        _vm = thread.Vm;
        _language = language;
        _sources = sources;
        _wants = wants;
    }

    /// <summary>Loads class files in their order; methods only of those that <paramref name="wants"/>, when given, agrees to.</summary>
    public static void Load(VmThread thread, IReadOnlyList<ClassSource> sources, Func<ClassSource, bool>? wants = null)
    {
        var loader = new KernelLoader(thread, SmalltalkLanguage.Of(thread.Vm), sources, wants);
        loader.DefineClasses();
        loader.DefineMethods();
        loader.InitializeClasses();
    }

    private void DefineClasses()
    {
        SmalltalkNamespaces namespaces = _language.Namespaces;
        namespaces.Create(Definitions.NewFlags(_thread, _vm.Classes.Object), Definitions.ArePersistent(_thread, _vm.Classes.Object));
        var definition = new ClassDefinition(_thread, _language, SmalltalkOnlyNames());
        foreach (ClassSource source in _sources)
        {
            ClassObject defined = source.IsExtension ? namespaces.Class(source.Name) : definition.Define(source);
            _classes.Add((source, defined));
        }

        MakeDictionary(namespaces.Kernel);
        MakeDictionary(namespaces.User);
        _vm.Hierarchy.AncestryChanged(_vm.Classes.Object);
    }

    /// <summary>Makes a module a SymbolDictionary, unless it is: a loaded kernel's may have a singleton class.</summary>
    private void MakeDictionary(ClassObject names)
    {
        ClassObject dictionary = _language.Namespaces.Class("SymbolDictionary");
        if (_vm.Hierarchy.RealClass(_vm.ClassOf(names)) != dictionary)
        {
            _vm.Hierarchy.SetClass(names, dictionary);
        }
    }

    /// <summary>Classes without a name in Ruby above classes with one.</summary>
    private HashSet<string> SmalltalkOnlyNames()
    {
        var byName = _sources.Where(source => !source.IsExtension).ToDictionary(source => source.Name);
        var names = new HashSet<string>();
        foreach (ClassSource shared in _sources.Where(source => source.RubyName is not null))
        {
            for (string? name = shared.SuperclassName; name is not null && byName.TryGetValue(name, out ClassSource? above); name = above.SuperclassName)
            {
                if (above.RubyName is null)
                {
                    names.Add(name);
                }
            }
        }

        return names;
    }

    private void DefineMethods()
    {
        foreach ((ClassSource source, ClassObject defined) in _classes)
        {
            if (_wants?.Invoke(source) != false)
            {
                DefineMethods(source, defined);
                _loaded.Add((source, defined));
            }
        }
    }

    private void DefineMethods(ClassSource source, ClassObject defined)
    {
        foreach (MethodSource method in source.Methods)
        {
            ClassObject owner = method.IsClassSide ? defined.Metaclass! : defined;
            SymbolObject? category = method.Category.Length == 0 ? null : _vm.Symbols.Intern(method.Category);
            CompiledCode code = _language.Compiler.CompileMethod(owner, method.Source, category);
            _vm.Methods.Define(owner, code.Name!, code, Visibility.Public, 0, Definitions.ArePersistent(_thread, owner));
            SharedEquality.Follow(_thread, owner, code);
        }
    }

    private void InitializeClasses()
    {
        foreach ((ClassSource source, ClassObject defined) in _loaded)
        {
            if (!source.IsExtension && MethodLookup.Own(defined.Metaclass!, _vm.Selectors.Initialize, 0) is not null)
            {
                Initialize(source, defined);
            }
        }
    }

    private void Initialize(ClassSource source, ClassObject defined)
    {
        try
        {
            _thread.Send(defined, _vm.Selectors.Initialize, 0, null);
        }
        catch (GuestException error)
        {
            throw KernelException.Of(_vm, source.FileName, source.FileName, error.Exception);
        }
        catch (UnwindException error) when (error.Unwinding.IsException)
        {
            throw KernelException.Of(_vm, source.FileName, source.FileName, error.Unwinding.Exception);
        }
    }
}
