using Shared.ObjectFormat.MessagePack;

namespace Shared.ObjectFormat.Protocol;

/// <summary>
/// The stone's answer on the session socket: what a gem needs to map extent, slot, published page and doorbell. Their
/// descriptors come with the message (slot, published page, doorbell), or their paths in it.
/// </summary>
public sealed record LoginReply
{
    /// <summary>Why the login was refused, in one line; empty when it was not. All else is then unset.</summary>
    public string Refusal { get; init; } = "";

    /// <summary>The session's number; positive.</summary>
    public int SessionId { get; init; }

    /// <summary>The slot's generation.</summary>
    public ulong Generation { get; init; }

    /// <summary>The repository.</summary>
    public ulong RepositoryId { get; init; }

    /// <summary>The repository's seed for hash values.</summary>
    public ulong HashSeed { get; init; }

    /// <summary>The stone's process.</summary>
    public int StoneProcessId { get; init; }

    /// <summary>Full paths of the extents.</summary>
    public IReadOnlyList<string> ExtentPaths { get; init; } = [];

    /// <summary>Address space for each extent that a gem maps: the largest size that any of them may grow to.</summary>
    public long ExtentLimitBytes { get; init; }

    /// <summary>The first view: its commit.</summary>
    public ulong ViewCommitId { get; init; }

    /// <summary>The first view: frame of the object table's root.</summary>
    public ulong ViewRootFrame { get; init; }

    /// <summary>The first view: levels of the object table.</summary>
    public int ViewDepth { get; init; }

    /// <summary>A random number, first half of this session's request ids, so that they differ between sessions and restarts.</summary>
    public ulong RequestSeries { get; init; }

    /// <summary>Paths of slot, published page and doorbell; empty when descriptors were passed.</summary>
    public IReadOnlyList<string> MemoryPaths { get; init; } = [];

    /// <summary>Appends it to a message.</summary>
    public void WriteTo(MessagePackWriter writer)
    {
        if (Refusal.Length > 0)
        {
            writer.WriteMapHeader(1);
            writer.Write("refusal");
            writer.Write(Refusal);
            return;
        }
        writer.WriteMapHeader(12);
        WritePair(writer, "session", (ulong)SessionId);
        WritePair(writer, "generation", Generation);
        WritePair(writer, "repository", RepositoryId);
        WritePair(writer, "hash_seed", HashSeed);
        WritePair(writer, "stone_process", (ulong)StoneProcessId);
        WritePaths(writer, "extents", ExtentPaths);
        WritePair(writer, "extent_limit", (ulong)ExtentLimitBytes);
        WritePair(writer, "view_commit", ViewCommitId);
        WritePair(writer, "view_root", ViewRootFrame);
        WritePair(writer, "view_depth", (ulong)ViewDepth);
        WritePair(writer, "request_series", RequestSeries);
        WritePaths(writer, "memory", MemoryPaths);
    }

    /// <summary>Reads it; unknown keys are passed over.</summary>
    public static LoginReply Read(ReadOnlySpan<byte> message)
    {
        MessagePackReader reader = new(message);
        LoginReply reply = new();
        for (int left = reader.ReadMapHeader(); left > 0; left--)
        {
            string key = reader.ReadString();
            reply = key switch
            {
                "refusal" => reply with { Refusal = reader.ReadString() },
                "session" => reply with { SessionId = reader.ReadInt32() },
                "generation" => reply with { Generation = reader.ReadUInt64() },
                "repository" => reply with { RepositoryId = reader.ReadUInt64() },
                "hash_seed" => reply with { HashSeed = reader.ReadUInt64() },
                "stone_process" => reply with { StoneProcessId = reader.ReadInt32() },
                "extents" => reply with { ExtentPaths = ReadPaths(ref reader) },
                "extent_limit" => reply with { ExtentLimitBytes = reader.ReadInt64() },
                "view_commit" => reply with { ViewCommitId = reader.ReadUInt64() },
                "view_root" => reply with { ViewRootFrame = reader.ReadUInt64() },
                "view_depth" => reply with { ViewDepth = reader.ReadInt32() },
                "request_series" => reply with { RequestSeries = reader.ReadUInt64() },
                "memory" => reply with { MemoryPaths = ReadPaths(ref reader) },
                _ => Skip(ref reader, reply),
            };
        }
        return reply;
    }

    private static LoginReply Skip(ref MessagePackReader reader, LoginReply reply)
    {
        reader.Skip();
        return reply;
    }

    private static void WritePair(MessagePackWriter writer, string key, ulong value)
    {
        writer.Write(key);
        writer.Write(value);
    }

    private static void WritePaths(MessagePackWriter writer, string key, IReadOnlyList<string> paths)
    {
        writer.Write(key);
        writer.WriteArrayHeader(paths.Count);
        foreach (string path in paths)
            writer.Write(path);
    }

    private static string[] ReadPaths(ref MessagePackReader reader)
    {
        string[] paths = new string[reader.ReadArrayHeader()];
        for (int i = 0; i < paths.Length; i++)
            paths[i] = reader.ReadString();
        return paths;
    }
}
