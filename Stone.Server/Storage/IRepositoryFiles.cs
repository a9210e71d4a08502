using Shared.ObjectFormat.Platform;
using Stone.Server.Extents;
using Stone.Server.TransactionLog;

namespace Stone.Server.Storage;

/// <summary>
/// The files of one repository: its extents and its log. The engine touches the disk through this only, so a test can put a
/// simulated disk behind it.
/// </summary>
public interface IRepositoryFiles : IDisposable
{
    /// <summary>The extents' names for messages, in order; the files need not exist.</summary>
    IReadOnlyList<string> ExtentNames { get; }

    /// <summary>The log's segments.</summary>
    ILogDirectory Log { get; }

    /// <summary>Whether there is an extent under its final name.</summary>
    bool ExtentExists(int index);

    /// <summary>Makes an empty extent under a provisional name, over a leftover of an earlier attempt.</summary>
    IExtentFile CreateExtent(int index);

    /// <summary>Gives a new extent its final name, durably. With extent 0 the repository exists from here on.</summary>
    void PublishExtent(int index);

    /// <summary>Opens an extent. Throws <see cref="StorageException"/> when it is missing or cannot be opened.</summary>
    IExtentFile OpenExtent(int index);

    /// <summary>Maps all extents, each at its place, at the size that any of them may grow to.</summary>
    FileMap MapExtents(long maximumBytes);
}
