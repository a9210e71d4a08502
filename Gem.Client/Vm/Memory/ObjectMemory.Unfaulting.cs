using System.Runtime.CompilerServices;
using Gem.Vm.Shapes;
using Gem.Vm.Values;
using Shared.ObjectFormat.Objects;

namespace Gem.Vm.Memory;

/// <summary>
/// Unfaulting: clean objects go when they take too much memory, so that a program walks a repository of any size. Loaded
/// objects refer to each other directly, so one would keep all that was ever reached from it: every so many bytes that faults
/// and commits have brought, the references between them become object ids again, and the collector takes what nothing else
/// holds. What it does not take keeps its identity.
/// </summary>
public sealed unsafe partial class ObjectMemory
{
    /// <summary>About what a body takes beside its references and bytes: .NET's header, this VM's, the stores', the identity map's.</summary>
    private const int BytesOfBody = 160;

    private const long LeastCleanBytes = 1 << 20;
    private const long MostCleanBytes = 256 << 20;

    /// <summary>Clean objects take at most this part of the machine's memory, unless told.</summary>
    private const int PartOfMachine = 16;

    /// <summary>A full collection costs what survives it: it is left to .NET unless this part of the heap may go.</summary>
    private const int LeastFreedPart = 4;

    private long _cleanBytes;

    /// <summary>About so many bytes of clean objects are brought into memory before they are let go; with 0 at every fault, for tests.</summary>
    public long CleanBytesLimit { get; set; } =
        Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / PartOfMachine, LeastCleanBytes, MostCleanBytes);

    /// <summary>Objects of the repository that are in memory.</summary>
    public int LoadedCount => _identity.Loaded().Count;

    /// <summary>How often clean objects were let go.</summary>
    public int Unfaultings { get; private set; }

    /// <summary>True for bodies that are all in their record, and whose users ask before they read: they are faulted, unfaulted and made stale at will.</summary>
    internal static bool IsReadWhenUsed(BodyKind kind) => kind is BodyKind.Plain or BodyKind.Array or BodyKind.String or BodyKind.Hash or BodyKind.Ephemeron;

    /// <summary>What limits the memory of this process; null when nothing does.</summary>
    public TemporaryObjectSpace? Space { get; internal set; }

    /// <summary>
    /// Lets clean objects go now. What frames, globals, dirty objects and overlays refer to stays. Between instructions of the
    /// program only.
    /// </summary>
    public void Unfault()
    {
        ReadStale();
        LetGo();
        Collect();
    }

    /// <summary>A record has come into memory.</summary>
    private void NoteLoaded(RecordHeader* record) => _cleanBytes += BytesOfBody + BytesOf(record->ReferenceCount, record->ByteCount);

    /// <summary>A slot takes 16 bytes, twice the word of the record.</summary>
    private static long BytesOf(long references, long bytes) => (2 * sizeof(ulong) * references) + bytes;

    /// <summary>Unfaults when it is due. No class may be half loaded: what its shapes need would be read twice.</summary>
    private void UnfaultIfDue()
    {
        if (_cleanBytes <= CleanBytesLimit || _loadingClasses > 0)
        {
            return;
        }

        bool pays = _cleanBytes * LeastFreedPart >= GC.GetTotalMemory(forceFullCollection: false);
        LetGo();
        if (pays)
        {
            Collect();
        }
    }

    private void LetGo()
    {
        _cleanBytes = 0;
        Unfaultings++;
        _identity.Unfault();
        KeptChunks.LetAllGo();
    }

    /// <summary>
    /// Until a stale object is read again it holds what an abort or another session has made obsolete. Not within a fault: it
    /// may be reading a layout that this would read too. A method of its own, so that its list is gone when it returns.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ReadStale()
    {
        foreach (HeapObject body in _identity.Loaded())
        {
            if (body.ShapeId == ShapeIds.Stale && IsReadWhenUsed(body.Kind))
            {
                RecordHeader* record = _store!.Find(body.Id);
                if (record != null && record->Format == (byte)body.Kind)
                {
                    Reload(body);
                }
            }
        }
    }

    private void Collect()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true);
        _identity.DropCollected();
    }
}
