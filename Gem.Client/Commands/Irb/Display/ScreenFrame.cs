namespace Gem.Client.Commands.Irb.Display;

/// <summary>What an editor wants shown: rows, and where the cursor stands among them.</summary>
internal sealed record ScreenFrame(IReadOnlyList<ScreenRow> Rows, int CursorRow, int CursorColumn);
