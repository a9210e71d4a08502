namespace Kernel.Ruby.Regexps.Matching;

/// <summary>Matching a text that is valid in the program's encoding.</summary>
internal static class RegexpMatching
{
    /// <summary>Searches; when there is a match and bounds are wanted, they get those of it and of its groups, in bytes.</summary>
    /// <param name="program">What to search for.</param>
    /// <param name="text">The text.</param>
    /// <param name="position">Where to begin, in bytes; a character begins there.</param>
    /// <param name="kind">Which way to search.</param>
    /// <param name="limits">What may end a long search.</param>
    /// <param name="bounds">Two for each group, or empty.</param>
    public static bool Search(RegexpProgram program, ReadOnlySpan<byte> text, int position, SearchKind kind, MatchLimits? limits, Span<int> bounds)
    {
        MatchState state = MatchState.Take(program.SlotCount);
        try
        {
            return program.Coding.IsUtf8 ? Search<Utf8Text>(program, text, position, kind, limits, bounds, state)
                : program.Coding.IsSingleByte ? Search<SingleByteText>(program, text, position, kind, limits, bounds, state)
                : Search<EncodedText>(program, text, position, kind, limits, bounds, state);
        }
        finally
        {
            state.GiveBack();
        }
    }

    private static bool Search<T>(RegexpProgram program, ReadOnlySpan<byte> text, int position, SearchKind kind, MatchLimits? limits,
        Span<int> bounds, MatchState state)
        where T : struct, ITextCoding
    {
        Matcher<T> matcher = new(program, text, state, limits);
        bool found = kind switch
        {
            SearchKind.Forward => matcher.SearchForward(position),
            SearchKind.Backward => matcher.SearchBackward(position),
            _ => matcher.MatchAt(position),
        };
        if (found && bounds.Length > 0)
        {
            matcher.CopyBounds(bounds);
        }

        return found;
    }
}
