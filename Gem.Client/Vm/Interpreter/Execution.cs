using Gem.Vm.Values;

namespace Gem.Vm.Interpreter;

/// <summary>
/// Runs frames. The dispatch loop has no try blocks (they would keep its state out of registers): exceptions from C# are
/// caught here, turned into unwindings, and the loop is entered again where the handler is.
/// </summary>
internal static class Execution
{
    /// <summary>
    /// Runs until the frame at <paramref name="entryIndex"/> returns; answers its result. A fiber's run is also left when
    /// another fiber has its turn, and then answers <see cref="Tags.Control"/>.
    /// </summary>
    public static Value Run(VmThread thread, int entryIndex)
    {
        int nativeTop = thread.NativeTop;
        int outerEntry = thread.EntryFrame;
        Value[] stack = thread.Stack;
        Frame[] frames = thread.Frames;
        thread.EntryFrame = entryIndex;
        while (true)
        {
            Value result;
            try
            {
                result = thread.Pending is null ? DispatchLoop.Run(thread) : new Value(Tags.Control, 0);
            }
            catch (GuestException error)
            {
                result = Recover(thread, nativeTop, entryIndex);
                thread.Pending = Unwinder.Raise(thread, error.Exception, isFromPrimitive: true);
            }
            catch (UnwindException unwinding)
            {
                result = Recover(thread, nativeTop, entryIndex);
                thread.Pending = unwinding.Unwinding;
            }
            catch (Exception error) when (HostErrors.Translate(thread, error) is { } translated)
            {
                result = Recover(thread, nativeTop, entryIndex);
                thread.Pending = Unwinder.Raise(thread, translated);
            }

            if (thread.Pending is { } pending)
            {
                thread.Pending = null;
                if (pending == Unwinding.Suspension)
                {
                    thread.EntryFrame = outerEntry;
                    return result;
                }

                if (!Unwinder.Unwind(thread, ref pending, entryIndex, out result))
                {
                    Leave(thread, outerEntry, stack, frames, entryIndex);
                    throw new UnwindException(pending);
                }
            }

            if (result.Ref != Tags.Control)
            {
                Leave(thread, outerEntry, stack, frames, entryIndex);
                return result;
            }
        }
    }

    private static Value Recover(VmThread thread, int nativeTop, int entryIndex)
    {
        thread.NativeTop = nativeTop;
        thread.EntryFrame = entryIndex;
        return new Value(Tags.Control, 0);
    }

    private static void Leave(VmThread thread, int outerEntry, Value[] stack, Frame[] frames, int entryIndex)
    {
        thread.EntryFrame = outerEntry;
        if (entryIndex > 1)
        {
            thread.RestoreStacks(stack, frames, entryIndex);
        }
    }
}
