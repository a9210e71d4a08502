using System.Runtime.InteropServices;

namespace EndToEnd.Faults;

/// <summary>
/// Has a running process's files end at a size, as a full disk or a quota does, until disposed. Needs no rights. A write past
/// the size fails, also one into a part of a file that has its room already.
/// </summary>
internal sealed partial class FileSizeLimit : IDisposable
{
    private const int FileSize = 1;
    private readonly int _processId;
    private readonly Limits _before;

    /// <summary>Sets the limit.</summary>
    public FileSizeLimit(int processId, long sizeBytes)
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Ignore("only Linux sets the limits of another process");
        }

        _processId = processId;
        if (!TryChange(null, out _before) || !TryChange(_before with { Now = (ulong)sizeBytes }, out _))
        {
            Assert.Fail($"the file size limit of process {_processId} cannot be set: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    /// <summary>There is room again, if the process still runs.</summary>
    public void Dispose() => TryChange(_before, out _);

    private unsafe bool TryChange(Limits? limits, out Limits before)
    {
        Limits now = limits ?? default;
        fixed (Limits* old = &before)
        {
            return prlimit(_processId, FileSize, limits is null ? null : &now, old) == 0;
        }
    }

    [LibraryImport("libc", SetLastError = true)]
    private static unsafe partial int prlimit(int processId, int resource, Limits* limits, Limits* before);

    private record struct Limits(ulong Now, ulong Most);
}
