using Stone.Server.Storage;

namespace Stone.Server.TransactionLog;

/// <summary>
/// One log over several directories, on disks of their own perhaps: segments go to them in turn, and to the next one when one
/// is full. A segment stays in its directory, also when it is recycled.
/// </summary>
public sealed class SpreadLogDirectory(IReadOnlyList<ILogDirectory> directories) : ILogDirectory
{
    /// <inheritdoc/>
    public string Name => string.Join(", ", directories.Select(directory => directory.Name));

    /// <inheritdoc/>
    public IReadOnlyList<ulong> List()
    {
        ulong[] all = [.. directories.SelectMany(directory => directory.List()).Order()];
        for (int i = 1; i < all.Length; i++)
        {
            if (all[i] == all[i - 1])
            {
                string[] both = [.. directories.Where(directory => directory.List().Contains(all[i])).Select(directory => directory.NameOf(all[i]))];
                throw new StorageException($"{both[0]} and {both[1]} are the same segment of the log: remove the one that does not belong there");
            }
        }
        return all;
    }

    /// <inheritdoc/>
    public string NameOf(ulong segment) => DirectoryOf(segment).NameOf(segment);

    /// <inheritdoc/>
    public ILogFile Create(ulong segment, long lengthBytes)
    {
        for (int i = 0; ; i++)
        {
            try
            {
                return Turn(segment, i).Create(segment, lengthBytes);
            }
            catch (RepositoryFullException) when (i + 1 < directories.Count)
            {
                // The next one may have room.
            }
        }
    }

    /// <inheritdoc/>
    public ILogFile Open(ulong segment) => DirectoryOf(segment).Open(segment);

    /// <inheritdoc/>
    public void Rename(ulong segment, ulong newSegment) => DirectoryOf(segment).Rename(segment, newSegment);

    /// <inheritdoc/>
    public void Delete(ulong segment) => DirectoryOf(segment).Delete(segment);

    /// <inheritdoc/>
    public void Sync()
    {
        foreach (ILogDirectory directory in directories)
        {
            directory.Sync();
        }
    }

    private ILogDirectory Turn(ulong segment, int turns) => directories[(int)((segment + (ulong)turns) % (ulong)directories.Count)];

    /// <summary>Where a segment is, or would be made first.</summary>
    private ILogDirectory DirectoryOf(ulong segment) =>
        directories.FirstOrDefault(directory => directory.List().Contains(segment)) ?? Turn(segment, 0);
}
