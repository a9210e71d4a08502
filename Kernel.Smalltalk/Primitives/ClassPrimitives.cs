using Gem.Vm;
using Gem.Vm.Classes;
using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;
using Kernel.Smalltalk.Definition;

namespace Kernel.Smalltalk.Primitives;

/// <summary>What classes tell about themselves, and new instances.</summary>
internal static unsafe class ClassPrimitives
{
    public static void Register(PrimitiveTable table)
    {
        table.Add("classBasicNew", &BasicNew, 0);
        table.Add("classBasicNewSize", &BasicNewSize, 1);
        table.Add("classSuperclass", &Superclass, 0);
        table.Add("classSubclasses", &Subclasses, 0);
        table.Add("classInstVarNames", &InstVarNames, 0);
        table.Add("classSelectors", &Selectors, 0);
        table.Add("classIncludesSelector", &IncludesSelector, 1);
        table.Add("classSourceCodeAt", &SourceCodeAt, 1);
        table.Add("classCategoryAt", &CategoryAt, 1);
        table.Add("classConstantAt", &ConstantAt, 2);
        table.Add("className", &Name, 0);
        table.Add("classCategory", &Category, 0);
        table.Add("classComment", &Comment, 0);
        table.Add("classVarNames", &VarNames, 0);
        table.Add("classVarAt", &VarAt, 1);
        table.Add("metaclassInstance", &Instance, 0);
    }

    /// <summary>The receiver, a class.</summary>
    public static ClassObject Self(Arguments a) => (ClassObject)a.Self.Ref!;

    private static Value BasicNew(VmThread t, Arguments a)
    {
        ClassObject self = Self(a);
        if (self.IsSingleton || self.IsModule)
        {
            return Value.Undefined;
        }

        switch (self.InstanceKind)
        {
            case BodyKind.Plain:
                return t.Vm.NewObject(self);
            case BodyKind.Exception:
                return t.Vm.Adopt(new ExceptionObject(), self);
            case BodyKind.Array:
                return t.Vm.Adopt(new ArrayObject([], 0), self);
            case BodyKind.String:
                return NewBytes(t, self, 0);
            case BodyKind.Hash:
                return t.Vm.Adopt(new HashObject(), self);
            case BodyKind.Class when t.Vm.Hierarchy.IsKindOf(self, SmalltalkLanguage.Of(t.Vm).Namespaces.Class("SymbolDictionary")):
                ClassObject module = t.Vm.Hierarchy.CreateModule(null, Definitions.NewFlags(t, self));
                t.Vm.Hierarchy.SetClass(module, self);
                return module;
            default:
                return Value.Undefined;
        }
    }

    private static Value BasicNewSize(VmThread t, Arguments a)
    {
        ClassObject self = Self(a);
        if (self.IsSingleton || !Indexes.TrySize(a[0], out int size))
        {
            return Value.Undefined;
        }

        switch (self.InstanceKind)
        {
            case BodyKind.Array:
                var items = new Value[size];
                System.Array.Fill(items, Value.Nil);
                return t.Vm.Adopt(new ArrayObject(items, size), self);
            case BodyKind.String:
                return NewBytes(t, self, size);
            default:
                return Value.Undefined;
        }
    }

    private static Value NewBytes(VmThread t, ClassObject self, int size)
    {
        var bytes = new byte[size];
        if (!t.Vm.Hierarchy.IsKindOf(self, t.Vm.Classes.String))
        {
            return t.Vm.Adopt(new StringObject(bytes, size, StringEncoding.Binary), self);
        }

        System.Array.Fill(bytes, (byte)' ');
        return t.Vm.Adopt(new StringObject(bytes, size, StringEncoding.Utf8), self);
    }

    /// <summary>Superclass in environment 0, null for Object.</summary>
    public static ClassObject? SuperclassOf(ClassObject start)
    {
        ClassObject? current = start.Superclass;
        while (current is not null && (current.Flags & ClassFlags.RubyOnly) != 0)
        {
            current = current.Superclass;
        }

        return current;
    }

    private static Value Superclass(VmThread t, Arguments a) => SuperclassOf(Self(a)) is { } superclass ? superclass : Value.Nil;

    private static Value Subclasses(VmThread t, Arguments a)
    {
        ClassObject self = Self(a);
        Value[] found = [.. t.Vm.Hierarchy.LoadedClasses
            .Where(each => each.IsSingleton == self.IsSingleton && !each.IsModule && SuperclassOf(each) == self && (!each.IsSingleton || each.Attached.Ref is ClassObject))
            .Select(each => (Value)each)];
        return t.Vm.NewArray(found, found.Length);
    }

    private static Value InstVarNames(VmThread t, Arguments a) => Array(t, Self(a).FixedInstanceVariables);

    private static Value Selectors(VmThread t, Arguments a) =>
        Array(t, MethodLookup.OwnEntries(Self(a), 0).Where(pair => !pair.Value.IsUndefined).Select(pair => pair.Key));

    private static Value IncludesSelector(VmThread t, Arguments a) =>
        a[0].Ref is not SymbolObject selector ? Value.Undefined : Value.FromBoolean(MethodAt(a, selector) is not null);

    private static Value SourceCodeAt(VmThread t, Arguments a) =>
        a[0].Ref is SymbolObject selector && MethodAt(a, selector) is { } entry ? t.Vm.NewString(entry.Code(t.Vm).Source.AsSpan()) : Value.Undefined;

    private static Value CategoryAt(VmThread t, Arguments a)
    {
        if (a[0].Ref is not SymbolObject selector || MethodAt(a, selector) is not { } entry)
        {
            return Value.Undefined;
        }

        return entry.Code(t.Vm).Attribute ?? t.Vm.Symbols.Intern("as yet unclassified");
    }

    private static MethodEntry? MethodAt(Arguments a, SymbolObject selector) =>
        MethodLookup.Own(Self(a), selector, 0) is { IsUndefined: false } entry ? entry : null;

    private static Value ConstantAt(VmThread t, Arguments a) =>
        a[0].Ref is SymbolObject name && a[1] is { IsFixnum: true, Bits: 1 } && t.Vm.Constants.TryInherited(Self(a), name, false, out Value value)
            && !value.IsUndefined ? value : Value.Undefined;

    private static Value Name(VmThread t, Arguments a) => t.Vm.NewString(ClassNotes.NameOf(t.Vm, Self(a)));

    private static Value Category(VmThread t, Arguments a) => t.Vm.NewString(ClassNotes.Get(t.Vm, Self(a), ClassNotes.Category) ?? "");

    private static Value Comment(VmThread t, Arguments a) => t.Vm.NewString(ClassNotes.Get(t.Vm, Self(a), ClassNotes.Comment) ?? "");

    private static Value VarNames(VmThread t, Arguments a)
    {
        ClassObject self = Self(a);
        IEnumerable<SymbolObject> names = self.ClassVariables?.Entries.Keys ?? Enumerable.Empty<SymbolObject>();
        return Array(t, self.Overlay is null ? names : names.Union(self.Overlay.ClassVariables.Entries.Keys));
    }

    private static Value VarAt(VmThread t, Arguments a) =>
        a[0].Ref is SymbolObject name && ClassDefinition.HasClassVariable(Self(a), name) ? t.Vm.Constants.GetClassVariable(Self(a), name) : Value.Undefined;

    private static Value Instance(VmThread t, Arguments a) => Self(a).Attached;

    private static Value Array(VmThread t, IEnumerable<SymbolObject> names)
    {
        Value[] items = [.. names.Select(name => (Value)name)];
        return t.Vm.NewArray(items, items.Length);
    }
}
