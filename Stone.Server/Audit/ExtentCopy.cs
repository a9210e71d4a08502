using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using Shared.ObjectFormat.Configuration;
using Shared.ObjectFormat.Diagnostics;
using Shared.ObjectFormat.Pages;
using Shared.ObjectFormat.Platform;
using Stone.Server.Extents;
using Stone.Server.ObjectTable;
using Stone.Server.Recovery;
using Stone.Server.Storage;
using Stone.Server.TransactionLog;

namespace Stone.Server.Audit;

/// <summary>
/// Copies the extents of a repository at rest into other files, named as <see cref="ImageFiles"/> says: what the newest meta
/// reaches, and holes where they are free. Every page is verified before it is copied and again in the copy, whose files get
/// their names when all is whole and on disk, that of extent 0 last.
/// </summary>
internal sealed class ExtentCopy(IRepositoryFiles files, string destination, IPlatform platform)
{
    private const string Verifying = "verifying", Copying = "copying", VerifyingCopy = "verifying the copy";

    private readonly long _started = Stopwatch.GetTimestamp();
    private ProgressOutput _progress = new(1);
    private readonly byte[] _region = new byte[ExtentSpace.RegionBytes];
    private long _usedBytes;

    /// <summary>
    /// Copies; what it has copied, in a line. Throws <see cref="StorageException"/>, also when the log holds commits that the
    /// extents lack, and then there is no copy.
    /// </summary>
    public string Run()
    {
        using ExtentSet source = ExtentOpening.Open(files, _ => long.MaxValue, out MetaChoice choice);
        if (choice.Doubt is { } doubt)
        {
            throw new StorageException(doubt);
        }
        Meta meta = choice.Meta;
        if (choice.HasUnfinishedCheckpoint || HasMoreInLog(meta))
        {
            throw new StorageException($"{source[0].Name} lacks commits that only the log {files.Log.Name} has; start its stone and stop it, then copy");
        }
        string[] names = [.. Enumerable.Range(0, source.Count).Select(extent => ImageFiles.PathOf(destination, extent))];
        if (names.FirstOrDefault(Path.Exists) is { } existing)
        {
            throw new StorageException($"{existing} exists already; nothing is copied over it");
        }
        _progress = new ProgressOutput((4 * (long)meta.ObjectCount) + source.AllFrames);
        FrameAllocator used = Verify(source, meta, 0, Verifying);
        try
        {
            using (ExtentSet copy = Begin(source, names))
            {
                Write(source, copy, used, 2 * (long)meta.ObjectCount);
                Verify(copy, MetaChoice.Read(copy[0], long.MaxValue).Meta, (2 * (long)meta.ObjectCount) + source.AllFrames, VerifyingCopy);
                copy.Sync();
            }
            foreach (string name in names.Reverse())
            {
                File.Move(Provisional(name), name);
            }
            platform.SyncDirectory(Path.GetDirectoryName(destination)!);
        }
        catch (Exception exception) when (exception is StorageException || DiskFile.IsSystemError(exception))
        {
            foreach (string made in names.Select(Provisional).Concat(names).Where(File.Exists))
            {
                File.Delete(made);
            }
            throw exception as StorageException ?? new StorageException($"{destination} cannot be made: {DiskFile.Reason(exception)}", exception);
        }
        string seconds = Stopwatch.GetElapsedTime(_started).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"copied {source[0].Name}{(source.Count > 1 ? $" and {source.Count - 1} more" : "")} to {string.Join(", ", names)}: commit {meta.CommitId}, {meta.ObjectCount} objects, {ByteSize.Format(_usedBytes)} of {ByteSize.Format(source.LengthBytes)}, in {seconds} s");
    }

    private static string Provisional(string name) => name + ".new";

    /// <summary>Files as long as those of the source, without contents.</summary>
    private ExtentSet Begin(ExtentSet source, string[] names)
    {
        ExtentSet copy = new();
        try
        {
            for (int extent = 0; extent < names.Length; extent++)
            {
                var handle = DiskFile.Open(Provisional(names[extent]), FileMode.Create);
                RandomAccess.SetLength(handle, source[extent].LengthBytes);
                copy.Add(new DiskExtentFile(Provisional(names[extent]), handle, platform), source.AllocatedFrames(extent));
            }
            return copy;
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }

    private bool HasMoreInLog(in Meta meta)
    {
        using LogReader reader = new(files.Log, new LogIdentity(meta.RepositoryId, meta.Timeline, meta.LeaderEpoch));
        LogPosition position = LogPosition.OfCut(meta);
        try
        {
            return reader.Exists(position.Segment) && reader.TryReadNext(ref position);
        }
        catch (RecoveryRefusedException refused) when (refused.Reason == RefusalReason.LogForeign)
        {
            // Another repository's log lies beside this file.
            return false;
        }
    }

    private FrameAllocator Verify(ExtentSet extents, Meta meta, long done, string what)
    {
        FrameAllocator used = AuditedMeta.Frames(extents);
        PageVerifier pages = new(
            extents, meta, (frame, fault) => throw new RecoveryRefusedException(RefusalReason.PageDamaged, RepositoryRecovery.PageFault(extents, frame, fault)));
        new TableVerifier(pages, meta, used, new PageUsage()) { Progress = seen => _progress.Reach(done + seen, what) }.Verify(long.MaxValue);
        return used;
    }

    private void Write(ExtentSet source, ExtentSet copy, FrameAllocator used, long done)
    {
        for (int extent = 0; extent < source.Count; extent++)
        {
            int first = (int)(Frame.Number(extent, 0) / FrameAllocator.RegionFrames);
            for (int index = 0; index < used.RegionCount(extent); index++)
            {
                CopyRegion(source[extent], copy[extent], index, ~used.FreeFramesOf(first + index));
                done += FrameAllocator.RegionFrames;
                _progress.Reach(done, Copying);
            }
        }
    }

    private void CopyRegion(IExtentFile source, IExtentFile copy, int index, ulong taken)
    {
        while (taken != 0)
        {
            int first = BitOperations.TrailingZeroCount(taken);
            int count = BitOperations.TrailingZeroCount(~(taken >> first));
            long offset = ((long)index * ExtentSpace.RegionBytes) + ((long)first * Frame.SizeBytes);
            Span<byte> frames = _region.AsSpan(0, count * Frame.SizeBytes);
            source.Read(offset, frames);
            copy.Write(offset, frames);
            _usedBytes += frames.Length;
            taken &= count == FrameAllocator.RegionFrames ? 0 : ~(((1UL << count) - 1) << first);
        }
    }
}
