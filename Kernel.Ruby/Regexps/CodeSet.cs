namespace Kernel.Ruby.Regexps;

/// <summary>A finished set of code points: a table for those below 256, sorted ranges for the others.</summary>
internal sealed class CodeSet
{
    /// <summary>Codes that the table answers for.</summary>
    public const int TableSize = 256;

    private readonly int[] _bounds;

    /// <summary>A set of ranges.</summary>
    public CodeSet(CodeRanges ranges)
    {
        _bounds = ranges.Bounds.ToArray();
        for (int i = 0; i < _bounds.Length && _bounds[i] < TableSize; i += 2)
        {
            for (int code = _bounds[i]; code <= Math.Min(_bounds[i + 1], TableSize - 1); code++)
            {
                Table[code] = true;
            }
        }
    }

    /// <summary>Which of the first 256 codes belong.</summary>
    public bool[] Table { get; } = new bool[TableSize];

    /// <summary>First and last codes of the ranges in turn.</summary>
    public ReadOnlySpan<int> Bounds => _bounds;

    /// <summary>True when a code belongs.</summary>
    public bool Contains(int code)
    {
        if ((uint)code < TableSize)
        {
            return Table[code];
        }

        int low = 0, high = _bounds.Length / 2;
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

        return low < _bounds.Length / 2 && _bounds[2 * low] <= code;
    }

    /// <summary>The same codes, to build others of.</summary>
    public CodeRanges ToRanges() => CodeRanges.Of(_bounds);
}
