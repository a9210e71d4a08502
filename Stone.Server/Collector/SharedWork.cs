using System.Collections.Concurrent;

namespace Stone.Server.Collector;

/// <summary>Blocks of object ids that some threads have too much of, and the end of the work: when all threads wait for one.</summary>
internal sealed class SharedWork(int threads)
{
    private readonly ConcurrentQueue<ulong[]> _blocks = new();
    private int _idle;

    /// <summary>Whether a thread would be glad of a block.</summary>
    public bool IsWanted => Volatile.Read(ref _idle) > _blocks.Count;

    /// <summary>Gives a block.</summary>
    public void Give(ulong[] block) => _blocks.Enqueue(block);

    /// <summary>Waits for a block; false when there is no more work, or <paramref name="goesOn"/> says so.</summary>
    public bool TryTake(out ulong[] block, Func<bool> goesOn)
    {
        if (_blocks.TryDequeue(out block!))
        {
            return true;
        }
        Interlocked.Increment(ref _idle);
        for (int tries = 0; ; tries++)
        {
            if (!_blocks.IsEmpty)
            {
                // Before it is taken: otherwise all could seem to be idle while one has it.
                Interlocked.Decrement(ref _idle);
                if (_blocks.TryDequeue(out block!))
                {
                    return true;
                }
                Interlocked.Increment(ref _idle);
            }
            else if (Volatile.Read(ref _idle) == threads || !goesOn())
            {
                return false;
            }
            if (tries < 100)
            {
                Thread.SpinWait(20);
            }
            else
            {
                Thread.Sleep(1);
            }
        }
    }
}
