using Gem.Vm.Session;

namespace StoneGem;

/// <summary>
/// Commits and tells each acknowledged commit on standard output, as `id value`: two objects of the same value, so that a torn
/// commit shows. Before each commit `? id value request` says that it may exist.
/// </summary>
internal static class CommitLoop
{
    /// <summary>Runs so many commits; 0: until the stone is gone.</summary>
    internal static void Run(string home, string name, int count, int byteCount)
    {
        using StoneSession session = StoneSession.Connect(home, name, "commit loop");
        using StreamWriter output = new(Console.OpenStandardOutput()) { AutoFlush = true };
        const int objects = 20;
        ulong first = session.LeaseObjectIds(objects * 2);
        for (int i = 1; count == 0 || i <= count; i++)
        {
            ulong id = first + (ulong)(i % objects * 2);
            session.Stage(TestRecords.Make(id, byteCount, i));
            session.Stage(TestRecords.Make(id + 1, byteCount, i));
            output.WriteLine($"? {id} {i}");
            CommitReply reply = session.Commit();
            if (reply.Outcome != CommitOutcome.Committed)
                throw new InvalidOperationException($"{reply.Outcome}: {reply.Message}");
            output.WriteLine($"{id} {i}");
        }
    }
}
