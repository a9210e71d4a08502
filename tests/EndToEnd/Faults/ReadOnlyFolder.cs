namespace EndToEnd.Faults;

/// <summary>
/// Makes a folder read-only until disposed: for root, who may write anyway, by a mount, for others by its mode. The test is
/// skipped where root may not mount.
/// </summary>
internal sealed class ReadOnlyFolder : IDisposable
{
    private const UnixFileMode Write = UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
    private readonly string _folder;

    /// <summary>Makes it read-only.</summary>
    public ReadOnlyFolder(string folder)
    {
        _folder = folder;
        if (Environment.IsPrivilegedProcess)
        {
            Mounts.Run("mount", "--bind", folder, folder);
            Mounts.Run("mount", "-o", "remount,bind,ro", folder);
        }
        else
        {
            SetMode(folder, mode => mode & ~Write);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Environment.IsPrivilegedProcess)
        {
            Mounts.Remove(_folder);
        }
        else
        {
            SetMode(_folder, mode => mode | UnixFileMode.UserWrite);
        }
    }

    private static void SetMode(string folder, Func<UnixFileMode, UnixFileMode> change)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Ignore("folders have no Unix modes here");
            return;
        }

        foreach (string path in (string[])[.. Directory.GetFiles(folder), folder])
        {
            File.SetUnixFileMode(path, change(File.GetUnixFileMode(path)));
        }
    }
}
