using Microsoft.Win32.SafeHandles;
using Shared.ObjectFormat.Platform;
using Stone.Server.Audit;
using Stone.Server.Extents;
using Stone.Server.Storage;

namespace Stone.Server.Commands;

/// <summary>`stone copydbf`: copies the extents of a stone that does not run, or an image.</summary>
internal static class CopyCommand
{
    /// <summary>Runs it; the exit status.</summary>
    internal static int Run(string[] arguments)
    {
        StoneOptions options = StoneOptions.Parse("stone copydbf", arguments);
        string to = Path.GetFullPath(options.Destination ?? throw new StartFailureException("stone copydbf: --to FILE is missing."));
        Console.Out.WriteLine(options.ImageFile is { } image ? CopyFile(Path.GetFullPath(image), to) : CopyStone(options, to));
        return 0;
    }

    private static string CopyStone(StoneOptions options, string to) => AuditCommands.OnClosedFiles(
        options, "copied", files => new ExtentCopy(files, Destination(files.ExtentNames[0], to), Platforms.Native).Run());

    private static string CopyFile(string from, string to)
    {
        if (!File.Exists(from))
            throw new StartFailureException($"There is no file {from}.");
        try
        {
            string lockPath = from + ".lock";
            using SafeFileHandle? held = File.Exists(lockPath)
                ? LockFile.TryTake(lockPath) ?? throw new StartFailureException($"{from} is in use by a stone that runs: stop it first.")
                : null;
            using ImageFiles files = new(from, Platforms.Native);
            return new ExtentCopy(files, Destination(from, to), Platforms.Native).Run();
        }
        catch (Exception e) when (e is StorageException || DiskFile.IsSystemError(e))
        {
            throw new StartFailureException($"{from} cannot be copied: {(e is StorageException ? e.Message : DiskFile.Reason(e))}", e);
        }
    }

    /// <summary>The file to be made, into a folder under the name it has; nothing is overwritten.</summary>
    private static string Destination(string from, string to)
    {
        string file = Directory.Exists(to) ? Path.Combine(to, Path.GetFileName(from)) : to;
        return Path.Exists(file) ? throw new StartFailureException($"{file} exists already; nothing is copied over it.") : file;
    }
}
