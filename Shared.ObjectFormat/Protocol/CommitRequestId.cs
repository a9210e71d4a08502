using System.Buffers.Binary;

namespace Shared.ObjectFormat.Protocol;

/// <summary>By which a commit can be asked about after its session or its stone ended.</summary>
/// <param name="Series">The random number that its session got at login.</param>
/// <param name="Number">Counts the session's commits, from 1.</param>
public readonly record struct CommitRequestId(ulong Series, ulong Number)
{
    /// <summary>Both halves in one, as the log and the outcomes keep it.</summary>
    public Guid ToGuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, Series);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[sizeof(ulong)..], Number);
        return new Guid(bytes);
    }
}
