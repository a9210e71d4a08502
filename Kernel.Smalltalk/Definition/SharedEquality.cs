using Gem.Vm;
using Gem.Vm.Bytecode;
using Gem.Vm.Classes;
using Gem.Vm.Interpreter;
using Gem.Vm.Values;
using Shared.ObjectFormat.Identity;

namespace Kernel.Smalltalk.Definition;

/// <summary>
/// What a class of Smalltalk says of equality holds in Ruby: <c>=</c> is <c>==</c> and <c>eql?</c> there, <c>hash</c> is
/// <c>hash</c>, the same code. So its instances are keys of Ruby's hashes by what they mean. Classes that the VM knows have
/// Ruby's equality.
/// </summary>
internal static class SharedEquality
{
    /// <summary>Enters a method that was defined in environment 0 into Ruby's, when it is one of these.</summary>
    public static void Follow(VmThread thread, ClassObject owner, CompiledCode code)
    {
        foreach (SymbolObject twin in TwinsOf(thread.Vm, owner, code.Name!))
        {
            thread.Vm.Methods.Define(owner, twin, code, Visibility.Public, 1, Definitions.ArePersistent(thread, owner));
        }
    }

    /// <summary>Takes it out of Ruby's before it is removed from environment 0, unless Ruby has a method of its own by now.</summary>
    public static void Forget(VmThread thread, ClassObject owner, SymbolObject selector)
    {
        VirtualMachine vm = thread.Vm;
        foreach (SymbolObject twin in TwinsOf(vm, owner, selector))
        {
            if (MethodLookup.Own(owner, twin, 1) is { IsUndefined: false } entry && entry.Code(vm).EnvironmentId == 0)
            {
                vm.Methods.Remove(owner, twin, 1, Definitions.ArePersistent(thread, owner));
            }
        }
    }

    private static SymbolObject[] TwinsOf(VirtualMachine vm, ClassObject owner, SymbolObject selector)
    {
        bool isKnownToTheVm = owner.Id is not 0 and < WellKnownObjects.FirstLeased;
        if (isKnownToTheVm || owner.IsSingleton || owner.IsModule || (owner.Flags & ClassFlags.SmalltalkOnly) != 0)
        {
            return [];
        }

        return selector.Text switch
        {
            "=" => [vm.Symbols.Intern("=="), vm.Symbols.Intern("eql?")],
            "hash" => [selector],
            _ => [],
        };
    }
}
