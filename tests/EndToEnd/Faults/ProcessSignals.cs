using System.Diagnostics;
using System.Runtime.InteropServices;

namespace EndToEnd.Faults;

/// <summary>Signals that .NET cannot send.</summary>
internal static partial class ProcessSignals
{
    private const int SignalContinue = 18, SignalStop = 19;

    /// <summary>Stops a process where it is.</summary>
    public static void Stop(Process process) => Send(process, SignalStop);

    /// <summary>Lets it go on.</summary>
    public static void Continue(Process process) => Send(process, SignalContinue);

    private static void Send(Process process, int signal)
    {
        if (kill(process.Id, signal) != 0)
        {
            throw new InvalidOperationException($"process {process.Id} cannot be signalled: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int kill(int processId, int signal);
}
