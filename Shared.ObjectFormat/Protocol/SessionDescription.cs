using Shared.ObjectFormat.MessagePack;

namespace Shared.ObjectFormat.Protocol;

/// <summary>What any session may know of another.</summary>
/// <param name="SessionId">Its number.</param>
/// <param name="ProcessId">Its process, 0 when that is on another machine.</param>
/// <param name="User">The user of the operating system.</param>
/// <param name="Program">What it runs.</param>
/// <param name="StartedMicroseconds">When it logged in, microseconds since 1970, UTC.</param>
/// <param name="ViewCommitId">The commit that its view shows, 0 when it has none.</param>
/// <param name="Commits">Commits that succeeded.</param>
/// <param name="Statistics">The numbers that it shows others (<see cref="SlotHeader.StatisticCount"/>).</param>
public sealed record SessionDescription(
    int SessionId, int ProcessId, string User, string Program, long StartedMicroseconds, ulong ViewCommitId, long Commits, long[] Statistics)
{
    /// <summary>Appends it to a message.</summary>
    public void WriteTo(MessagePackWriter writer)
    {
        writer.WriteArrayHeader(8);
        writer.Write((long)SessionId);
        writer.Write((long)ProcessId);
        writer.Write(User);
        writer.Write(Program);
        writer.Write(StartedMicroseconds);
        writer.Write(ViewCommitId);
        writer.Write(Commits);
        writer.WriteArrayHeader(Statistics.Length);
        foreach (long statistic in Statistics)
            writer.Write(statistic);
    }

    /// <summary>Reads an array of them.</summary>
    public static SessionDescription[] ReadAll(ReadOnlySpan<byte> message)
    {
        MessagePackReader reader = new(message);
        SessionDescription[] all = new SessionDescription[reader.ReadArrayHeader()];
        for (int i = 0; i < all.Length; i++)
            all[i] = Read(ref reader);
        return all;
    }

    private static SessionDescription Read(ref MessagePackReader reader)
    {
        reader.ReadArrayHeader();
        SessionDescription read = new(
            reader.ReadInt32(), reader.ReadInt32(), reader.ReadString(), reader.ReadString(), reader.ReadInt64(), reader.ReadUInt64(),
            reader.ReadInt64(), new long[reader.ReadArrayHeader()]);
        for (int i = 0; i < read.Statistics.Length; i++)
            read.Statistics[i] = reader.ReadInt64();
        return read;
    }
}
