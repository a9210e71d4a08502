using System.Text;
using Gem.Vm;
using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;
using Kernel.Smalltalk.Definition;
using Kernel.Smalltalk.Syntax;

namespace Kernel.Smalltalk.Primitives;

/// <summary>Changes of classes, and compilation.</summary>
internal static unsafe class ClassDefinitionPrimitives
{
    public static void Register(PrimitiveTable table)
    {
        table.Add("classSetInstVarNames", &SetInstVarNames, 1);
        table.Add("classRemoveSelector", &RemoveSelector, 1);
        table.Add("classCompile", &Compile, 2);
        table.Add("classSetCategory", &SetCategory, 1);
        table.Add("classSetComment", &SetComment, 1);
        table.Add("classAddVar", &AddVar, 1);
        table.Add("classVarAtPut", &VarAtPut, 2);
        table.Add("classSubclass", &Subclass, 2);
        table.Add("stringCompileDoIt", &CompileDoIt, 0);
    }

    private static Value SetInstVarNames(VmThread t, Arguments a)
    {
        ClassObject self = ClassPrimitives.Self(a);
        if (NamesOf(t, a[0], self.Superclass) is not { } names)
        {
            return Value.Undefined;
        }

        ClassDefinition.SetFixed(t.Vm, self, names);
        return a.Self;
    }

    private static Value RemoveSelector(VmThread t, Arguments a)
    {
        ClassObject self = ClassPrimitives.Self(a);
        if (a[0].Ref is not SymbolObject selector)
        {
            return Value.Undefined;
        }

        SharedEquality.Forget(t, self, selector);
        return t.Vm.Methods.Remove(self, selector, 0, Definitions.ArePersistent(t, self)) ? a.Self : Value.Undefined;
    }

    private static Value Compile(VmThread t, Arguments a)
    {
        if (a[0].Ref is not StringObject text || a[1].Ref is not SymbolObject category)
        {
            return Value.Undefined;
        }

        ClassObject self = ClassPrimitives.Self(a);
        try
        {
            var source = new SourceText(ClassNotes.NameOf(t.Vm, self), Encoding.UTF8.GetString(t.Vm.Fresh(text).Span));
            return SmalltalkLanguage.Of(t.Vm).Compiler.DefineMethod(t, self, source, category);
        }
        catch (SmalltalkSyntaxException error)
        {
            return Details(t.Vm, error);
        }
    }

    private static Value CompileDoIt(VmThread t, Arguments a)
    {
        try
        {
            Gem.Vm.Bytecode.CompiledCode code = SmalltalkLanguage.Of(t.Vm).Compiler.CompileDoIt(new SourceText("evaluate", StringText.Of(t.Vm, a.Self)));
            return new ProcObject { Header = t.ProcHeader, Code = code, Self = Value.Nil, MethodBlock = Value.NoBlock, IsLambda = true };
        }
        catch (SmalltalkSyntaxException error)
        {
            return Details(t.Vm, error);
        }
    }

    private static Value Details(VirtualMachine vm, SmalltalkSyntaxException error) => vm.NewArray(
        [vm.NewString(error.Description), Value.FromInteger(error.Position.Line), Value.FromInteger(error.Position.Column), vm.NewString(error.OffendingLine)],
        4);

    private static Value SetCategory(VmThread t, Arguments a) => SetNote(t, a, ClassNotes.Category);

    private static Value SetComment(VmThread t, Arguments a) => SetNote(t, a, ClassNotes.Comment);

    private static Value SetNote(VmThread t, Arguments a, string note)
    {
        ClassNotes.Set(t, ClassPrimitives.Self(a), note, StringText.Of(t.Vm, a[0]));
        return a.Self;
    }

    private static Value AddVar(VmThread t, Arguments a)
    {
        ClassObject self = ClassPrimitives.Self(a);
        if (PerformPrimitives.SelectorOf(t, a[0]) is not { } name)
        {
            return Value.Undefined;
        }

        if (!ClassDefinition.HasClassVariable(self, name))
        {
            t.Vm.Constants.SetClassVariable(self, name, Value.Nil, Definitions.ArePersistent(t, self));
        }

        return a.Self;
    }

    private static Value VarAtPut(VmThread t, Arguments a)
    {
        ClassObject self = ClassPrimitives.Self(a);
        if (a[0].Ref is not SymbolObject name || !ClassDefinition.HasClassVariable(self, name))
        {
            return Value.Undefined;
        }

        t.Vm.Constants.SetClassVariable(self, name, a[1], Definitions.ArePersistent(t, self));
        return a[1];
    }

    private static Value Subclass(VmThread t, Arguments a)
    {
        ClassObject self = ClassPrimitives.Self(a);
        VirtualMachine vm = t.Vm;
        if (a[0].Ref is not SymbolObject name || self.IsSingleton || NamesOf(t, a[1], self) is not { } variables)
        {
            return Value.Undefined;
        }

        ClassObject created = vm.Hierarchy.CreateClass(name, self, self.InstanceKind, Definitions.NewFlags(t, SmalltalkLanguage.Of(vm).Namespaces.User));
        ClassDefinition.SetFixed(vm, created, variables);
        if (vm.Methods.Find(vm.ClassOf(self), vm.Selectors.Inherited, 1) is not null)
        {
            t.Send(self, vm.Selectors.Inherited, created);
        }

        return created;
    }

    /// <summary>An Array of Symbols, none of them twice or in a superclass; null for anything else.</summary>
    private static SymbolObject[]? NamesOf(VmThread t, Value value, ClassObject? superclass)
    {
        if (value.Ref is not ArrayObject array)
        {
            return null;
        }

        HashSet<SymbolObject> taken = superclass is null ? [] : [.. t.Vm.Hierarchy.AllFixedInstanceVariables(superclass)];
        var names = new SymbolObject[t.Vm.Fresh(array).Count];
        for (int i = 0; i < names.Length; i++)
        {
            if (array.Slot(i).Ref is not SymbolObject name || !taken.Add(name))
            {
                return null;
            }

            names[i] = name;
        }

        return names;
    }
}
