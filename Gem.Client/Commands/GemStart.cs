using Gem.Vm;
using Gem.Vm.Session;
using Kernel.Ruby;
using Kernel.Smalltalk;

namespace Gem.Client.Commands;

/// <summary>What every command that runs programs does first: a VM on a session, with both languages.</summary>
internal static class GemStart
{
    /// <summary>The VM, ready to run.</summary>
    public static RubyRuntime On(StoneSession session, string stoneName)
    {
        VirtualMachine vm = new();
        vm.StartOnImage(session);
        SmalltalkRuntime.Install(vm);
        return RubyRuntime.Install(vm, new RubyLanguage(vm));
    }
}
