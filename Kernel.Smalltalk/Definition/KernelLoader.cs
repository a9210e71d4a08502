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
    private readonly VmThread thread;
    private readonly VirtualMachine vm;
    private readonly SmalltalkLanguage language;
    private readonly IReadOnlyList<ClassSource> sources;
    private readonly List<(ClassSource Source, ClassObject Class)> classes = [];

    private KernelLoader(VmThread thread, SmalltalkLanguage language, IReadOnlyList<ClassSource> sources)
    {
        this.thread = thread;
        vm = thread.Vm;
        this.language = language;
        this.sources = sources;
    }

    /// <summary>Loads class files in their order.</summary>
    public static void Load(VmThread thread, IReadOnlyList<ClassSource> sources)
    {
        var loader = new KernelLoader(thread, SmalltalkLanguage.Of(thread.Vm), sources);
        loader.DefineClasses();
        loader.DefineMethods();
        loader.InitializeClasses();
    }

    private void DefineClasses()
    {
        SmalltalkNamespaces namespaces = language.Namespaces;
        namespaces.Create(Definitions.NewFlags(thread, vm.Classes.Object), Definitions.ArePersistent(thread, vm.Classes.Object));
        var definition = new ClassDefinition(thread, language, SmalltalkOnlyNames());
        foreach (ClassSource source in sources)
        {
            ClassObject defined = source.IsExtension ? namespaces.Class(source.Name) : definition.Define(source);
            classes.Add((source, defined));
        }

        vm.Hierarchy.SetClass(namespaces.Kernel, namespaces.Class("SymbolDictionary"));
        vm.Hierarchy.SetClass(namespaces.User, namespaces.Class("SymbolDictionary"));
        vm.Hierarchy.AncestryChanged(vm.Classes.Object);
    }

    /// <summary>Classes without a name in Ruby above classes with one.</summary>
    private HashSet<string> SmalltalkOnlyNames()
    {
        var byName = sources.Where(source => !source.IsExtension).ToDictionary(source => source.Name);
        var names = new HashSet<string>();
        foreach (ClassSource shared in sources.Where(source => source.RubyName is not null))
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
        foreach ((ClassSource source, ClassObject defined) in classes)
        {
            foreach (MethodSource method in source.Methods)
            {
                ClassObject owner = method.IsClassSide ? defined.Metaclass! : defined;
                SymbolObject? category = method.Category.Length == 0 ? null : vm.Symbols.Intern(method.Category);
                CompiledCode code = language.Compiler.CompileMethod(owner, method.Source, category);
                vm.Methods.Define(owner, code.Name!, code, Visibility.Public, 0, Definitions.ArePersistent(thread, owner));
            }
        }
    }

    private void InitializeClasses()
    {
        foreach ((ClassSource source, ClassObject defined) in classes)
        {
            if (!source.IsExtension && MethodLookup.Own(defined.Metaclass!, vm.Selectors.Initialize, 0) is not null)
            {
                thread.Send(defined, vm.Selectors.Initialize, 0, null);
            }
        }
    }
}
