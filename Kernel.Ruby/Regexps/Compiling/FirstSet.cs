namespace Kernel.Ruby.Regexps.Compiling;

/// <summary>Bytes with which something may begin.</summary>
internal struct FirstSet
{
    /// <summary>In place of a byte: the text has ended.</summary>
    public const int AtEnd = 256;

    /// <summary>It may be empty: what follows may come at once.</summary>
    public bool CanBeEmpty;

    /// <summary>Even empty it may fail: it has conditions on its place.</summary>
    public bool MayFail;

    private ulong _0, _1, _2, _3;
    private bool _end;

    /// <summary>Anything, also the end of the text.</summary>
    public static FirstSet All => new() { _0 = ~0ul, _1 = ~0ul, _2 = ~0ul, _3 = ~0ul, _end = true };

    /// <summary>Nothing but what follows.</summary>
    public static FirstSet Empty => new() { CanBeEmpty = true };

    /// <summary>Nothing but a condition on what follows or comes before.</summary>
    public static FirstSet Condition => new() { CanBeEmpty = true, MayFail = true };

    /// <summary>True when a byte, or <see cref="AtEnd"/>, belongs.</summary>
    public readonly bool Contains(int value) => value == AtEnd ? _end || CanBeEmpty
        : (((value >> 6) switch { 0 => _0, 1 => _1, 2 => _2, _ => _3 }) & (1ul << (value & 63))) != 0;

    /// <summary>True when every byte belongs.</summary>
    public readonly bool IsAll => (_0 & _1 & _2 & _3) == ~0ul;

    /// <summary>Number of bytes that belong.</summary>
    public readonly int Count => System.Numerics.BitOperations.PopCount(_0) + System.Numerics.BitOperations.PopCount(_1)
        + System.Numerics.BitOperations.PopCount(_2) + System.Numerics.BitOperations.PopCount(_3);

    /// <summary>Adds a byte or <see cref="AtEnd"/>.</summary>
    public void Add(int value)
    {
        switch (value >> 6)
        {
            case 0: _0 |= 1ul << (value & 63); break;
            case 1: _1 |= 1ul << (value & 63); break;
            case 2: _2 |= 1ul << (value & 63); break;
            case 3: _3 |= 1ul << (value & 63); break;
            default: _end = true; break;
        }
    }

    /// <summary>Adds bytes.</summary>
    public void Add(int from, int to)
    {
        for (int value = from; value <= to; value++)
        {
            Add(value);
        }
    }

    /// <summary>Either of two.</summary>
    public readonly FirstSet Or(FirstSet other) => new()
    {
        _0 = _0 | other._0,
        _1 = _1 | other._1,
        _2 = _2 | other._2,
        _3 = _3 | other._3,
        _end = _end || other._end,
        CanBeEmpty = CanBeEmpty || other.CanBeEmpty,
        MayFail = MayFail || other.MayFail,
    };

    /// <summary>This, and what follows where this is empty.</summary>
    public readonly FirstSet Then(FirstSet next)
    {
        if (!CanBeEmpty)
        {
            return this;
        }

        FirstSet both = Or(next);
        both.CanBeEmpty = next.CanBeEmpty;
        return both;
    }

    /// <summary>True when a byte belongs to both.</summary>
    public readonly bool Meets(FirstSet other) => ((_0 & other._0) | (_1 & other._1) | (_2 & other._2) | (_3 & other._3)) != 0;
}
