using Shared.ObjectFormat.Platform;
using Stone.Server.Extents;
using Stone.Server.Storage;
using Stone.Server.TransactionLog;

namespace Stone.Server.Tests.Audit;

/// <summary>The files of a repository on a disk that does not give one data page back.</summary>
internal sealed class UnreadableFiles(IRepositoryFiles files, long badOffset) : IRepositoryFiles
{
    public IReadOnlyList<string> ExtentNames => files.ExtentNames;

    public ILogDirectory Log => files.Log;

    public bool ExtentExists(int index) => files.ExtentExists(index);

    public IExtentFile CreateExtent(int index) => throw new NotSupportedException();

    public void PublishExtent(int index) => throw new NotSupportedException();

    public IExtentFile OpenExtent(int index) => new UnreadableExtent(files.OpenExtent(index), badOffset);

    public FileMap MapExtents(long maximumBytes) => throw new NotSupportedException("an audit does not map");

    public void Dispose()
    {
        // Who made the files disposes them.
    }

    private sealed class UnreadableExtent(IExtentFile extent, long badOffset) : IExtentFile
    {
        public string Name => extent.Name;

        public long LengthBytes => extent.LengthBytes;

        public void FillHoles() => throw new NotSupportedException();

        public void Grow(long lengthBytes) => throw new NotSupportedException();

        public void Read(long offset, Span<byte> destination)
        {
            if (offset < badOffset + Shared.ObjectFormat.Pages.Frame.DataPageBytes && offset + destination.Length > badOffset)
            {
                throw new StorageException("simulated I/O error");
            }
            extent.Read(offset, destination);
        }

        public void Write(long offset, ReadOnlySpan<byte> source) => throw new NotSupportedException();

        public void StartWriteback(long offset, long lengthBytes) => throw new NotSupportedException();

        public void Sync() => throw new NotSupportedException();

        public void Dispose() => extent.Dispose();
    }
}
