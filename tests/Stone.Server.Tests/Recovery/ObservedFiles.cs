using Shared.ObjectFormat.Platform;
using Stone.Server.Extents;
using Stone.Server.Storage;
using Stone.Server.TransactionLog;

namespace Stone.Server.Tests.Recovery;

/// <summary>The files of a repository, where somebody is told of each read of an extent before it happens: its number of bytes.</summary>
internal sealed class ObservedFiles(IRepositoryFiles files, Action<int> reads) : IRepositoryFiles
{
    public IReadOnlyList<string> ExtentNames => files.ExtentNames;

    public ILogDirectory Log => files.Log;

    public bool ExtentExists(int index) => files.ExtentExists(index);

    public IExtentFile CreateExtent(int index) => files.CreateExtent(index);

    public void PublishExtent(int index) => files.PublishExtent(index);

    public IExtentFile OpenExtent(int index) => new ObservedExtent(files.OpenExtent(index), reads);

    public FileMap MapExtents(long maximumBytes) => files.MapExtents(maximumBytes);

    public void Dispose() => files.Dispose();

    private sealed class ObservedExtent(IExtentFile extent, Action<int> reads) : IExtentFile
    {
        public string Name => extent.Name;

        public long LengthBytes => extent.LengthBytes;

        public void FillHoles() => extent.FillHoles();

        public void Grow(long lengthBytes) => extent.Grow(lengthBytes);

        public void Read(long offset, Span<byte> destination)
        {
            reads(destination.Length);
            extent.Read(offset, destination);
        }

        public void Write(long offset, ReadOnlySpan<byte> source) => extent.Write(offset, source);

        public void StartWriteback(long offset, long lengthBytes) => extent.StartWriteback(offset, lengthBytes);

        public void Sync() => extent.Sync();

        public void Dispose() => extent.Dispose();
    }
}
