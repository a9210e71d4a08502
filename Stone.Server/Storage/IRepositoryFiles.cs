using Stone.Server.Extents;
using Stone.Server.TransactionLog;

namespace Stone.Server.Storage;

/// <summary>
/// The files of one repository: its extent and its log. The engine touches the disk through this only, so a test can put a
/// simulated disk behind it.
/// </summary>
public interface IRepositoryFiles : IDisposable
{
    /// <summary>Whether there is an extent under its final name.</summary>
    bool ExtentExists { get; }

    /// <summary>The log's segments.</summary>
    ILogDirectory Log { get; }

    /// <summary>Makes an empty extent under a provisional name, over a leftover of an earlier attempt.</summary>
    IExtentFile CreateExtent();

    /// <summary>Gives the new extent its final name, durably. From here on the repository exists.</summary>
    void PublishExtent();

    /// <summary>Opens the extent. Throws <see cref="StorageException"/> when it is missing or cannot be opened.</summary>
    IExtentFile OpenExtent();
}
