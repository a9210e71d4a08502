namespace Gem.Vm.Lowering;

/// <summary>A place in code under construction: jumped to before or after it is known.</summary>
public sealed class Label
{
    /// <summary>Index of the instruction it marks, -1 until <see cref="CodeBuilder.Mark"/>.</summary>
    public int Position { get; internal set; } = -1;

    /// <summary>Jumps that wait for the position.</summary>
    internal List<int> Jumps { get; } = [];
}
