using Gem.Vm;
using Gem.Vm.Interpreter;
using Gem.Vm.Values;
using Kernel.Smalltalk.Sources;

namespace Kernel.Smalltalk.Definition;

/// <summary>Makes or opens the class of one class file.</summary>
internal sealed class ClassDefinition(VmThread thread, SmalltalkLanguage language, HashSet<string> smalltalkOnly)
{
    private readonly VirtualMachine _vm = thread.Vm;

    /// <summary>The class, with the header's superclass and variables, bound to its name.</summary>
    public ClassObject Define(ClassSource source)
    {
        SmalltalkNamespaces namespaces = language.Namespaces;
        ClassObject? superclass = source.SuperclassName is null ? null : namespaces.Class(source.SuperclassName);
        SymbolObject name = _vm.Symbols.Intern(source.Name);
        ClassObject defined = Existing(source, name) ?? Create(source, superclass!);
        if (superclass is not null)
        {
            PlaceBelow(defined, superclass);
        }

        SetVariables(defined, source);
        if (!_vm.Constants.TryOwn(namespaces.Kernel, name, out Value bound) || bound.Ref != defined)
        {
            _vm.Constants.Define(namespaces.Kernel, name, defined, Definitions.ArePersistent(thread, namespaces.Kernel));
        }

        if (defined.Name != name)
        {
            ClassNotes.Set(thread, defined, ClassNotes.Name, source.Name);
        }

        ClassNotes.Set(thread, defined, ClassNotes.Category, source.Category);
        ClassNotes.Set(thread, defined, ClassNotes.Comment, source.Comment);
        return defined;
    }

    private ClassObject? Existing(ClassSource source, SymbolObject name)
    {
        if (source.RubyName is { } rubyName)
        {
            return InRuby(rubyName);
        }

        return _vm.Constants.TryOwn(language.Namespaces.Kernel, name, out Value bound) ? bound.Ref as ClassObject : null;
    }

    /// <summary>The class that Ruby knows under a name such as <c>Hash</c> or <c>Maglev::RepositoryViewLost</c>.</summary>
    private ClassObject? InRuby(string name)
    {
        ClassObject? found = _vm.Classes.Object;
        foreach (string part in name.Split("::"))
        {
            found = found is not null && _vm.Constants.TryOwn(found, _vm.Symbols.Intern(part), out Value value) ? value.Ref as ClassObject : null;
        }

        return found;
    }

    /// <summary>A new class; one that Ruby will open too, is known to it from now on.</summary>
    private ClassObject Create(ClassSource source, ClassObject superclass)
    {
        SymbolObject name = _vm.Symbols.Intern(source.RubyName ?? source.Name);
        ClassFlags flags = Definitions.NewFlags(thread, language.Namespaces.Kernel);
        flags |= smalltalkOnly.Contains(source.Name) ? ClassFlags.SmalltalkOnly : ClassFlags.None;
        BodyKind kind = source.Format switch
        {
            "array" => BodyKind.Array,
            "bytes" => BodyKind.String,
            "immediate" => BodyKind.None,
            _ => superclass.InstanceKind,
        };
        ClassObject created = _vm.Hierarchy.CreateClass(name, superclass, kind, flags);
        if (source.RubyName is not null)
        {
            _vm.Constants.Define(_vm.Classes.Object, name, created, Definitions.ArePersistent(thread, _vm.Classes.Object));
        }

        return created;
    }

    /// <summary>Moves a class below another, unless it inherits from that one already.</summary>
    private void PlaceBelow(ClassObject moved, ClassObject superclass)
    {
        for (ClassObject? current = moved.Superclass; current is not null; current = current.Superclass)
        {
            if (current == superclass)
            {
                return;
            }
        }

        _vm.WillWrite(moved);
        _vm.WillWrite(moved.Metaclass!);
        moved.Superclass = superclass;
        moved.Metaclass!.Superclass = superclass.Metaclass;
    }

    private void SetVariables(ClassObject defined, ClassSource source)
    {
        SetFixed(_vm, defined, Symbols(source.InstanceVariables));
        SetFixed(_vm, defined.Metaclass!, Symbols(source.ClassInstanceVariables));
        foreach (SymbolObject name in Symbols(source.ClassVariables))
        {
            if (!HasClassVariable(defined, name))
            {
                _vm.Constants.SetClassVariable(defined, name, Value.Nil, Definitions.ArePersistent(thread, defined));
            }
        }
    }

    /// <summary>True when a class itself has a class variable.</summary>
    public static bool HasClassVariable(ClassObject target, SymbolObject name) =>
        target.ClassVariables?.Entries.ContainsKey(name) == true || target.Overlay?.ClassVariables.Entries.ContainsKey(name) == true;

    /// <summary>Gives a class its own instance variables; new instances of it and its subclasses have them.</summary>
    public static void SetFixed(VirtualMachine vm, ClassObject target, SymbolObject[] names)
    {
        if (target.FixedInstanceVariables.AsSpan().SequenceEqual(names))
        {
            return;
        }

        vm.WillWrite(target);
        target.FixedInstanceVariables = names;
        foreach (ClassObject loaded in vm.Hierarchy.LoadedClasses)
        {
            if (vm.Hierarchy.IsKindOf(loaded, target))
            {
                loaded.ForgetRootShape();
            }
        }
    }

    private SymbolObject[] Symbols(IReadOnlyList<string> names) => [.. names.Select(_vm.Symbols.Intern)];
}
