using Stone.Server.Storage;

namespace Stone.Server.Checkpoint;

/// <summary>
/// How fast checkpoints write. While commits go on there is a pause after each piece, so that their log records find the disk
/// free. There is none when nobody commits, and none when the log has grown by a whole interval since the cut or the extents are about to grow
/// for what waits: else checkpoints would fall behind.
/// </summary>
internal sealed class CheckpointPace(RepositoryCore core)
{
    private volatile bool _isHurried;
    private long _logBytesAtCut;
    private long _logBytesAtLast;

    /// <summary>Makes no pauses from now on: the engine ends, or it only begins.</summary>
    public void Hurry() => _isHurried = true;

    /// <summary>A checkpoint took its cut.</summary>
    public void Begin() => _logBytesAtCut = _logBytesAtLast = core.Log.WrittenBytes;

    /// <summary>A piece is written: waits if it should.</summary>
    public void Wait()
    {
        long logBytes = core.Log.WrittenBytes;
        bool commitsGoOn = logBytes != _logBytesAtLast;
        _logBytesAtLast = logBytes;
        long limit = core.Settings.CheckpointLogBytes;
        bool fallsBehind = (limit > 0 && logBytes - _logBytesAtCut >= limit) || core.RoomWaitsForCheckpoint;
        if (commitsGoOn && !fallsBehind && !_isHurried)
        {
            Thread.Sleep(core.Settings.CheckpointPause);
        }
    }
}
