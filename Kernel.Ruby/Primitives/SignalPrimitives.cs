using System.Runtime.InteropServices;
using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>
/// Signals. The operating system's notice arrives on another thread; what Ruby does about it runs on the guest thread at
/// its next poll.
/// </summary>
internal static unsafe class SignalPrimitives
{
    private static readonly Dictionary<int, PosixSignalRegistration> Registrations = [];

    /// <summary>Adds the primitives of Signal.</summary>
    public static void Register(PrimitiveTable table) => table.Add("signal_trap", &Trap, 2);

    /// <summary>SIGINT raises Interrupt in the guest program, until it traps the signal.</summary>
    public static void CatchInterrupt(RubyRuntime runtime)
    {
        // A shell starts its background jobs with this signal ignored, and .NET would leave it so; MRI does not.
        Posix.Signal(2, Posix.DefaultAction);
        Watch(runtime, 2, thread => throw Interrupt(thread));
    }

    /// <summary>After a signal to this process itself: waits a moment until its notice has arrived, then acts on it.</summary>
    public static void AwaitDelivery(VmThread t) => t.Owner.AwaitPost(t, TimeSpan.FromMilliseconds(100));

    /// <summary>
    /// Arguments: number; a proc to call, true for the system's default, false to ignore the signal.
    /// </summary>
    private static Value Trap(VmThread t, Arguments a)
    {
        int number = (int)a[0].Bits;
        RubyRuntime runtime = RubyRuntime.Of(t.Vm);
        if (number is 9 or 19 or 11 or 8 or 4)
        {
            throw t.Error(t.Vm.Classes.ArgumentError, number is 9 or 19 ? "Invalid argument - signal can't be caught" : "can't trap reserved signal");
        }

        Value handler = a[1];
        switch (handler.Ref)
        {
            case ProcObject proc:
                Watch(runtime, number, thread => thread.Yield(proc, Value.FromInteger(number)));
                break;
            case ImmediateTag tag when tag == Tags.True && number == 2:
                CatchInterrupt(runtime);
                break;
            case ImmediateTag tag when tag == Tags.True:
                Drop(number);
                break;
            default:
                Watch(runtime, number, _ => { });
                break;
        }

        return Value.Nil;
    }

    private static void Watch(RubyRuntime runtime, int number, Action<VmThread> action)
    {
        Drop(number);
        Registrations[number] = PosixSignalRegistration.Create((PosixSignal)RawOrNamed(number), context =>
        {
            context.Cancel = true;
            runtime.Vm.MainThread.Post(action);
        });
    }

    private static void Drop(int number)
    {
        if (Registrations.Remove(number, out PosixSignalRegistration? registration))
        {
            registration.Dispose();
        }
    }

    /// <summary>.NET names the common signals by negative numbers of its own; any other goes by the system's.</summary>
    private static int RawOrNamed(int number) => number switch
    {
        1 => -1,
        2 => -2,
        3 => -3,
        15 => -4,
        17 => -5,
        18 => -6,
        28 => -7,
        _ => number,
    };

    private static GuestException Interrupt(VmThread thread)
    {
        GuestException error = thread.Error(thread.Vm.Classes.Interrupt, "");
        ((ExceptionObject)error.Exception.Ref!).Subject = Value.FromInteger(2);
        return error;
    }
}
