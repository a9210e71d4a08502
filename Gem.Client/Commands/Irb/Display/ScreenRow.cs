namespace Gem.Client.Commands.Irb.Display;

/// <summary>A row of the screen.</summary>
/// <param name="Text">Its text with escape codes; it begins and ends plain.</param>
/// <param name="Columns">How many columns it fills.</param>
/// <param name="Wraps">The next row goes on with the same line.</param>
internal sealed record ScreenRow(string Text, int Columns, bool Wraps);
