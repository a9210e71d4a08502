using System.Buffers;

namespace Kernel.Ruby.Regexps;

/// <summary>A set as the matcher tests it.</summary>
internal sealed class LoopSet
{
    private const int MostStops = 5;

    private readonly CodeSet _set;
    private SearchValues<byte>? _stopValues;

    /// <summary>A set of an encoding.</summary>
    public LoopSet(CodeSet set, CharacterCoding coding)
    {
        _set = set;
        Table = set.Table;
        ReadOnlySpan<int> bounds = set.Bounds;
        bool hasAllBeyondAscii = bounds.Length > 0 && bounds[^1] == CodeRanges.Last && bounds[^2] <= 0x80;
        if (!hasAllBeyondAscii || !(coding.IsUtf8 || coding.IsSingleByte))
        {
            return;
        }

        List<byte> stops = [];
        for (int i = 0; i < 0x80; i++)
        {
            if (!Table[i])
            {
                stops.Add((byte)i);
            }
        }

        Stops = stops.ToArray();
    }

    /// <summary>Which of the first 256 codes belong.</summary>
    public bool[] Table { get; }

    /// <summary>The few bytes that do not belong, where characters need no look otherwise; else null.</summary>
    public byte[]? Stops { get; }

    /// <summary>True when a code belongs.</summary>
    public bool Contains(int code) => _set.Contains(code);

    /// <summary>How far <see cref="Stops"/> lets a run go.</summary>
    public int RunLength(ReadOnlySpan<byte> text)
    {
        byte[] stops = Stops!;
        int length = stops.Length switch
        {
            0 => -1,
            1 => text.IndexOf(stops[0]),
            <= MostStops => text.IndexOfAny(stops),
            _ => text.IndexOfAny(_stopValues ??= SearchValues.Create(stops)),
        };
        return length < 0 ? text.Length : length;
    }
}
