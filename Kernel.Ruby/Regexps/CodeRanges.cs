namespace Kernel.Ruby.Regexps;

/// <summary>A set of code points under construction: ranges in order that neither overlap nor touch.</summary>
internal sealed class CodeRanges
{
    /// <summary>The last code of any encoding.</summary>
    public const int Last = int.MaxValue;

    private int[] _bounds = new int[8];
    private int _count;

    /// <summary>First and last codes of the ranges in turn.</summary>
    public ReadOnlySpan<int> Bounds => _bounds.AsSpan(0, _count);

    /// <summary>No code belongs.</summary>
    public bool IsEmpty => _count == 0;

    /// <summary>A set of ranges in order, as tables have them.</summary>
    public static CodeRanges Of(params ReadOnlySpan<int> bounds)
    {
        CodeRanges set = new();
        for (int i = 0; i < bounds.Length; i += 2)
        {
            set.Append(bounds[i], bounds[i + 1]);
        }

        return set;
    }

    /// <summary>True when a code belongs.</summary>
    public bool Contains(int code)
    {
        int range = FirstEndingAtOrAfter(code);
        return range < _count && _bounds[range] <= code;
    }

    /// <summary>True when a code of a range belongs.</summary>
    public bool Meets(int from, int to)
    {
        int range = FirstEndingAtOrAfter(from);
        return range < _count && _bounds[range] <= to;
    }

    /// <summary>Adds a range.</summary>
    public void Add(int from, int to)
    {
        int first = FirstEndingAtOrAfter(from == 0 ? 0 : from - 1), last = first;
        while (last < _count && (_bounds[last] <= to || _bounds[last] == to + 1))
        {
            from = Math.Min(from, _bounds[last]);
            to = Math.Max(to, _bounds[last + 1]);
            last += 2;
        }

        int grown = _count + 2 - (last - first);
        if (grown > _bounds.Length)
        {
            Array.Resize(ref _bounds, 2 * grown);
        }

        Array.Copy(_bounds, last, _bounds, first + 2, _count - last);
        _bounds[first] = from;
        _bounds[first + 1] = to;
        _count = grown;
    }

    /// <summary>Adds another set.</summary>
    public void Add(CodeRanges other)
    {
        ReadOnlySpan<int> bounds = other.Bounds;
        for (int i = 0; i < bounds.Length; i += 2)
        {
            Add(bounds[i], bounds[i + 1]);
        }
    }

    /// <summary>The codes that do not belong.</summary>
    public CodeRanges Negated()
    {
        CodeRanges result = new();
        long next = 0;
        for (int i = 0; i < _count; i += 2)
        {
            if (_bounds[i] > next)
            {
                result.Append((int)next, _bounds[i] - 1);
            }

            next = _bounds[i + 1] + 1L;
        }

        if (next <= Last)
        {
            result.Append((int)next, Last);
        }

        return result;
    }

    /// <summary>The codes that belong to both.</summary>
    public CodeRanges And(CodeRanges other)
    {
        CodeRanges result = new();
        for (int i = 0, j = 0; i < _count && j < other._count;)
        {
            int from = Math.Max(_bounds[i], other._bounds[j]), to = Math.Min(_bounds[i + 1], other._bounds[j + 1]);
            if (from <= to)
            {
                result.Append(from, to);
            }

            if (_bounds[i + 1] < other._bounds[j + 1])
            {
                i += 2;
            }
            else
            {
                j += 2;
            }
        }

        return result;
    }

    private void Append(int from, int to)
    {
        if (_count == _bounds.Length)
        {
            Array.Resize(ref _bounds, 2 * _count);
        }

        _bounds[_count++] = from;
        _bounds[_count++] = to;
    }

    private int FirstEndingAtOrAfter(int code)
    {
        int low = 0, high = _count / 2;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_bounds[(2 * middle) + 1] < code)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return 2 * low;
    }
}
