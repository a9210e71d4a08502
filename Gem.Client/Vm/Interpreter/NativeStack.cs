namespace Gem.Vm.Interpreter;

/// <summary>The native stack that guest threads run on.</summary>
public static class NativeStack
{
    /// <summary>Size in bytes of the stack on which a <see cref="VmThread"/> must be made and run.</summary>
    public const int SizeBytes = 16 * 1024 * 1024;

    /// <summary>Runs an action on a thread with such a stack and returns its result; exceptions come through.</summary>
    public static T Run<T>(Func<T> action)
    {
        T result = default!;
        System.Runtime.ExceptionServices.ExceptionDispatchInfo? failure = null;
        Thread thread = new(
            () =>
            {
                try
                {
                    result = action();
                }
                catch (Exception error)
                {
                    failure = System.Runtime.ExceptionServices.ExceptionDispatchInfo.Capture(error);
                }
            },
            SizeBytes);
        thread.Start();
        thread.Join();
        failure?.Throw();
        return result;
    }
}
