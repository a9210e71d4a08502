using Shared.ObjectFormat.Cache;

namespace Stone.Server.Storage;

/// <summary>Shows gems the published root, usually in a page of shared memory.</summary>
public interface IRootPublisher
{
    /// <summary>Called under the engine's gate after each batch, and when the engine opens; has to be quick.</summary>
    void Publish(in PublishedState state);
}
