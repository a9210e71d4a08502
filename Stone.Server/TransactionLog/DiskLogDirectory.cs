using System.Globalization;
using Microsoft.Win32.SafeHandles;
using Shared.ObjectFormat.Platform;
using Stone.Server.Storage;

namespace Stone.Server.TransactionLog;

/// <summary>Log segments as files <c>tranlog1.dbf</c>, <c>tranlog2.dbf</c>, … of one directory.</summary>
public sealed class DiskLogDirectory(string path, IPlatform platform) : ILogDirectory
{
    private const string Prefix = "tranlog";
    private const string Suffix = ".dbf";
    private const int ZeroBytes = 1 << 20;

    /// <inheritdoc/>
    public string Name => path;

    /// <inheritdoc/>
    public string NameOf(ulong segment) => Path.Combine(path, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{segment}{Suffix}"));

    /// <inheritdoc/>
    public IReadOnlyList<ulong> List()
    {
        var segments = new List<ulong>();
        foreach (string file in Directory.EnumerateFiles(path, Prefix + "*" + Suffix))
        {
            ReadOnlySpan<char> name = Path.GetFileName(file.AsSpan());
            if (ulong.TryParse(name[Prefix.Length..^Suffix.Length], NumberStyles.None, CultureInfo.InvariantCulture, out ulong segment))
            {
                segments.Add(segment);
            }
        }
        segments.Sort();
        return segments;
    }

    /// <inheritdoc/>
    public ILogFile Create(ulong segment, long lengthBytes)
    {
        // Under another name until it is whole: a segment that exists is one that can be written.
        string final = NameOf(segment);
        string provisional = final + ".new";
        SafeFileHandle? handle = null;
        try
        {
            handle = DiskFile.Open(provisional, FileMode.Create);
            byte[] zeros = new byte[(int)Math.Min(ZeroBytes, lengthBytes)];
            for (long at = 0; at < lengthBytes; at += zeros.Length)
            {
                DiskFile.WriteAll(handle, provisional, at, zeros.AsSpan(0, (int)Math.Min(zeros.Length, lengthBytes - at)));
            }
            DiskFile.Sync(handle, provisional, platform);
            File.Move(provisional, final, overwrite: true);
            platform.SyncDirectory(path);
        }
        catch (Exception exception) when (exception is StorageException || DiskFile.IsSystemError(exception))
        {
            handle?.Dispose();
            File.Delete(provisional);
            throw new RepositoryFullException(
                $"{final} cannot be made with {lengthBytes} bytes: {DiskFile.Reason(exception.InnerException ?? exception)}", exception);
        }
        return new DiskLogFile(final, handle, platform);
    }

    /// <inheritdoc/>
    public ILogFile Open(ulong segment) => new DiskLogFile(NameOf(segment), DiskFile.Open(NameOf(segment), FileMode.Open), platform);

    /// <inheritdoc/>
    public void Rename(ulong segment, ulong newSegment) => File.Move(NameOf(segment), NameOf(newSegment), overwrite: true);

    /// <inheritdoc/>
    public void Delete(ulong segment) => File.Delete(NameOf(segment));

    /// <inheritdoc/>
    public void Sync() => platform.SyncDirectory(path);
}
