namespace Shared.ObjectFormat.Objects;

/// <summary>The bits of <see cref="RecordHeader.Flags"/>. Values are on disk and never change.</summary>
[Flags]
public enum RecordFlags : byte
{
    /// <summary>No flag.</summary>
    None = 0,

    /// <summary>In a commit request and in the log: the object is removed, the record has no body. Never set in a data page.</summary>
    Removed = 1,

    /// <summary>The object is frozen. For the VM; the stone does not look at it.</summary>
    Frozen = 2,
}
