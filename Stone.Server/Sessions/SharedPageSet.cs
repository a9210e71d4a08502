using Shared.ObjectFormat.Cache;
using Shared.ObjectFormat.Platform;
using Shared.ObjectFormat.Protocol;
using Stone.Server.Storage;

namespace Stone.Server.Sessions;

/// <summary>The stone's mappings of the published page and the doorbell, which all sessions get.</summary>
public sealed unsafe class SharedPageSet : IRootPublisher, IDisposable
{
    /// <summary>Makes both.</summary>
    public SharedPageSet(IPlatform platform, string directory, string stoneName)
    {
        Published = platform.CreateSharedMemory(directory, stoneName + "-published", SharedPages.PageBytes, SharedAccess.ReadOnlyForOthers);
        Doorbell = platform.CreateSharedMemory(directory, stoneName + "-doorbell", SharedPages.PageBytes, SharedAccess.ReadWrite);
    }

    /// <summary>Read-only to gems.</summary>
    public SharedMemory Published { get; }

    /// <summary>Gems ring it.</summary>
    public SharedMemory Doorbell { get; }

    /// <summary>Where the engine publishes.</summary>
    public PublishedRoot* Root => (PublishedRoot*)Published.Pointer;

    /// <inheritdoc/>
    public void Publish(in PublishedState state) => PublishedRoot.Write(Root, state);

    /// <summary>1 while the request loop sleeps.</summary>
    public int* StoneSleeps => (int*)(Published.Pointer + SharedPages.StoneSleepsOffset);

    /// <summary>Not 0 while a collection runs.</summary>
    public int* CollectionRuns => (int*)(Published.Pointer + SharedPages.CollectionOffset);

    /// <summary>The shared counters as gems see them.</summary>
    public Span<long> Counters => new(Published.Pointer + SharedPages.CountersOffset, SharedPages.CounterCount);

    /// <summary>The bell.</summary>
    public int* Bell => (int*)(Doorbell.Pointer + SharedPages.BellOffset);

    /// <inheritdoc/>
    public void Dispose()
    {
        Published.Dispose();
        Doorbell.Dispose();
    }
}
