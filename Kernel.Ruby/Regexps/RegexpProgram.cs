using Kernel.Ruby.Regexps.Compiling;

namespace Kernel.Ruby.Regexps;

/// <summary>A pattern compiled for texts of one encoding.</summary>
internal sealed class RegexpProgram
{
    /// <summary>The encoding.</summary>
    public required CharacterCoding Coding { get; init; }

    /// <summary>Instructions, see <see cref="PatternOpcode"/>.</summary>
    public required int[] Code { get; init; }

    /// <summary>Bytes that instructions name.</summary>
    public required byte[] Bytes { get; init; }

    /// <summary>Sets that instructions name.</summary>
    public required LoopSet[] Sets { get; init; }

    /// <summary>
    /// Tables of <see cref="PatternOpcode.Branch"/>: by the next byte (<see cref="FirstSet.AtEnd"/> when there is none), 1 when what comes
    /// first may begin so, 2 when the alternative may.
    /// </summary>
    public required byte[][] Tables { get; init; }

    /// <summary>Codes and groups that instructions name.</summary>
    public required int[][] Lists { get; init; }

    /// <summary>Groups that capture, the whole match among them. Their bounds are the first slots.</summary>
    public required int GroupCount { get; init; }

    /// <summary>First slot of loops and marks; behind them come two for calls.</summary>
    public int FirstLoopSlot => 2 * GroupCount;

    /// <summary>Slots in all.</summary>
    public required int SlotCount { get; init; }

    /// <summary>There are calls.</summary>
    public required bool HasCalls { get; init; }

    /// <summary>Groups and calls leave traces for <see cref="PatternOpcode.BackreferenceAt"/>.</summary>
    public required bool TracksLevels { get; init; }

    /// <summary>Choices whose failures may be remembered; 0 when the pattern has something that forbids it.</summary>
    public required int MemoCount { get; init; }

    /// <summary>Where a match may begin.</summary>
    public required StartFinder Starts { get; init; }
}
