namespace Gem.Client.Commands.Irb.Display;

/// <summary>A piece of what inspect answered.</summary>
/// <param name="Text">Its text.</param>
/// <param name="Style">Its look.</param>
/// <param name="Depth">1 for one that opens a bracket, -1 for one that closes it, else 0.</param>
internal readonly record struct InspectionPiece(string Text, Style Style, int Depth = 0)
{
    /// <summary>A comma with its space: here a line may end.</summary>
    public bool IsSeparator { get; init; }
}
