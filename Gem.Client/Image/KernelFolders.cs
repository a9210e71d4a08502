using Kernel.Ruby;
using Kernel.Smalltalk;

namespace Gem.Client.Image;

/// <summary>Where the sources of the two kernels lie.</summary>
internal sealed record KernelFolders(string Smalltalk, string Ruby)
{
    /// <summary>The kernels beside this program.</summary>
    public static KernelFolders Installed => new(SmalltalkRuntime.KernelFolder, KernelSources.DefaultFolder);

    /// <summary>The kernels of a checkout.</summary>
    public static KernelFolders InCheckout(string checkout) =>
        new(Path.Combine(checkout, "Kernel.Smalltalk", "kernel"), Path.Combine(checkout, "Kernel.Ruby"));
}
