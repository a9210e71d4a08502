using System.Runtime.InteropServices;

namespace Shared.ObjectFormat.Platform;

/// <summary>A call of the operating system failed; the message names the call, what it was about, and the reason.</summary>
public sealed class NativeCallException(string call, string about, int error)
    : IOException($"{about}: {Marshal.GetPInvokeErrorMessage(error)} ({call})")
{
    /// <summary>The system's error number.</summary>
    public int ErrorNumber { get; } = error;

    /// <summary>With the error number of the call just made.</summary>
    internal static NativeCallException FromLast(string call, string about) => new(call, about, Marshal.GetLastPInvokeError());
}
