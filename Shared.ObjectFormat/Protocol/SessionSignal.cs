using Shared.ObjectFormat.MessagePack;

namespace Shared.ObjectFormat.Protocol;

/// <summary>A signal to a session.</summary>
/// <param name="Kind">What it says.</param>
/// <param name="Sender">The session that sent it, 0 for the stone.</param>
/// <param name="Number">The number that was sent; for an abort, how many commits the view is behind.</param>
/// <param name="Text">The text that was sent.</param>
/// <param name="ObjectIds">The watched objects that were committed.</param>
public sealed record SessionSignal(SignalKind Kind, int Sender, long Number, string Text, IReadOnlyList<ulong> ObjectIds)
{
    /// <summary>No text is longer.</summary>
    public const int TextLimitBytes = 16 << 10;

    /// <summary>A signal holds no more ids; more come in the next.</summary>
    public const int ObjectIdLimit = 100_000;

    /// <summary>Appends it to a message.</summary>
    public void WriteTo(MessagePackWriter writer)
    {
        writer.WriteArrayHeader(5);
        writer.Write((long)Kind);
        writer.Write((long)Sender);
        writer.Write(Number);
        writer.Write(Text);
        writer.WriteArrayHeader(ObjectIds.Count);
        foreach (ulong id in ObjectIds)
            writer.Write(id);
    }

    /// <summary>Reads it.</summary>
    public static SessionSignal Read(ReadOnlySpan<byte> message)
    {
        MessagePackReader reader = new(message);
        reader.ReadArrayHeader();
        SignalKind kind = (SignalKind)reader.ReadInt32();
        int sender = reader.ReadInt32();
        long number = reader.ReadInt64();
        string text = reader.ReadString();
        ulong[] ids = new ulong[reader.ReadArrayHeader()];
        for (int i = 0; i < ids.Length; i++)
            ids[i] = reader.ReadUInt64();
        return new SessionSignal(kind, sender, number, text, ids);
    }
}
