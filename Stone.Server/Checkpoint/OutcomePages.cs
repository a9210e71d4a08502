using Shared.ObjectFormat.Pages;
using Stone.Server.Extents;

namespace Stone.Server.Checkpoint;

/// <summary>The run of frames in which a checkpoint keeps the outcomes of recent commits.</summary>
internal static unsafe class OutcomePages
{
    /// <summary>Frames for so many outcomes.</summary>
    public static uint Frames(int count) =>
        (uint)((PageHeader.SizeBytes + ((long)count * OutcomeEntry.SizeBytes) + Frame.SizeBytes - 1) / Frame.SizeBytes);

    /// <summary>Fills and seals a run.</summary>
    public static void Write(ExtentSpace space, ulong frame, IReadOnlyCollection<OutcomeEntry> entries)
    {
        PageHeader* header = space.Page(frame);
        header->Count = (uint)entries.Count;
        byte* body = (byte*)(header + 1);
        new Span<byte>(body, (int)((header->Frames * Frame.SizeBytes) - PageHeader.SizeBytes)).Clear();
        OutcomeEntry* next = (OutcomeEntry*)body;
        foreach (OutcomeEntry entry in entries)
        {
            *next++ = entry;
        }
        space.Seal(frame);
    }

    /// <summary>Reads a run that was verified.</summary>
    public static List<OutcomeEntry> Read(ExtentSpace space, ulong frame, ulong count)
    {
        var entries = new List<OutcomeEntry>();
        OutcomeEntry* first = frame == 0 ? null : (OutcomeEntry*)(space.Page(frame) + 1);
        for (ulong i = 0; i < count && first != null && Frames((int)count) <= space.Page(frame)->Frames; i++)
        {
            entries.Add(first[i]);
        }
        return entries;
    }
}
