using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Benchmarks;

/// <summary>What the disk itself does: 4 KB overwrites of a zero-filled file, each with fdatasync.</summary>
public static partial class SyncProbe
{
    private const int BlockBytes = 4096;
    private const int FileBytes = 4 << 20;

    /// <summary>Synced writes in a second, measured for a while in a folder.</summary>
    public static double WritesPerSecond(string folder, TimeSpan duration)
    {
        string path = Path.Combine(folder, "sync-probe");
        try
        {
            File.WriteAllBytes(path, new byte[FileBytes]);
            using SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
            RandomAccess.FlushToDisk(file);
            byte[] block = new byte[BlockBytes];
            long start = Stopwatch.GetTimestamp();
            int count = 0;
            while (Stopwatch.GetElapsedTime(start) < duration)
            {
                RandomAccess.Write(file, block, (long)count * BlockBytes % FileBytes);
                if (DataSync(file.DangerousGetHandle().ToInt32()) != 0)
                {
                    throw new IOException("fdatasync failed");
                }

                count++;
            }

            return count / Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
        finally
        {
            File.Delete(path);
        }
    }

    [LibraryImport("libc", EntryPoint = "fdatasync")]
    private static partial int DataSync(int descriptor);
}
