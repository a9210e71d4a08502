using Gem.Client.Commands;
using Gem.Vm;

namespace Gem.Client.Image;

/// <summary>
/// Tells a gem's user when the repository's kernel is not the one this installation was built with. The builder leaves the
/// fingerprints of its images beside the Ruby image: reading the kernel's sources at each start would cost too much.
/// </summary>
internal static class KernelCheck
{
    /// <summary>Keeps the fingerprints of what was built, a line each.</summary>
    public static void Remember(string home, params KernelManifest[] manifests)
    {
        string file = FileUnder(home);
        File.WriteAllLines(file + ".new", manifests.Select(manifest => manifest.Fingerprint));
        File.Move(file + ".new", file, overwrite: true);
    }

    /// <summary>Says in one line that the kernels differ, and what to do.</summary>
    public static void Warn(VirtualMachine vm, string stoneName)
    {
        string file = FileUnder(Installation.Home);
        if (!File.Exists(file))
        {
            return;
        }

        string found = ImageInformation.Of(vm).Fingerprint;
        if (!File.ReadAllLines(file).Contains(found))
        {
            string target = stoneName == Installation.DefaultStone ? "" : " " + stoneName;
            StandardError.WriteLine($"maglev: stone '{stoneName}' has another kernel than this installation; 'maglev upgrade{target}' brings it up to date");
        }
    }

    private static string FileUnder(string home) => Path.Combine(home, "bin", "kernel.fingerprints");
}
