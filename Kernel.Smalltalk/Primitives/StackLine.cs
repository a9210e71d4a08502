using Gem.Vm;
using Gem.Vm.Interpreter;
using Gem.Vm.Values;
using Kernel.Smalltalk.Definition;

namespace Kernel.Smalltalk.Primitives;

/// <summary>Lines of a stack as GemStone's topaz shows them: <c>Foo &gt;&gt; bar: (Foo.st:12)</c>.</summary>
public static class StackLine
{
    /// <summary>A frame of a backtrace.</summary>
    public static string Of(VirtualMachine vm, BacktraceEntry entry)
    {
        if (entry.Method is not { EnvironmentId: 0 } running)
        {
            return entry.ToString();
        }

        ClassObject? owner = running.Owner;
        string method = owner is null ? "Executed Code" : $"{ClassNotes.NameOf(vm, owner)} >> {running.Name?.Text}";
        string block = entry.BlockDepth > 0 ? "[] in " : "";
        return $"{block}{method} ({entry.File}:{entry.Line})";
    }
}
