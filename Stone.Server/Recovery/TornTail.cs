using System.Runtime.InteropServices;
using Shared.ObjectFormat.Log;
using Stone.Server.TransactionLog;

namespace Stone.Server.Recovery;

/// <summary>
/// A batch where the log's chain ends that is not whole: what a crash tore, or damage that nothing tells from it. Its header
/// says that it is the next batch, but its checksum is wrong.
/// </summary>
/// <param name="Name">The segment's name.</param>
/// <param name="Segment">The segment's number.</param>
/// <param name="Offset">Byte offset in it.</param>
/// <param name="Sequence">The batch.</param>
internal sealed record TornTail(string Name, ulong Segment, long Offset, ulong Sequence)
{
    /// <summary>Of the five marks of a batch so many are enough: what a recycled segment held before has two.</summary>
    private const int MarksEnough = 3;

    /// <summary>The line that names it.</summary>
    public string Line => $"{Name}: batch {Sequence} at byte {Offset} is torn or damaged: its checksum is wrong";

    /// <summary>Finds it; null when nothing stands where the chain ends.</summary>
    public static TornTail? Find(ILogDirectory log, LogIdentity identity, LogPosition end)
    {
        foreach (ulong segment in log.List().Where(number => number >= end.Segment))
        {
            long offset = segment == end.Segment ? end.Offset : 0;
            using ILogFile file = log.Open(segment);
            if (offset + LogBatchHeader.SizeBytes > file.LengthBytes)
            {
                continue;
            }
            byte[] bytes = new byte[LogBatchHeader.SizeBytes];
            file.Read(offset, bytes);
            if (IsLike(MemoryMarshal.Read<LogBatchHeader>(bytes), identity, segment, end))
            {
                return new TornTail(log.NameOf(segment), segment, offset, end.Sequence);
            }
        }
        return null;
    }

    /// <summary>
    /// Clears what stands at the beginning of a segment that the log comes to next: the next batch goes there, and until then
    /// it should not look like the end of another chain. Repeated when a crash takes it back, so it is not synced.
    /// </summary>
    public void Clear(ILogDirectory log)
    {
        if (Offset == 0)
        {
            using ILogFile file = log.Open(Segment);
            file.Write(0, new byte[LogBatchHeader.SizeBytes]);
        }
    }

    private static bool IsLike(in LogBatchHeader header, LogIdentity identity, ulong segment, LogPosition end)
    {
        bool[] marks =
        [
            header.Magic == LogBatchHeader.MagicValue, header.RepositoryId == identity.RepositoryId, header.Segment == segment,
            header.Sequence == end.Sequence, header.PreviousChecksum == end.PreviousChecksum && end.PreviousChecksum != 0,
        ];
        return marks.Count(mark => mark) >= MarksEnough;
    }
}
