using System.Diagnostics;
using Gem.Vm;
using Gem.Vm.Interpreter;

namespace Kernel.Smalltalk.Tests.Running;

/// <summary>How long the kernel takes to load from its sources; run in Release for a figure worth noting.</summary>
public sealed class KernelLoadMeasurement
{
    [Test]
    [Explicit("a measurement")]
    public void The_kernel_loads_in_this_time()
    {
        for (int round = 0; round < 5; round++)
        {
            double milliseconds = NativeStack.Run(() =>
            {
                long start = Stopwatch.GetTimestamp();
                var vm = new VirtualMachine();
                vm.BootCoreClasses();
                SmalltalkRuntime.Install(vm);
                SmalltalkRuntime.LoadKernel(vm, SmalltalkRuntime.KernelFolder);
                return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            });
            TestContext.Out.WriteLine($"round {round}: {milliseconds:0} ms");
        }
    }
}
