using Stone.Server.Storage;

namespace Stone.Server.Collector;

/// <summary>
/// Takes steps that may find no room: what the collector gives up becomes free with a checkpoint only, so then one is made, and the step taken
/// again.
/// </summary>
internal sealed class RoomForSteps(ICollectedStone stone)
{
    private const int Tries = 20;

    /// <summary>Takes a step. Throws <see cref="RepositoryFullException"/> when checkpoints give no room.</summary>
    public T Take<T>(Func<T> step)
    {
        for (int tries = 1; ; tries++)
        {
            try
            {
                return step();
            }
            catch (RepositoryFullException) when (tries < Tries)
            {
                stone.Checkpoint();
            }
        }
    }
}
