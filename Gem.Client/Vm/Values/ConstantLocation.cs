namespace Gem.Vm.Values;

/// <summary>Where a program set a constant.</summary>
/// <param name="File">The source's path.</param>
/// <param name="Line">Line number.</param>
public sealed record ConstantLocation(string File, int Line);
