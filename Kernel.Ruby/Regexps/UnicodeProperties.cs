using System.Text;

namespace Kernel.Ruby.Regexps;

/// <summary>
/// Unicode's properties by name and its case folding, from a table that scripts/support/unicode_properties.rb writes. It is
/// read when first needed: ASCII needs none of it.
/// </summary>
/// <remarks>
/// The table, all numbers as LEB128 varints:
/// <code>
/// names:  count, then (length, ASCII, number of a set)*
/// sets:   count, size in bytes of each, then each set: count of ranges, (first - last before - 1, last - first)*
/// folds:  count, then (code - code before, count of folded, folded codes)*
/// </code>
/// </remarks>
internal sealed unsafe class UnicodeProperties
{
    private static readonly Lazy<UnicodeProperties> Loaded = new(static () => new UnicodeProperties());

    private readonly byte* _table;
    private readonly Dictionary<string, int> _names = [];
    private readonly int[] _offsets;
    private readonly CodeRanges?[] _sets;
    private readonly Dictionary<int, int[]> _folds = [];
    private int _position;

    private UnicodeProperties()
    {
        Stream stream = typeof(UnicodeProperties).Assembly.GetManifestResourceStream("UnicodeProperties.bin")!;
        _table = ((UnmanagedMemoryStream)stream).PositionPointer;
        for (int left = Number(); left > 0; left--)
        {
            int length = Number();
            string name = Encoding.ASCII.GetString(_table + _position, length);
            _position += length;
            _names[name] = Number();
        }

        _offsets = new int[Number()];
        _sets = new CodeRanges?[_offsets.Length];
        int offset = 0;
        for (int i = 0; i < _offsets.Length; i++)
        {
            _offsets[i] = offset;
            offset += Number();
        }

        for (int i = 0; i < _offsets.Length; i++)
        {
            _offsets[i] += _position;
        }

        _position += offset;
        ReadFolds();
    }

    /// <summary>What a code folds to, where that is not itself.</summary>
    public static Dictionary<int, int[]> Folds => Loaded.Value._folds;

    /// <summary>The codes of a property; null when there is none of that name (lower case, without blanks, dashes and underscores).</summary>
    public static CodeRanges? Find(string name)
    {
        UnicodeProperties table = Loaded.Value;
        lock (table._sets)
        {
            return table._names.TryGetValue(name, out int number) ? name.StartsWith("age=", StringComparison.Ordinal) ? table.Age(name) : table.Set(number) : null;
        }
    }

    /// <summary>An age holds all that came before it; the table has what each adds.</summary>
    private CodeRanges Age(string name)
    {
        decimal wanted = Version(name);
        CodeRanges all = new();
        foreach ((string other, int number) in _names)
        {
            if (other.StartsWith("age=", StringComparison.Ordinal) && Version(other) <= wanted)
            {
                all.Add(Set(number));
            }
        }

        return all;
    }

    private static decimal Version(string name) => decimal.Parse(name.AsSpan("age=".Length), System.Globalization.CultureInfo.InvariantCulture);

    private CodeRanges Set(int number)
    {
        if (_sets[number] is { } known)
        {
            return known;
        }

        _position = _offsets[number];
        int[] bounds = new int[2 * Number()];
        int last = -1;
        for (int i = 0; i < bounds.Length; i += 2)
        {
            bounds[i] = last + 1 + Number();
            bounds[i + 1] = last = bounds[i] + Number();
        }

        return _sets[number] = CodeRanges.Of(bounds);
    }

    private void ReadFolds()
    {
        int code = 0;
        for (int left = Number(); left > 0; left--)
        {
            code += Number();
            int[] folded = new int[Number()];
            for (int i = 0; i < folded.Length; i++)
            {
                folded[i] = Number();
            }

            _folds[code] = folded;
        }
    }

    private int Number()
    {
        int value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = _table[_position++];
            value |= (next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }
}
