using System.Runtime.CompilerServices;
using Shared.ObjectFormat.Identity;
using Shared.ObjectFormat.Objects;

namespace Stone.Server.Collector;

/// <summary>Which objects a record refers to: class, layout and references. Of an ephemeron all but key and value.</summary>
internal static unsafe class ReferenceScan
{
    /// <summary>The references that keep what they refer to.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<ReferenceWord> Strong(RecordHeader* record)
    {
        ReadOnlySpan<ReferenceWord> all = ObjectRecord.References(record);
        return IsEphemeron(record) ? all[..^2] : all;
    }

    /// <summary>Whether a record is an ephemeron's.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsEphemeron(RecordHeader* record) => record->Format == RecordFormat.Ephemeron && record->ReferenceCount >= 2;

    /// <summary>Key and value of an ephemeron; false when its key is no object of the repository, so that it keeps its value for ever.</summary>
    public static bool TryGetEphemeron(RecordHeader* record, out ParkedEphemeron ephemeron)
    {
        ReadOnlySpan<ReferenceWord> pair = ObjectRecord.References(record)[^2..];
        ephemeron = new ParkedEphemeron(record->ObjectId, pair[0].IsObject ? pair[0].ObjectId : 0, pair[1].IsObject ? pair[1].ObjectId : 0);
        return ephemeron.Key != 0;
    }
}
