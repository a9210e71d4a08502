using Gem.Vm.Bytecode;
using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>
/// Struct and Data: members are instance variables whose names lack the @, so programs don't see them and commits do.
/// A class keeps its member list in the class-level variable <c>__members__</c>.
/// </summary>
internal static unsafe class StructPrimitives
{
    /// <summary>Binds the primitives.</summary>
    public static void Register(PrimitiveTable table)
    {
        table.Add("struct_define_members", &DefineMembers, 2);
        table.Add("struct_members_of", &MembersOf, 0);
        table.Add("struct_get", &Get, 1);
        table.Add("struct_set", &Set, 2);
        table.Add("struct_fill", &Fill, 1);
        table.Add("struct_values", &Values, 0);
        table.Add("struct_inspect", &Inspect, 1);
    }

    /// <summary>class.define_members(symbols, writable): readers, writers and the member list.</summary>
    private static Value DefineMembers(VmThread t, Arguments a)
    {
        ClassObject self = (ClassObject)a.Self.Ref!;
        ArrayObject members = (ArrayObject)a[0].Ref!;
        foreach (Value member in members.Span)
        {
            SymbolObject name = (SymbolObject)member.Ref!;
            CompiledCode reader = MethodDefinition.NewCode(t, CodeKind.AttributeReader, self, name, ParameterList.Empty);
            reader.Attribute = name;
            Definitions.Define(t, self, reader, name, Visibility.Public);
            if (a[1].IsTruthy)
            {
                SymbolObject writerName = t.Vm.Symbols.Intern(name.Text + "=");
                CompiledCode writer = MethodDefinition.NewCode(t, CodeKind.AttributeWriter, self, writerName, new ParameterList { Required = 1, Names = new SymbolObject?[1] });
                writer.Attribute = name;
                Definitions.Define(t, self, writer, writerName, Visibility.Public);
            }
        }

        self.NoteInstanceSize(members.Count);
        SlotAccess.Set(t, self, t.Vm.Symbols.Intern("__members__"), members);
        return self;
    }

    /// <summary>The member list of a class or of the class's instance, nil when it has none.</summary>
    private static Value MembersOf(VmThread t, Arguments a) => Members(t, a.Self) is { } members ? members : Value.Nil;

    private static ArrayObject? Members(VmThread t, Value self)
    {
        SymbolObject name = t.Vm.Symbols.Intern("__members__");
        for (ClassObject? current = self.Ref as ClassObject ?? t.Vm.Hierarchy.RealClass(t.Vm.ClassOf(self)); current is not null; current = current.Superclass)
        {
            if (SlotAccess.TryGet(t.Vm, current, name, out Value members))
            {
                return (ArrayObject)members.Ref!;
            }
        }

        return null;
    }

    private static Value Get(VmThread t, Arguments a) => SlotAccess.Get(t.Vm, a.Self, (SymbolObject)a[0].Ref!);

    private static Value Set(VmThread t, Arguments a)
    {
        SlotAccess.Set(t, a.Self, (SymbolObject)a[0].Ref!, a[1]);
        return a[1];
    }


    /// <summary>fill(values): all members in order, nil where values end; the number of values too many otherwise.</summary>
    private static Value Fill(VmThread t, Arguments a)
    {
        ArrayObject members = Members(t, a.Self)!, values = (ArrayObject)a[0].Ref!;
        if (values.Count > members.Count)
        {
            throw Coercions.ArgumentError(t, "struct size differs");
        }

        for (int i = 0; i < members.Count; i++)
        {
            SlotAccess.Set(t, a.Self, (SymbolObject)t.Vm.Load(ref members.Slot(i)).Ref!,
                i < values.Count ? t.Vm.Load(ref values.Slot(i)) : Value.Nil);
        }

        return a.Self;
    }

    private static Value Values(VmThread t, Arguments a)
    {
        ArrayObject members = Members(t, a.Self)!;
        Value[] values = new Value[members.Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = SlotAccess.Get(t.Vm, a.Self, (SymbolObject)t.Vm.Load(ref members.Slot(i)).Ref!);
        }

        return t.Vm.NewArray(values, values.Length);
    }

    /// <summary>inspect(kind): <c>#&lt;struct Name a=1, b=2&gt;</c>, cut short in a cycle.</summary>
    private static Value Inspect(VmThread t, Arguments a)
    {
        ClassObject @class = t.Vm.Hierarchy.RealClass(t.Vm.ClassOf(a.Self));
        StringObject text = t.Vm.NewString($"#<{a[0].Ref}");
        if (@class.Name is { } name)
        {
            text.Append(System.Text.Encoding.UTF8.GetBytes(" " + name.Text));
        }

        using RecursionGuard guard = RecursionGuard.Enter(a.Self.Ref!);
        if (guard.IsRecursive)
        {
            text.Append(":...>"u8);
            return text;
        }

        ArrayObject members = Members(t, a.Self)!;
        for (int i = 0; i < members.Count; i++)
        {
            SymbolObject member = (SymbolObject)t.Vm.Load(ref members.Slot(i)).Ref!;
            text.Append(i == 0 ? " "u8 : ", "u8);
            text.Append(member.Bytes);
            text.Append("="u8);
            text.Append(Coercions.Inspect(t, SlotAccess.Get(t.Vm, a.Self, member)).Span);
        }

        text.Append(">"u8);
        return text;
    }
}
