using Gem.Vm.Memory;
using Gem.Vm.Session;
using Gem.Vm.Transactions;
using Gem.Vm.Values;

namespace Gem.Vm.Interpreter;

/// <summary>What .NET itself throws under a primitive, as the guest's exceptions.</summary>
internal static class HostErrors
{
    /// <summary>The guest's exception for a .NET one; null for a defect of the VM, which is not hidden.</summary>
    public static Value? Translate(VmThread thread, Exception error)
    {
        VirtualMachine vm = thread.Vm;
        return error switch
        {
            OutOfMemoryException => OutOfMemory(thread),
            InsufficientExecutionStackException => thread.StackOverflow().Exception,
            NotPersistableException refused => vm.Error(vm.Classes.NotPersistableException, $"{ObjectDescription.Of(thread, refused.Culprit)} {refused.Message}").Exception,
            ObjectGoneException gone => vm.Error(vm.Classes.ObjectDoesNotExist, gone.Message).Exception,
            ImageException unreadable => vm.Error(vm.Classes.MaglevException, unreadable.Message).Exception,
            StoneUnreachableException or StoneRefusedException => vm.Error(vm.Classes.MaglevException, error.Message).Exception,
            RepositoryViewLostException lost => vm.Error(vm.Classes.RepositoryViewLost, lost.Message).Exception,
            _ => (Value?)null,
        };
    }

    private static Value OutOfMemory(VmThread thread) =>
        (thread.Vm.Memory.Space?.LateShortage(thread) ?? thread.Error(thread.Vm.Classes.NoMemoryError, "failed to allocate memory")).Exception;
}
