using Gem.Vm.Interpreter;
using Gem.Vm.Memory;
using Gem.Vm.Values;
using Kernel.Ruby.Primitives;

namespace Kernel.Ruby;

/// <summary>What a Ruby program is told of its threads and its memory.</summary>
public sealed partial class RubyRuntime
{
    private ClassObject? _fatal;

    private void WatchThreads()
    {
        Vm.Threads.Ended = ReportFailure;
        Vm.Threads.Deadlock = Deadlock;
    }

    /// <summary>Limits the memory of this process's objects; Maglev::AlmostOutOfMemory tells a program that it comes near.</summary>
    public void LimitObjects(long bytes)
    {
        TemporaryObjectSpace.Limit(Vm, bytes);
        Vm.Memory.Space!.AlmostOutOfMemory = (line, message) => line.Error(Coercions.ClassNamed(line, "Maglev", "AlmostOutOfMemory"), message);
    }

    /// <summary>A thread that an exception has ended says so, as its settings have it.</summary>
    private void ReportFailure(VmThread line)
    {
        Value failure = line.Owner.Failure;
        if (!failure.IsNil)
        {
            Guard(line, () => line.Send(line.Owner, Vm.Symbols.Intern("__maglev_failed__"), failure));
        }
    }

    /// <summary>MRI's exception for it: of a class that no constant names.</summary>
    private Value Deadlock(VmThread line)
    {
        _fatal ??= Vm.Hierarchy.CreateClass(Vm.Symbols.Intern("fatal"), Vm.Classes.Exception, BodyKind.Exception, ClassFlags.None);
        int count = Vm.Threads.Alive.Count;
        return Vm.Error(_fatal, $"No live threads left. Deadlock?\n{count} threads, {count} sleeps current: main thread").Exception;
    }
}
