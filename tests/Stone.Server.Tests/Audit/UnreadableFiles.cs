using Stone.Server.Extents;
using Stone.Server.Storage;
using Stone.Server.TransactionLog;

namespace Stone.Server.Tests.Audit;

/// <summary>The files of a repository on a disk that does not give one data page back.</summary>
internal sealed class UnreadableFiles(IRepositoryFiles files, long badOffset) : IRepositoryFiles
{
    public bool ExtentExists => files.ExtentExists;

    public ILogDirectory Log => files.Log;

    public IExtentFile CreateExtent() => throw new NotSupportedException();

    public void PublishExtent() => throw new NotSupportedException();

    public IExtentFile OpenExtent() => new UnreadableExtent(files.OpenExtent(), badOffset);

    public void Dispose()
    {
        // Who made the files disposes them.
    }

    private sealed unsafe class UnreadableExtent(IExtentFile extent, long badOffset) : IExtentFile
    {
        public string Name => extent.Name;

        public long LengthBytes => extent.LengthBytes;

        public byte* Base => throw new NotSupportedException("an audit does not read through a mapping");

        public void Map(long maximumBytes) => throw new NotSupportedException("an audit does not map");

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
