using Gem.Vm.Bytecode;
using Gem.Vm.Values;

namespace Gem.Vm.Interpreter;

/// <summary>defined?: the tests that need no evaluation of their own.</summary>
internal static class DefinedTests
{
    /// <summary>The kind's word as a string, or nil.</summary>
    public static Value Answer(VmThread thread, ref Frame frame, DefinedKind kind, Value name, Value target)
    {
        string? word = Word(thread, ref frame, kind, name.Ref as SymbolObject, target);
        if (word is null)
        {
            return Value.Nil;
        }

        StringObject answer = thread.Vm.NewString(word);
        answer.Header |= HeaderFlags.Frozen;
        return answer;
    }

    private static string? Word(VmThread thread, ref Frame frame, DefinedKind kind, SymbolObject? name, Value target)
    {
        VirtualMachine vm = thread.Vm;
        Value self = thread.Stack[frame.Base];
        switch (kind)
        {
            case DefinedKind.InstanceVariable:
                return SlotAccess.TryGet(vm, self, name!, out _) ? "instance-variable" : null;
            case DefinedKind.Global:
                return vm.Globals.IsDefined(name!) ? "global-variable" : null;
            case DefinedKind.ClassVariable:
                return vm.Constants.ClassVariableOwner(ConstantAccess.ClassVariableScope(thread, frame.Code), name!) is not null ? "class variable" : null;
            case DefinedKind.Constant:
                return vm.Constants.TryLexical(frame.Code.Root.Scope, name!, out _) ? "constant" : null;
            case DefinedKind.ScopedConstant:
                return target.Ref is ClassObject module && vm.Constants.OwnerOf(module, name!, true) is { } owner
                    && !Classes.ConstantLookup.IsPrivate(owner, name!) ? "constant" : null;
            case DefinedKind.Method:
                MethodEntry? found = vm.Methods.Find(vm.ClassOf(target), name!, Calls.RefinementsOf(thread));
                bool mayCall = found is { Visibility: Visibility.Public }
                    || (found is { Visibility: Visibility.Protected } && vm.Hierarchy.IsKindOf(vm.ClassOf(self), found.Owner));
                return mayCall || (found is null && AnswersMissing(thread, target, name!, false)) ? "method" : null;
            case DefinedKind.SelfMethod:
                return vm.Methods.Find(vm.ClassOf(self), name!, Calls.RefinementsOf(thread)) is not null || AnswersMissing(thread, self, name!, true) ? "method" : null;
            case DefinedKind.Yield:
                return Calls.MethodBlockOf(thread, ref frame).Ref is null ? null : "yield";
            default:
                CompiledCode method = Calls.MethodOf(ref frame);
                return method.Owner is not null && method.Name is not null
                    && vm.Methods.FindAbove(vm.ClassOf(self), method.Owner, method.Name, 1, Calls.RefinementsOf(thread)) is not null ? "super" : null;
        }
    }

    private static bool AnswersMissing(VmThread thread, Value target, SymbolObject name, bool includesPrivate)
    {
        VirtualMachine vm = thread.Vm;
        if (Conversions.DeniesResponse(thread, target, vm.Selectors.RespondToMissing))
        {
            return false;
        }

        MethodEntry? entry = vm.Methods.Find(vm.ClassOf(target), vm.Selectors.RespondToMissing, 1);
        return entry is not null && entry.Owner != vm.Classes.Kernel && entry.Owner != vm.Classes.Object
            && thread.Send(target, vm.Selectors.RespondToMissing, name, Value.FromBoolean(includesPrivate)).IsTruthy;
    }
}
