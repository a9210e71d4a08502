namespace Stone.Server.Collection;

/// <summary>
/// What the commits of an epoch wrote: an object that was there before can refer to one that was created in the epoch only if
/// it was written in it too. Not thread-safe.
/// </summary>
internal sealed class EpochWrites : IDisposable
{
    private ulong _lastCreated;

    /// <summary>The objects that were created. Some may not exist: their commit was refused.</summary>
    public ObjectIdBitmap Created { get; } = new();

    /// <summary>Older objects that were written.</summary>
    public ObjectIdBitmap Changed { get; } = new();

    /// <summary>How many were created, about.</summary>
    public long CreatedCount { get; private set; }

    /// <summary>Notes a write.</summary>
    public void Add(ulong objectId, bool isNew)
    {
        if (isNew)
        {
            Created.Add(objectId);
            CreatedCount += objectId == _lastCreated ? 0 : 1;
            _lastCreated = objectId;
        }
        else if (!Created.Contains(objectId))
        {
            Changed.Add(objectId);
        }
    }

    /// <summary>Adds what a later epoch wrote.</summary>
    public void UnionWith(EpochWrites later)
    {
        Created.UnionWith(later.Created);
        Changed.UnionWith(later.Changed);
        CreatedCount += later.CreatedCount;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Created.Dispose();
        Changed.Dispose();
    }
}
