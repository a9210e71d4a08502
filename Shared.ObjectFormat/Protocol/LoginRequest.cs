using Shared.ObjectFormat.MessagePack;

namespace Shared.ObjectFormat.Protocol;

/// <summary>A gem's first message on the session socket.</summary>
/// <param name="Version">The protocol's version that the gem speaks: <see cref="SlotHeader.VersionValue"/>.</param>
/// <param name="ProcessId">The gem's process; the system's word counts more where it gives one.</param>
/// <param name="UserName">Who runs it; empty for the stone's own user.</param>
/// <param name="Program">What runs, as status shows it.</param>
public sealed record LoginRequest(uint Version, int ProcessId, string UserName, string Program)
{
    /// <summary>Appends it to a message.</summary>
    public void WriteTo(MessagePackWriter writer)
    {
        writer.WriteMapHeader(4);
        writer.Write("version");
        writer.Write((ulong)Version);
        writer.Write("process");
        writer.Write((long)ProcessId);
        writer.Write("user");
        writer.Write(UserName);
        writer.Write("program");
        writer.Write(Program);
    }

    /// <summary>Reads it; unknown keys are passed over.</summary>
    public static LoginRequest Read(ReadOnlySpan<byte> message)
    {
        MessagePackReader reader = new(message);
        LoginRequest request = new(0, 0, "", "");
        for (int left = reader.ReadMapHeader(); left > 0; left--)
        {
            switch (reader.ReadString())
            {
                case "version":
                    request = request with { Version = (uint)reader.ReadUInt64() };
                    break;
                case "process":
                    request = request with { ProcessId = reader.ReadInt32() };
                    break;
                case "user":
                    request = request with { UserName = reader.ReadString() };
                    break;
                case "program":
                    request = request with { Program = reader.ReadString() };
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
        return request;
    }
}
