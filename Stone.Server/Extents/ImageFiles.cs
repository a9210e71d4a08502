using Shared.ObjectFormat.Pages;
using Shared.ObjectFormat.Platform;
using Stone.Server.Storage;
using Stone.Server.TransactionLog;

namespace Stone.Server.Extents;

/// <summary>
/// An image, or a copy of a stone's extents: extent 0 under its name, and others beside it with their number before the
/// ending, as in copy.dbf, copy.1.dbf. Only to be read.
/// </summary>
internal sealed class ImageFiles(string path, IPlatform platform) : IRepositoryFiles
{
    /// <inheritdoc/>
    public IReadOnlyList<string> ExtentNames { get; } = [.. Enumerable.Range(0, Frame.ExtentLimit).Select(index => PathOf(path, index))];

    /// <inheritdoc/>
    public ILogDirectory Log { get; } = new DiskLogDirectory(Path.GetDirectoryName(path)!, platform);

    /// <summary>The file of an extent of an image.</summary>
    public static string PathOf(string image, int index) => index == 0 ? image : Path.ChangeExtension(image, $".{index}{Path.GetExtension(image)}");

    /// <inheritdoc/>
    public bool ExtentExists(int index) => File.Exists(ExtentNames[index]);

    /// <inheritdoc/>
    public IExtentFile OpenExtent(int index) =>
        new DiskExtentFile(ExtentNames[index], File.OpenHandle(ExtentNames[index], FileMode.Open, FileAccess.Read, FileShare.ReadWrite), platform);

    /// <inheritdoc/>
    public IExtentFile CreateExtent(int index) => throw new NotSupportedException();

    /// <inheritdoc/>
    public void PublishExtent(int index) => throw new NotSupportedException();

    /// <inheritdoc/>
    public FileMap MapExtents(long maximumBytes) => throw new NotSupportedException();

    /// <inheritdoc/>
    public void Dispose()
    {
        // Nothing is held.
    }
}
