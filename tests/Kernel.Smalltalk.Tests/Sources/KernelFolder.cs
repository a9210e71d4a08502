using Kernel.Smalltalk.Sources;

namespace Kernel.Smalltalk.Tests.Sources;

/// <summary>The kernel's own sources, read once from the checkout.</summary>
internal static class KernelFolder
{
    public static string Home { get; } = Find();

    public static IReadOnlyList<ClassSource> Classes { get; } = [.. LoadOrder.Read(Path.Combine(Home, "kernel")).ReadClasses()];

    private static string Find()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Stone.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder?.FullName ?? throw new DirectoryNotFoundException("Stone.sln"), "Kernel.Smalltalk");
    }
}
