using Gem.Vm.Bytecode;
using Gem.Vm.Classes;
using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>Module: stage 0 (binding of primitives), attributes, definition of methods. The other areas are in files of their own.</summary>
internal static unsafe partial class ModulePrimitives
{
    /// <summary>Adds the primitives of Module.</summary>
    public static void Register(PrimitiveTable table)
    {
        table.Add("module_primitive", &BindPrimitive, 2);
        table.Add("module_attr_reader", &AttrReader, 0, -1);
        table.Add("module_attr_writer", &AttrWriter, 0, -1);
        table.Add("module_attr_accessor", &AttrAccessor, 0, -1);
        table.Add("module_alias_method", &AliasMethod, 2);
        table.Add("module_define_method", &DefineMethod, 1, 2);
        table.Add("module_undef_method", &UndefMethod, 0, -1);
        table.Add("module_remove_method", &RemoveMethod, 0, -1);
        table.Add("module_instance_method", &InstanceMethod, 1);
        table.Add("module_public_instance_method", &PublicInstanceMethod, 1);
        RegisterVisibility(table);
        RegisterMethodLists(table);
        RegisterAncestry(table);
        RegisterConstants(table);
        RegisterClassVariables(table);
        RegisterEvaluation(table);
    }

    /// <summary>Binds a primitive to a method: all that exists before alpha.rb.</summary>
    public static Value BindPrimitive(VmThread t, Arguments a)
    {
        ClassObject module = Self(a);
        SymbolObject name = Expect.Name(t, a[0]);
        string primitiveName = Expect.Name(t, a[1]).Text;
        Primitive primitive = t.Vm.Primitives.Find(primitiveName)
            ?? throw t.Error(t.Vm.Classes.NotImplementedError, $"{Inspection.ModuleName(t.Vm, module)}#{name.Text}: there is no primitive {primitiveName}");
        ParameterList parameters = primitive.Minimum == primitive.Maximum
            ? new ParameterList { Required = primitive.Minimum, Names = new SymbolObject?[primitive.Minimum] }
            : new ParameterList { HasRest = true, Names = [null] };
        CompiledCode code = MethodDefinition.NewCode(t, CodeKind.Primitive, module, name, parameters);
        code.PrimitiveName = primitiveName;
        code.Primitive = primitive;
        MethodDefinition.Define(t, module, code, name);
        return name;
    }

    private static ClassObject Self(in Arguments a) => (ClassObject)a.Self.Ref!;

    private static Value AttrReader(VmThread t, Arguments a) => DefineAttributes(t, a, true, false);

    private static Value AttrWriter(VmThread t, Arguments a) => DefineAttributes(t, a, false, true);

    private static Value AttrAccessor(VmThread t, Arguments a) => DefineAttributes(t, a, true, true);

    private static Value DefineAttributes(VmThread t, in Arguments a, bool reads, bool writes)
    {
        ClassObject module = Self(a);
        ArrayObject defined = t.Vm.NewArray([], 0);
        foreach (Value argument in a.Span.ToArray())
        {
            SymbolObject name = Expect.Name(t, argument);
            if (!Names.IsIdentifier(name.Text))
            {
                throw DispatchFailures.NameError(t, t.Vm.Classes.NameError, $"invalid attribute name '{name.Text}'", name, module);
            }

            SymbolObject variable = t.Vm.Symbols.Intern("@" + name.Text);
            if (reads)
            {
                CompiledCode reader = MethodDefinition.NewCode(t, CodeKind.AttributeReader, module, name, ParameterList.Empty);
                reader.Attribute = variable;
                MethodDefinition.Define(t, module, reader, name);
                defined.Append(name);
            }

            if (writes)
            {
                SymbolObject setter = t.Vm.Symbols.Intern(name.Text + "=");
                CompiledCode writer = MethodDefinition.NewCode(
                    t, CodeKind.AttributeWriter, module, setter, new ParameterList { Required = 1, Names = [null] });
                writer.Attribute = variable;
                MethodDefinition.Define(t, module, writer, setter);
                defined.Append(setter);
            }
        }

        return defined;
    }

    private static Value AliasMethod(VmThread t, Arguments a)
    {
        ClassObject module = Self(a);
        SymbolObject newName = Expect.Name(t, a[0]);
        MethodEntry entry = MethodDefinition.Require(t, module, Expect.Name(t, a[1]));
        Definitions.Define(t, module, entry.Code(t.Vm), newName, entry.Visibility);
        return newName;
    }

    private static Value DefineMethod(VmThread t, Arguments a)
    {
        ClassObject module = Self(a);
        SymbolObject name = Expect.Name(t, a[0]);
        Value body = a.OrUndefined(1);
        CompiledCode code;
        switch (body.Ref)
        {
            case MethodObject method:
                CheckBindable(t, module, method.Entry.Owner);
                CompiledCode original = method.Entry.Code(t.Vm);
                code = original.Rebind(module, original.Scope);
                break;
            case ProcObject proc:
                code = ProcMethod(t, module, name, proc);
                break;
            default:
                if (!body.IsUndefined)
                {
                    throw t.Error(t.Vm.Classes.TypeError, $"wrong argument type {Conversions.ClassName(t, body)} (expected Proc/Method/UnboundMethod)");
                }

                ProcObject block = a.Block ?? throw t.Error(t.Vm.Classes.ArgumentError, "tried to create Proc object without a block");
                code = ProcMethod(t, module, name, block);
                break;
        }

        MethodDefinition.Define(t, module, code, name);
        return name;
    }

    /// <summary>A method that runs a closure with the receiver as self.</summary>
    internal static CompiledCode ProcMethod(VmThread t, ClassObject owner, SymbolObject name, ProcObject proc)
    {
        CompiledCode code = MethodDefinition.NewCode(t, CodeKind.ProcMethod, owner, name, proc.Code.Parameters);
        code.Closure = proc;
        code.File = proc.Code.Root.File;
        code.Line = proc.Code.Line;
        code.Scope = proc.Code.Root.Scope;
        return code;
    }

    private static void CheckBindable(VmThread t, ClassObject module, ClassObject owner)
    {
        if (!owner.IsModule && !t.Vm.Hierarchy.IsKindOf(module, owner))
        {
            throw t.Error(
                t.Vm.Classes.TypeError,
                owner.IsSingleton ? "can't bind singleton method to a different class" : $"bind argument must be a subclass of {Inspection.ModuleName(t.Vm, owner)}");
        }
    }

    private static Value UndefMethod(VmThread t, Arguments a)
    {
        ClassObject module = Self(a);
        RefuseFrozen(t, module);
        foreach (Value argument in a.Span.ToArray())
        {
            SymbolObject name = Expect.Name(t, argument);
            // An upgrade loads a kernel file again.
            bool isUpgrade = t.Frames[t.FrameIndex].Code.IsKernel && MethodLookup.Own(module, name, 1) is { IsUndefined: true };
            if (!isUpgrade)
            {
                MethodDefinition.Require(t, module, name);
            }

            t.Vm.Methods.Define(module, name, null, Visibility.Public, 1, Definitions.ArePersistent(t, module));
            MethodDefinition.Announce(t, module, "method_undefined", "singleton_method_undefined", name);
        }

        return module;
    }

    private static Value RemoveMethod(VmThread t, Arguments a)
    {
        ClassObject module = Self(a);
        RefuseFrozen(t, module);
        foreach (Value argument in a.Span.ToArray())
        {
            SymbolObject name = Expect.Name(t, argument);
            if (MethodLookup.Own(module, name, 1) is { IsUndefined: true } || !t.Vm.Methods.Remove(module, name, 1, Definitions.ArePersistent(t, module)))
            {
                throw DispatchFailures.NameError(
                    t, t.Vm.Classes.NameError, $"method '{name.Text}' not defined in {Inspection.ModuleName(t.Vm, module)}", name, module);
            }

            MethodDefinition.Announce(t, module, "method_removed", "singleton_method_removed", name);
        }

        return module;
    }

    private static Value InstanceMethod(VmThread t, Arguments a)
    {
        SymbolObject name = Expect.Name(t, a[0]);
        MethodEntry? refined = Calls.RefinementsOf(t) is { } refinements ? t.Vm.Methods.Find(Self(a), name, refinements) : null;
        return MethodPrimitives.New(t.Vm, Value.Undefined, name, refined ?? MethodDefinition.Require(t, Self(a), name));
    }

    private static Value PublicInstanceMethod(VmThread t, Arguments a)
    {
        SymbolObject name = Expect.Name(t, a[0]);
        MethodEntry entry = MethodDefinition.Require(t, Self(a), name);
        return entry.Visibility == Visibility.Public
            ? MethodPrimitives.New(t.Vm, Value.Undefined, name, entry)
            : throw DispatchFailures.NameError(
                t, t.Vm.Classes.NameError, $"method '{name.Text}' for class '{Inspection.ModuleName(t.Vm, Self(a))}' is {entry.Visibility.ToString().ToLowerInvariant()}", name, a.Self);
    }

    private static void RefuseFrozen(VmThread t, ClassObject module)
    {
        if (module.IsFrozen)
        {
            throw t.Vm.FrozenError(module);
        }
    }
}
