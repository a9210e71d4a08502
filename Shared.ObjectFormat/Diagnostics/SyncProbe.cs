using System.Diagnostics;
using Shared.ObjectFormat.Platform;

namespace Shared.ObjectFormat.Diagnostics;

/// <summary>
/// What one durable write costs on a disk by itself: a 4 KB overwrite with a data sync. Commit rates are quoted beside it, for
/// disks are slow at some times and fast at others.
/// </summary>
public static class SyncProbe
{
    private const int WriteBytes = 4096;
    private const int FileBytes = 1 << 20;

    /// <summary>Writes and syncs so often in a temporary file of the directory; the times in microseconds, ascending.</summary>
    public static double[] Run(IPlatform platform, string directory, int writes)
    {
        string path = Path.Combine(directory, $"sync-probe-{Environment.ProcessId}");
        double[] microseconds = new double[writes];
        byte[] block = new byte[WriteBytes];
        try
        {
            using FileStream file = new(path, FileMode.Create, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            file.Write(new byte[FileBytes]);
            file.Flush(flushToDisk: true);
            for (int i = 0; i < writes; i++)
            {
                block[0] = (byte)i;
                long start = Stopwatch.GetTimestamp();
                RandomAccess.Write(file.SafeFileHandle, block, (long)i * WriteBytes % FileBytes);
                platform.SyncData(file.SafeFileHandle);
                microseconds[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
            }
        }
        finally
        {
            File.Delete(path);
        }
        Array.Sort(microseconds);
        return microseconds;
    }
}
