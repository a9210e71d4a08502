using Gem.Client.Image;
using Gem.Vm;
using Gem.Vm.Interpreter;
using Gem.Vm.Session;
using Gem.Vm.Transactions;
using Shared.ObjectFormat.Configuration;
using Shared.ObjectFormat.Diagnostics;

namespace Gem.Client.Commands.Maglev;

/// <summary><c>maglev upgrade [STONE]</c>: the repository gets this installation's kernel; data and patches stay.</summary>
internal static class UpgradeCommand
{
    /// <summary>Runs it; the exit status. A stone that does not run is started for it and stopped again.</summary>
    public static int Run(string[] args)
    {
        StonePaths paths = StoneArgument.Existing("upgrade", args);
        bool isStarted = false;
        StoneSession session;
        try
        {
            session = StoneSession.Connect(paths.Home, paths.Name, "upgrade");
        }
        catch (StoneUnreachableException)
        {
            StoneProcess.RunQuietly("start", paths);
            isStarted = true;
            session = StoneSession.Connect(paths.Home, paths.Name, "upgrade");
        }

        try
        {
            using (session)
            {
                return NativeStack.Run(() => Upgrade(session, paths.Name));
            }
        }
        finally
        {
            if (isStarted)
            {
                StoneProcess.RunQuietly("stop", paths);
            }
        }
    }

    private static int Upgrade(StoneSession session, string stoneName)
    {
        ProgressOutput? progress = null;
        KernelUpgrade upgrade = new(session, KernelFolders.Installed) { Loading = file => progress?.Step(file) };
        if (upgrade.IsNeedless)
        {
            StandardOutput.WriteLine($"stone '{stoneName}' has this kernel already");
            return 0;
        }

        progress = new ProgressOutput(upgrade.Changed().Count);
        try
        {
            UpgradeReport report = upgrade.Run();
            StandardOutput.WriteLine($"stone '{stoneName}' upgraded: {report.Files} kernel files, {report.Definitions} definitions, {report.Removed} methods removed");
            foreach (string kept in report.Kept)
            {
                StandardOutput.WriteLine($"  kept, though the kernel has its own: {kept}");
            }

            return 0;
        }
        catch (CommitFailedException conflict)
        {
            throw new UsageException($"maglev upgrade: another session is changing the kernel's classes; nothing was done ({conflict.Message})");
        }
        catch (KernelException broken)
        {
            throw new UsageException($"maglev upgrade: nothing was done: {broken.Message}");
        }
    }
}
