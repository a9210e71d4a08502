using System.Runtime.InteropServices;

namespace Shared.ObjectFormat.Pages;

/// <summary>
/// One commit's outcome in the run of frames that the meta names, so that it can be asked for after a restart.
/// <code>
///  0                16          24        32
/// ┌────────────────┬───────────┬─────────┐
/// │ request id     │ commit id │ time µs │
/// └────────────────┴───────────┴─────────┘
/// </code>
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = SizeBytes)]
public struct OutcomeEntry
{
    /// <summary>Size of an entry.</summary>
    public const int SizeBytes = 32;

    /// <summary>The id the gem chose for its request.</summary>
    [FieldOffset(0)] public Guid RequestId;

    /// <summary>The commit it became.</summary>
    [FieldOffset(16)] public ulong CommitId;

    /// <summary>When, in microseconds since 1970, UTC.</summary>
    [FieldOffset(24)] public long TimeMicroseconds;
}
