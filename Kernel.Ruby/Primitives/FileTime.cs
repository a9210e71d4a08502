namespace Kernel.Ruby.Primitives;

/// <summary>The times of a file; the value is the field's offset in struct statx.</summary>
internal enum FileTime
{
    /// <summary>Last access.</summary>
    Access = 64,

    /// <summary>Last change of the inode.</summary>
    Change = 96,

    /// <summary>Last change of the content.</summary>
    Modification = 112,
}
