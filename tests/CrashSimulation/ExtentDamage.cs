using System.Runtime.InteropServices;
using Serilog.Core;
using Shared.ObjectFormat.Pages;
using Stone.Server.Recovery;
using Stone.Server.Storage;

namespace CrashSimulation;

/// <summary>
/// Puts wrong files in the place of extents after a crash: swapped, stale, foreign or none. Each must be refused by name and
/// nothing be changed; then the right files come back.
/// </summary>
internal sealed unsafe class ExtentDamage(SimulatedDisk disk, StorageSettings settings, Random random)
{
    private (int Index, ulong Generation, byte[] Contents)? _copy;

    /// <summary>Refusals so far.</summary>
    public int RefusedCount { get; private set; }

    /// <summary>Now and then keeps a copy of an extent, after a checkpoint, as a tool would make one.</summary>
    public void TakeCopy()
    {
        int index = random.Next(disk.ExtentCount);
        if (disk.Extents[index] is { } file && random.Next(2) == 0)
        {
            _copy = (index, Newest().Generation, file.Contents());
        }
    }

    /// <summary>Damages something, perhaps. Throws <see cref="SimulationFailedException"/> when that is not refused, or not by name.</summary>
    public void Try()
    {
        Meta meta = Newest();
        int index = random.Next((int)Math.Max(1, meta.ExtentCount - 1)) + 1;
        if (index >= meta.ExtentCount)
        {
            return;
        }
        switch (random.Next(5))
        {
            case 0:
                int other = random.Next(index);
                Exchange(other, index);
                RequireRefused(RefusalReason.Swapped, $"extent{other} is extent {index} of its repository");
                Exchange(other, index);
                break;
            case 1:
                SimulatedFile taken = disk.Extents[index]!;
                disk.Extents[index] = null;
                RequireRefused(RefusalReason.ExtentMissing, $"extent{index} is missing");
                disk.Extents[index] = taken;
                break;
            case 2:
                Require(index, Foreign(disk.Extents[index]!.Contents()), RefusalReason.ExtentForeign);
                break;
            case 3 when _copy is var (stale, generation, contents) && stale < meta.ExtentCount && generation + (stale == 0 ? 1UL : 0) < meta.Generation:
                Require(stale, contents, RefusalReason.ExtentStale);
                break;
        }
    }

    private Meta Newest() => MetaChoice.Read(new SimulatedExtentFile(disk, disk.Extent!, 0), long.MaxValue).Meta;

    private void Exchange(int one, int other)
    {
        byte[] contents = disk.Extents[one]!.Contents();
        disk.Extents[one]!.Replace(disk.Extents[other]!.Contents());
        disk.Extents[other]!.Replace(contents);
    }

    /// <summary>Puts contents in the place of an extent's, which must be refused with its name.</summary>
    private void Require(int index, byte[] contents, RefusalReason reason)
    {
        SimulatedFile file = disk.Extents[index]!;
        byte[] right = file.Contents();
        file.Replace(contents);
        RequireRefused(reason, $"extent{index}");
        if (!new ReadOnlySpan<byte>(file.Seen, (int)file.LengthBytes).SequenceEqual(contents))
        {
            throw new SimulationFailedException($"what was refused as {reason} was changed: extent{index}");
        }
        file.Replace(right);
    }

    private void RequireRefused(RefusalReason reason, string said)
    {
        try
        {
            StorageEngine.Open(settings, disk.Open(), Logger.None).Abandon();
        }
        catch (RecoveryRefusedException refused) when (refused.Reason == reason && refused.Message.Contains(said, StringComparison.Ordinal))
        {
            RefusedCount++;
            return;
        }
        catch (StorageException other)
        {
            throw new SimulationFailedException($"an extent that should be refused as {reason} ({said}) is refused with: {other.Message}", other);
        }
        throw new SimulationFailedException($"an extent that should be refused as {reason} ({said}) is taken");
    }

    private static byte[] Foreign(byte[] contents)
    {
        Span<byte> sector = contents.AsSpan((int)Frame.ExtentHeaderFrame * Frame.SizeBytes);
        ExtentHeader header = MemoryMarshal.Read<ExtentHeader>(sector);
        header.RepositoryId++;
        MetaBlock.Seal(header).CopyTo(sector);
        return contents;
    }
}
