using System.Reflection;
using System.Runtime.InteropServices;

namespace Gem.Client.Commands.Maglev;

/// <summary><c>maglev version</c>.</summary>
internal static class VersionCommand
{
    /// <summary>This program's version, without what the build adds behind a plus.</summary>
    public static string Version =>
        typeof(VersionCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    /// <summary>Prints versions and places; the exit status.</summary>
    public static int Run(string[] args)
    {
        StoneArgument.None("version", args);
        StandardOutput.WriteLine($"maglev {Version}, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}");
        StandardOutput.WriteLine($"MAGLEV_HOME {Installation.Home}");
        StandardOutput.WriteLine($"Ruby image {Installation.RubyImage}");
        return 0;
    }
}
