using System.Numerics;
using System.Runtime.InteropServices;
using Shared.ObjectFormat.Identity;
using Shared.ObjectFormat.Objects;
using Stone.Server.Storage;

namespace Stone.Server.Collection;

/// <summary>
/// What the stone itself knows of collections: which objects commits have touched since a run began, what is condemned, what was removed
/// since the stone started, and what the epoch in the making has written. Used under the engine's gate.
/// </summary>
internal sealed class CollectionState(RepositoryCore core)
{
    // About so many are told at once: the rest is found when it is tried again.
    private const int MostTouched = 100_000;

    private readonly ObjectIdBitmap _removed = new();

    /// <summary>What was condemned and is not removed yet.</summary>
    public DeadSet Dead { get; } = new(core);

    /// <summary>
    /// The objects that were written, and those that what was written refers to, by every commit since the run began; besides what sessions
    /// named in their votes. Null while there is no run. A request that is refused in the end may have left its ids: that only keeps more.
    /// </summary>
    public ObjectIdBitmap? Touched { get; private set; }

    /// <summary>What was created and written since the last epoch began.</summary>
    public EpochWrites Epoch { get; private set; } = new();

    /// <summary>From here on what commits touch is recorded.</summary>
    public void BeginRun() => Touched = new ObjectIdBitmap();

    /// <summary>Ends the run; what it condemned stays condemned.</summary>
    public void EndRun()
    {
        Touched?.Dispose();
        Touched = null;
    }

    /// <summary>Begins another epoch; what the one before wrote.</summary>
    public EpochWrites BeginEpoch()
    {
        EpochWrites before = Epoch;
        Epoch = new EpochWrites();
        return before;
    }

    /// <summary>A request writes an object.</summary>
    public void NoteWrite(ulong objectId, bool isNew)
    {
        Touched?.Add(objectId);
        Epoch.Add(objectId, isNew);
    }

    /// <summary>What a request writes refers to an object.</summary>
    public void NoteReference(ulong objectId) => Touched?.Add(objectId);

    /// <summary>
    /// Condemns objects, unless one of them was touched: then such are added to <paramref name="touched"/> and nothing has changed. The set
    /// is the stone's own when this returns true. Those of <paramref name="ephemerons"/> whose key goes lose key and value.
    /// </summary>
    public bool TryCondemn(ObjectIdBitmap members, IReadOnlyList<ulong> ephemerons, List<ulong> touched)
    {
        for (ulong number = 0; touched.Count < MostTouched && members.TryFindWord(ref number, out ulong word); number++)
        {
            for (ulong left = word & Touched!.Word(number); left != 0; left &= left - 1)
            {
                touched.Add((number * ObjectIdBitmap.IdsPerWord) + (ulong)BitOperations.TrailingZeroCount(left));
            }
        }
        if (touched.Count > 0)
        {
            return false;
        }
        Dead.Condemn(members, Cleared(members, ephemerons));
        return true;
    }

    private unsafe List<byte[]> Cleared(ObjectIdBitmap members, IReadOnlyList<ulong> ephemerons)
    {
        List<byte[]> cleared = [];
        foreach (ulong ephemeron in ephemerons)
        {
            RecordHeader* record = core.RecordOf(ephemeron);
            if (record == null || record->Format != RecordFormat.Ephemeron || record->ReferenceCount < 2)
            {
                continue;
            }
            ReferenceWord key = ObjectRecord.References(record)[^2];
            if (key.IsObject && members.Contains(key.ObjectId))
            {
                byte[] copy = new ReadOnlySpan<byte>(record, checked((int)record->RecordBytes)).ToArray();
                MemoryMarshal.Cast<byte, ReferenceWord>(copy.AsSpan(RecordHeader.SizeBytes, (int)record->ReferenceCount * 8))[^2..].Fill(ReferenceWord.Nil);
                cleared.Add(copy);
            }
        }
        return cleared;
    }

    /// <summary>Removes the next condemned objects; see <see cref="DeadSet.RemoveSlice"/>.</summary>
    public void RemoveSlice(int most) => Dead.RemoveSlice(most, _removed);

    /// <summary>Whether nobody may refer to an object any more: it is condemned, or was removed since the stone started.</summary>
    public bool IsGone(ulong objectId) => Dead.Contains(objectId) || _removed.Contains(objectId);
}
