using Gem.Vm.Interpreter;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>The sets of characters that tr, delete, squeeze and count write: <c>a-z</c>, <c>^a-z</c>, backslash escapes.</summary>
internal sealed class CharacterSet
{
    private readonly HashSet<int>? _wide;
    private readonly bool[] _narrow = new bool[128];

    /// <summary>A set from its notation.</summary>
    public CharacterSet(VmThread t, StringObject notation)
    {
        List<int> members = Expand(t, notation, out bool isNegated);
        IsNegated = isNegated;
        Members = members;
        foreach (int member in members)
        {
            if (member < 128)
            {
                _narrow[member] = true;
            }
            else
            {
                (_wide ??= []).Add(member);
            }
        }
    }

    /// <summary>Written with a leading ^.</summary>
    public bool IsNegated { get; }

    /// <summary>Members in the order written, negation aside.</summary>
    public List<int> Members { get; }

    /// <summary>True when a character belongs.</summary>
    public bool Contains(int point) => ((uint)point < 128 ? _narrow[point] : _wide?.Contains(point) == true) != IsNegated;

    private static List<int> Expand(VmThread t, StringObject notation, out bool isNegated)
    {
        List<(int Point, bool IsEscaped)> points = [];
        ReadOnlySpan<byte> bytes = notation.Span;
        for (int i = 0; i < bytes.Length;)
        {
            bool escaped = bytes[i] == '\\' && i + 1 < bytes.Length;
            i += escaped ? 1 : 0;
            int length = CharacterText.LengthAt(bytes, i, notation.Encoding);
            int point = CharacterText.CodePointAt(bytes, i, notation.Encoding);
            points.Add((point < 0 ? bytes[i] + 0x110000 : point, escaped));
            i += length;
        }

        isNegated = points.Count > 1 && points[0] == ('^', false);
        List<int> members = [];
        for (int i = isNegated ? 1 : 0; i < points.Count; i++)
        {
            if (i + 2 < points.Count && points[i + 1] == ('-', false))
            {
                int first = points[i].Point, last = points[i + 2].Point;
                if (first > last)
                {
                    throw Coercions.ArgumentError(t, $"invalid range \"{char.ConvertFromUtf32(first)}-{char.ConvertFromUtf32(last)}\" in string transliteration");
                }

                for (int point = first; point <= last; point++)
                {
                    members.Add(point);
                }

                i += 2;
            }
            else
            {
                members.Add(points[i].Point);
            }
        }

        return members;
    }
}
