namespace Shared.ObjectFormat.Platform;

/// <summary>Chooses the platform's implementation.</summary>
public static class Platforms
{
    /// <summary>The operating system's own, when there is one; otherwise the portable one.</summary>
    public static IPlatform Native { get; } = OperatingSystem.IsLinux() ? new LinuxPlatform() : new PortablePlatform();

    /// <summary>The portable one where asked for (setting STN_PORTABLE_PLATFORM), otherwise <see cref="Native"/>.</summary>
    public static IPlatform Choose(bool portable) => portable ? new PortablePlatform() : Native;
}
