using Gem.Vm.Values;

namespace Gem.Vm.Interpreter;

/// <summary>
/// Runs frames. The dispatch loop has no try blocks (they would keep its state out of registers): exceptions from C# are
/// caught here, turned into unwindings, and the loop is entered again where the handler is.
/// </summary>
internal static class Execution
{
    /// <summary>Runs until the frame at <paramref name="entryIndex"/> returns; answers its result.</summary>
    public static Value Run(VmThread thread, int entryIndex)
    {
        int nativeTop = thread.NativeTop;
        while (true)
        {
            try
            {
                Value result = DispatchLoop.Run(thread);
                if (result.Ref != Tags.Control)
                {
                    return result;
                }
            }
            catch (GuestException error)
            {
                thread.NativeTop = nativeTop;
                thread.Pending = Unwinder.Raise(thread, error.Exception, isFromPrimitive: true);
            }
            catch (UnwindException unwinding)
            {
                thread.NativeTop = nativeTop;
                thread.Pending = unwinding.Unwinding;
            }
            catch (Exception error) when (HostErrors.Translate(thread, error) is { } translated)
            {
                thread.NativeTop = nativeTop;
                thread.Pending = Unwinder.Raise(thread, translated);
            }

            if (thread.Pending is { } pending)
            {
                thread.Pending = null;
                if (!Unwinder.Unwind(thread, ref pending, entryIndex, out Value result))
                {
                    throw new UnwindException(pending);
                }

                if (result.Ref != Tags.Control)
                {
                    return result;
                }
            }
        }
    }
}
