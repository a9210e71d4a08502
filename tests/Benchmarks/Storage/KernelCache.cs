using System.Diagnostics;

namespace Benchmarks.Storage;

/// <summary>What the kernel holds of files in memory.</summary>
internal static class KernelCache
{
    /// <summary>Has it drop the files of a folder, so that the next read of them comes from the disk.</summary>
    public static void Drop(string folder)
    {
        const string Program = """
            import os, sys
            for top, _, names in os.walk(sys.argv[1]):
                for name in names:
                    file = os.open(os.path.join(top, name), os.O_RDONLY)
                    os.fsync(file)
                    os.posix_fadvise(file, 0, 0, os.POSIX_FADV_DONTNEED)
                    os.close(file)
            """;
        using Process process = Process.Start(new ProcessStartInfo("/usr/bin/python3") { ArgumentList = { "-c", Program, folder } })
            ?? throw new InvalidOperationException("can't run python3");
        process.WaitForExit();
    }
}
