namespace Gem.Client.Image;

/// <summary>What an upgrade has done.</summary>
/// <param name="Files">Kernel files loaded.</param>
/// <param name="Definitions">Definitions they made.</param>
/// <param name="Removed">Methods that the kernel no longer defines, taken away.</param>
/// <param name="Kept">Methods of programs that stand in the place of kernel methods and were kept.</param>
internal sealed record UpgradeReport(int Files, int Definitions, int Removed, IReadOnlyList<string> Kept);
