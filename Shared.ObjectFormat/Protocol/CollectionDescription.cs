using Shared.ObjectFormat.MessagePack;

namespace Shared.ObjectFormat.Protocol;

/// <summary>A collection as its stone describes it to a session.</summary>
/// <param name="Run">Its number since the stone started.</param>
/// <param name="Kind">"reclaim", "full", "epoch" or "count".</param>
/// <param name="Phase">"none" before and after, "mark", "vote", "sweep", "remove" or "reclaim".</param>
/// <param name="Outcome">Empty while it goes on; "done", "stopped", or why it failed.</param>
/// <param name="Percent">How much of the phase is done.</param>
/// <param name="MarkedObjects">Objects that were reached.</param>
/// <param name="DeadObjects">Objects that were found dead.</param>
/// <param name="RemovedObjects">Of those, how many are removed.</param>
/// <param name="MovedObjects">Objects that were moved together.</param>
/// <param name="ReclaimedPages">Data pages that this emptied.</param>
/// <param name="Seconds">How long it has taken.</param>
/// <param name="NotVoted">Sessions that were asked what they hold and have not answered.</param>
/// <param name="PassedOver">Sessions that did not answer in time.</param>
public sealed record CollectionDescription(
    ulong Run, string Kind, string Phase, string Outcome, double Percent, long MarkedObjects, long DeadObjects, long RemovedObjects, long MovedObjects,
    long ReclaimedPages, double Seconds, IReadOnlyList<int> NotVoted, IReadOnlyList<int> PassedOver)
{
    private const int Fields = 13;

    /// <summary>Appends it to a message.</summary>
    public void WriteTo(MessagePackWriter writer)
    {
        writer.WriteArrayHeader(Fields);
        writer.Write(Run);
        writer.Write(Kind);
        writer.Write(Phase);
        writer.Write(Outcome);
        writer.Write(Percent);
        writer.Write(MarkedObjects);
        writer.Write(DeadObjects);
        writer.Write(RemovedObjects);
        writer.Write(MovedObjects);
        writer.Write(ReclaimedPages);
        writer.Write(Seconds);
        Write(writer, NotVoted);
        Write(writer, PassedOver);
    }

    /// <summary>Reads it.</summary>
    public static CollectionDescription Read(ReadOnlySpan<byte> message)
    {
        MessagePackReader reader = new(message);
        reader.ReadArrayHeader();
        return new CollectionDescription(
            reader.ReadUInt64(), reader.ReadString(), reader.ReadString(), reader.ReadString(), reader.ReadDouble(), reader.ReadInt64(), reader.ReadInt64(),
            reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadDouble(), ReadNumbers(ref reader), ReadNumbers(ref reader));
    }

    private static void Write(MessagePackWriter writer, IReadOnlyList<int> numbers)
    {
        writer.WriteArrayHeader(numbers.Count);
        foreach (int number in numbers)
            writer.Write((long)number);
    }

    private static int[] ReadNumbers(ref MessagePackReader reader)
    {
        int[] numbers = new int[reader.ReadArrayHeader()];
        for (int i = 0; i < numbers.Length; i++)
            numbers[i] = reader.ReadInt32();
        return numbers;
    }
}
