namespace Shared.ObjectFormat.Pages;

/// <summary>The version of everything on disk. A repository or log of a version that is not read is refused by name.</summary>
public static class FormatVersion
{
    /// <summary>The version this program writes. Since 2 the meta names a map of space, since 3 the object table may have bundles.</summary>
    public const uint Current = 3;

    private const uint Oldest = 2;

    /// <summary>Whether this program reads a version; with the first checkpoint it becomes the current one.</summary>
    public static bool IsRead(uint version) => version is >= Oldest and <= Current;
}
