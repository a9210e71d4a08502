namespace Shared.ObjectFormat.Platform;

/// <summary>Who may write to shared memory.</summary>
public enum SharedAccess
{
    /// <summary>Its maker and everybody it is handed to.</summary>
    ReadWrite,

    /// <summary>Only its maker.</summary>
    ReadOnlyForOthers,
}
