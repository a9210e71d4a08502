namespace Shared.ObjectFormat.Pages;

/// <summary>The version of everything on disk. A repository or log of another version is refused by name.</summary>
public static class FormatVersion
{
    /// <summary>The version this program reads and writes. Since 2 the meta names a map of space.</summary>
    public const uint Current = 2;
}
