using Stone.Server.Storage;

namespace Stone.Server.TransactionLog;

/// <summary>The log's segments, each a file with a number.</summary>
public interface ILogDirectory
{
    /// <summary>The name for messages.</summary>
    string Name { get; }

    /// <summary>The numbers of the segments that exist, in ascending order.</summary>
    IReadOnlyList<ulong> List();

    /// <summary>The name of a segment, for messages.</summary>
    string NameOf(ulong segment);

    /// <summary>
    /// Makes a segment filled with zeros, whole and durable under its name when this returns; over a leftover of an earlier
    /// attempt. Throws <see cref="RepositoryFullException"/>, and then no segment has that name.
    /// </summary>
    ILogFile Create(ulong segment, long lengthBytes);

    /// <summary>Opens a segment.</summary>
    ILogFile Open(ulong segment);

    /// <summary>Gives a segment that is no longer needed a number to come. Not durable before <see cref="Sync"/>.</summary>
    void Rename(ulong segment, ulong newSegment);

    /// <summary>Deletes a segment. Not durable before <see cref="Sync"/>.</summary>
    void Delete(ulong segment);

    /// <summary>Makes renaming and deleting durable.</summary>
    void Sync();
}
