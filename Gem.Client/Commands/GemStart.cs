using Gem.Client.Image;
using Gem.Vm;
using Gem.Vm.Session;
using Kernel.Ruby;
using Kernel.Smalltalk;

namespace Gem.Client.Commands;

/// <summary>What every command that runs programs does first: a VM on a session, with both languages.</summary>
internal static class GemStart
{
    /// <summary>The VM, ready to run; the user is told when the repository has another kernel.</summary>
    public static RubyRuntime On(StoneSession session, string stoneName)
    {
        VirtualMachine vm = new();
        SmalltalkRuntime.Install(vm);
        vm.StartOnImage(session);
        RubyRuntime ruby = RubyRuntime.Install(vm, new RubyLanguage(vm));
        KernelCheck.Warn(vm, stoneName);
        return ruby;
    }
}
