using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using Microsoft.Win32.SafeHandles;
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
/// Copies the extent of a repository at rest into another file: what its newest meta reaches, and holes where it is free.
/// Every page is verified before it is copied and again in the copy, which gets its name when it is whole and on disk.
/// </summary>
internal sealed class ExtentCopy(IExtentFile source, string destination, IPlatform platform)
{
    private const string Verifying = "verifying", Copying = "copying", VerifyingCopy = "verifying the copy";

    private readonly long _started = Stopwatch.GetTimestamp();
    private ProgressOutput _progress = new(1);
    private long _usedBytes;

    /// <summary>Copies; what it has copied, in a line. Throws <see cref="StorageException"/>, and then there is no copy.</summary>
    /// <param name="log">The log beside the extent, which must not hold commits that the extent lacks.</param>
    public string Run(ILogDirectory log)
    {
        MetaChoice choice = MetaChoice.Read(source, long.MaxValue);
        if (choice.Doubt is { } doubt)
        {
            throw new StorageException(doubt);
        }
        Meta meta = choice.Meta;
        RequireNothingInLog(log, meta);
        _progress = new ProgressOutput((4 * (long)meta.ObjectCount) + (long)meta.AllocatedFrames);
        FrameAllocator used = Verify(source, meta, 0, Verifying);
        string provisional = destination + ".new";
        using (SafeFileHandle handle = DiskFile.Open(provisional, FileMode.Create))
        {
            try
            {
                Write(handle, provisional, used, meta);
                // Not disposed: it shares the handle.
                var copy = new DiskExtentFile(provisional, handle, platform);
                Verify(copy, MetaChoice.Read(copy, long.MaxValue).Meta, (2 * (long)meta.ObjectCount) + (long)meta.AllocatedFrames, VerifyingCopy);
                DiskFile.Sync(handle, provisional, platform);
                File.Move(provisional, destination);
                platform.SyncDirectory(Path.GetDirectoryName(destination)!);
            }
            catch (Exception exception) when (exception is StorageException || DiskFile.IsSystemError(exception))
            {
                File.Delete(provisional);
                throw exception as StorageException ?? new StorageException($"{destination} cannot be made: {DiskFile.Reason(exception)}", exception);
            }
        }
        string seconds = Stopwatch.GetElapsedTime(_started).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"copied {source.Name} to {destination}: commit {meta.CommitId}, {meta.ObjectCount} objects, {ByteSize.Format(_usedBytes)} of {ByteSize.Format(source.LengthBytes)}, in {seconds} s");
    }

    private void RequireNothingInLog(ILogDirectory log, in Meta meta)
    {
        using LogReader reader = new(log, new LogIdentity(meta.RepositoryId, meta.Timeline, meta.LeaderEpoch));
        LogPosition position = LogPosition.OfCut(meta);
        bool hasMore;
        try
        {
            hasMore = reader.Exists(position.Segment) && reader.TryReadNext(ref position);
        }
        catch (RecoveryRefusedException refused) when (refused.Reason == RefusalReason.LogForeign)
        {
            // Another repository's log lies beside this file.
            hasMore = false;
        }
        if (hasMore)
        {
            throw new StorageException($"{source.Name} lacks commits that only the log {log.Name} has; start its stone and stop it, then copy");
        }
    }

    private FrameAllocator Verify(IExtentFile extent, Meta meta, long done, string what)
    {
        FrameAllocator used = new();
        used.Extend((int)(meta.AllocatedFrames / FrameAllocator.RegionFrames));
        PageVerifier pages = new(
            extent, meta, (frame, fault) => throw new RecoveryRefusedException(RefusalReason.PageDamaged, RepositoryRecovery.PageFault(extent, frame, fault)));
        new TableVerifier(pages, meta, used, new PageUsage()) { Progress = seen => _progress.Reach(done + seen, what) }.Verify(long.MaxValue);
        return used;
    }

    private void Write(SafeFileHandle handle, string path, FrameAllocator used, in Meta meta)
    {
        RandomAccess.SetLength(handle, source.LengthBytes);
        byte[] region = new byte[ExtentSpace.RegionBytes];
        for (int index = 0; index < used.RegionCount; index++)
        {
            ulong taken = ~used.FreeFramesOf(index);
            while (taken != 0)
            {
                int first = BitOperations.TrailingZeroCount(taken);
                int count = BitOperations.TrailingZeroCount(~(taken >> first));
                long offset = ((long)index * ExtentSpace.RegionBytes) + ((long)first * Frame.SizeBytes);
                Span<byte> frames = region.AsSpan(0, count * Frame.SizeBytes);
                source.Read(offset, frames);
                DiskFile.WriteAll(handle, path, offset, frames);
                _usedBytes += frames.Length;
                taken &= count == FrameAllocator.RegionFrames ? 0 : ~(((1UL << count) - 1) << first);
            }
            _progress.Reach((2 * (long)meta.ObjectCount) + ((index + 1L) * FrameAllocator.RegionFrames), Copying);
        }
    }
}
