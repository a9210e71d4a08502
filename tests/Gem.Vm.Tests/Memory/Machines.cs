using Gem.Vm.Bytecode;
using Gem.Vm.Interpreter;
using Gem.Vm.Lowering;
using Gem.Vm.Primitives;
using Gem.Vm.Session;
using Gem.Vm.Transactions;
using Gem.Vm.Values;
using Shared.ObjectFormat.Identity;

namespace Gem.Vm.Tests.Memory;

/// <summary>VMs over one stone, and what tests do with them again and again.</summary>
internal static class Machines
{
    /// <summary>A stone with an image of the bare core classes.</summary>
    public static TestStone NewStone()
    {
        TestStone stone = new();
        WriteImage(stone);
        return stone;
    }

    /// <summary>Commits an image of the bare core classes.</summary>
    public static void WriteImage(TestStone stone)
    {
        VirtualMachine vm = new();
        vm.Memory.Attach(stone.Connect());
        vm.BootCoreClasses();
        ImageWriter.Write(vm, vm.NewHash());
    }

    /// <summary>A VM on a stone's image.</summary>
    public static VirtualMachine Start(TestStone stone) => Start(stone.Connect());

    /// <summary>A VM on a session's image.</summary>
    public static VirtualMachine Start(IObjectStore store)
    {
        VirtualMachine vm = new();
        vm.StartOnImage(store);
        return vm;
    }

    /// <summary>PERSISTENT_ROOT.</summary>
    public static HashObject Root(this VirtualMachine vm) =>
        vm.Fresh((HashObject)vm.Memory.Fault(WellKnownObjects.PersistentRoot).Ref!);

    /// <summary>PERSISTENT_ROOT[name] = value.</summary>
    public static void Put(this VirtualMachine vm, string name, Value value) =>
        HashAccess.Set(vm.MainThread, vm.Root(), vm.Symbol(name), value);

    /// <summary>PERSISTENT_ROOT[name], nil when it is not there.</summary>
    public static Value At(this VirtualMachine vm, string name) =>
        HashAccess.TryGet(vm.MainThread, vm.Root(), vm.Symbol(name), out Value value) ? value : Value.Nil;

    /// <summary>object.@name.</summary>
    public static Value Variable(this VirtualMachine vm, Value target, string name) =>
        SlotAccess.Get(vm, target, vm.Symbols.Intern(name));

    /// <summary>object.@name = value.</summary>
    public static void SetVariable(this VirtualMachine vm, Value target, string name, Value value) =>
        SlotAccess.Set(vm.MainThread, target, vm.Symbols.Intern(name), value);

    /// <summary>A class under Object, made in persistent mode or not.</summary>
    public static ClassObject MakeClass(this VirtualMachine vm, string name, bool persistent = true, ClassObject? superclass = null)
    {
        ClassFlags flags = persistent ? ClassFlags.Persistable | ClassFlags.InstancesPersistable : ClassFlags.None;
        ClassObject made = vm.Hierarchy.CreateClass(null, superclass ?? vm.Classes.Object, BodyKind.Plain, flags);
        vm.Constants.Define(vm.Classes.Object, vm.Symbols.Intern(name), made, persistent);
        return made;
    }

    /// <summary>A constant of Object, nil when it is not there.</summary>
    public static Value Constant(this VirtualMachine vm, string name) =>
        vm.Constants.TryOwn(vm.Classes.Object, vm.Symbols.Intern(name), out Value value) ? value : Value.Nil;

    /// <summary>A method that answers an integer.</summary>
    public static CompiledCode Answering(this VirtualMachine vm, string name, int answer)
    {
        CodeBuilder builder = new(vm, CodeKind.Method, 1, vm.Symbols.Intern(name), null);
        int register = builder.Take();
        builder.Load(register, Value.FromInteger(answer));
        builder.Emit(Opcode.Return, register);
        CompiledCode code = builder.Finish();
        code.File = "test.rb";
        code.IsBound = true;
        return code;
    }

    /// <summary>Defines a method that answers an integer.</summary>
    public static void Define(this VirtualMachine vm, ClassObject owner, string name, int answer, bool persistent = true)
    {
        CompiledCode code = vm.Answering(name, answer);
        code.Owner = owner;
        vm.Methods.Define(owner, code.Name!, code, Visibility.Public, 1, persistent);
    }

    /// <summary>A method that sends a selector to its first argument through a cached site, and answers the result.</summary>
    public static CompiledCode Calling(this VirtualMachine vm, string selector)
    {
        CodeBuilder builder = new(vm, CodeKind.Method, 1, vm.Symbols.Intern("calling"), null);
        builder.Code.Parameters = new ParameterList { Required = 1 };
        int argument = builder.Take();
        int window = builder.TakeMany(2);
        builder.Emit(Opcode.Move, window, argument);
        builder.EmitSend(window, vm.Symbols.Intern(selector), window, 0);
        builder.Emit(Opcode.Return, window);
        return builder.Finish();
    }

    /// <summary>Runs a method of one argument on main; the same code keeps its caches.</summary>
    public static Value Run(this VirtualMachine vm, CompiledCode code, Value argument)
    {
        if (vm.Methods.Find(vm.Classes.Object, vm.Symbols.Intern("probe"), 1) is not { } entry || entry.Code(vm) != code)
        {
            vm.Methods.Define(vm.Classes.Object, vm.Symbols.Intern("probe"), code, Visibility.Public, 1, false);
        }

        return vm.MainThread.Send(vm.Main, vm.Symbols.Intern("probe"), argument);
    }

    /// <summary>A method that reads a constant through a cached site.</summary>
    public static CompiledCode Reading(this VirtualMachine vm, string constant)
    {
        CodeBuilder builder = new(vm, CodeKind.Method, 1, vm.Symbols.Intern("reading"), null);
        builder.Code.Parameters = new ParameterList { Required = 1 };
        int register = builder.Take();
        builder.EmitWide(Opcode.GetConstant, register, builder.ConstantSite(vm.Symbols.Intern(constant)));
        builder.Emit(Opcode.Return, register);
        return builder.Finish();
    }

    /// <summary>The text of a string, also of a stale one.</summary>
    public static string Text(this VirtualMachine vm, Value text) => vm.Fresh((StringObject)text.Ref!).ToString();
}
