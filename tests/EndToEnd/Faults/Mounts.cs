namespace EndToEnd.Faults;

/// <summary>Mounts and unmounts; skips the test where that is not allowed.</summary>
internal static class Mounts
{
    /// <summary>Runs a mount command, or skips the test saying why.</summary>
    public static void Run(string command, params string[] arguments)
    {
        CommandResult result;
        try
        {
            result = Installation.Run(command, arguments);
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            Assert.Ignore($"{command} cannot be run here: {missing.Message}");
            return;
        }

        if (result.ExitStatus != 0)
        {
            Assert.Ignore($"{command} {string.Join(' ', arguments)} is not possible here: {result.Errors.Trim()}");
        }
    }

    /// <summary>Unmounts, also when a process still has files open there.</summary>
    public static void Remove(string folder) => Installation.Run("umount", ["--lazy", folder]);
}
