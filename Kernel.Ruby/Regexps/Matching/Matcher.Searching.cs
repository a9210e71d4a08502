using Kernel.Ruby.Regexps.Compiling;

namespace Kernel.Ruby.Regexps.Matching;

/// <summary>Trying one position after another.</summary>
internal ref partial struct Matcher<T>
{
    /// <summary>A match that begins exactly at a position.</summary>
    public bool MatchAt(int position)
    {
        _searchStart = position;
        return Run(position);
    }

    /// <summary>The first match that begins at or after a position.</summary>
    public bool SearchForward(int from)
    {
        _searchStart = from;
        StartFinder starts = _program.Starts;
        if (!starts.HasRequired(_whole[from..]))
        {
            return false;
        }

        switch (starts.Anchor)
        {
            case StartFinder.Binding.Text:
                return from == 0 && Run(0);
            case StartFinder.Binding.Search:
                return Run(from);
            case StartFinder.Binding.Line or StartFinder.Binding.SearchOrLine when typeof(T) != typeof(EncodedText):
                return SearchLines(from, starts);
        }

        bool canSkip = starts.CanSkip && typeof(T) != typeof(EncodedText);
        for (int position = from; position <= _whole.Length;)
        {
            if (canSkip)
            {
                position = starts.Next(_whole, position);
                if (position < 0)
                {
                    return false;
                }
            }

            if (Run(position))
            {
                return true;
            }

            position += position < _whole.Length ? LengthAt(position) : 1;
        }

        return false;
    }

    /// <summary>The last match that begins at or before a position.</summary>
    public bool SearchBackward(int from)
    {
        _searchStart = from;
        StartFinder starts = _program.Starts;
        bool canSkip = starts.CanSkip && typeof(T) != typeof(EncodedText);
        for (int position = from; ; position = T.Previous(_whole, position, _encoding))
        {
            bool isPossible = !canSkip || (position < _whole.Length && starts.MayBegin(_whole[position]));
            if (isPossible && Run(position))
            {
                return true;
            }

            if (position == 0)
            {
                return false;
            }
        }
    }

    /// <summary>Bounds of the match and its groups, -1 for groups that took no part.</summary>
    public readonly void CopyBounds(Span<int> bounds)
    {
        bounds[0] = Math.Min(_slots[0], _end);
        bounds[1] = _end;
        for (int i = 2; i < bounds.Length; i += 2)
        {
            bool took = _slots[i] >= 0 && _slots[i + 1] >= 0;
            bounds[i] = took ? _slots[i] : -1;
            bounds[i + 1] = took ? _slots[i + 1] : -1;
        }
    }

    private bool SearchLines(int from, StartFinder starts)
    {
        int position = from;
        bool isLineStart = from == 0 || _whole[from - 1] == '\n';
        if (starts.Anchor == StartFinder.Binding.Line && !isLineStart)
        {
            position = AfterLineEnd(from);
        }

        for (; position >= 0; position = AfterLineEnd(position))
        {
            bool isPossible = !starts.CanSkip || (position < _whole.Length && starts.MayBegin(_whole[position]));
            if (isPossible && Run(position))
            {
                return true;
            }
        }

        return false;
    }

    private readonly int AfterLineEnd(int position)
    {
        int end = _whole[position..].IndexOf((byte)'\n');
        return end < 0 ? -1 : position + end + 1;
    }
}
