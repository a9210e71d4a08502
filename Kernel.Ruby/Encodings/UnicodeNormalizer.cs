using System.Globalization;
using System.Reflection;
using System.Text;

namespace Kernel.Ruby.Encodings;

/// <summary>
/// Unicode's normalisation forms; .NET has them only with ICU. The table is read when first wanted: <c>+</c> and <c>-</c> are
/// canonical decompositions that compose again or do not, <c>~</c> compatible ones, <c>@</c> classes of combining marks.
/// </summary>
internal sealed class UnicodeNormalizer
{
    private const int FirstHangul = 0xAC00, HangulCount = 11172, FirstLeading = 0x1100, FirstVowel = 0x1161, FirstTrailing = 0x11A7;
    private const int VowelCount = 21, TrailingCount = 28;

    private static readonly Lazy<UnicodeNormalizer> Loaded = new(() => new UnicodeNormalizer());

    private readonly Dictionary<int, int[]> _canonical = [], _compatible = [];
    private readonly Dictionary<(int, int), int> _pairs = [];
    private readonly Dictionary<int, byte> _classes = [];

    private UnicodeNormalizer()
    {
        List<int> composable = [];
        using StreamReader reader = new(Assembly.GetExecutingAssembly().GetManifestResourceStream("normalization.txt")!, Encoding.ASCII);
        while (reader.ReadLine() is { } line)
        {
            string[] words = line[1..].Split(' ');
            if (line[0] == '@')
            {
                AddClass(words);
                continue;
            }

            int point = Number(words[0]);
            (line[0] == '~' ? _compatible : _canonical)[point] = Array.ConvertAll(words[1..], Number);
            if (line[0] == '+')
            {
                composable.Add(point);
            }
        }

        foreach (int point in composable.OrderBy(point => _canonical[point].Length))
        {
            int[] parts = _canonical[point];
            List<int> start = Compose([.. parts[..^1]]);
            if (start.Count == 1)
            {
                _pairs[(start[0], parts[^1])] = point;
            }
        }
    }

    /// <summary>A text in a form: nfc, nfd, nfkc or nfkd; null for another name.</summary>
    public static string? Normalize(string text, string form)
    {
        if (form is not ("nfc" or "nfd" or "nfkc" or "nfkd"))
        {
            return null;
        }

        UnicodeNormalizer tables = Loaded.Value;
        List<int> points = tables.Decompose(text, form.Contains('k', StringComparison.Ordinal));
        StringBuilder result = new(text.Length);
        foreach (int point in form[^1] == 'c' ? tables.Compose(points) : points)
        {
            result.Append(new Rune(point));
        }

        return result.ToString();
    }

    /// <summary>True for a mark that goes with the character before it.</summary>
    public static bool IsMark(int point) => Loaded.Value._classes.ContainsKey(point);

    private static int Number(string digits) => int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private void AddClass(string[] words)
    {
        byte number = byte.Parse(words[0], CultureInfo.InvariantCulture);
        foreach (string range in words[1..])
        {
            string[] ends = range.Split('-');
            for (int point = Number(ends[0]); point <= Number(ends[1]); point++)
            {
                _classes[point] = number;
            }
        }
    }

    private int ClassOf(int point) => _classes.GetValueOrDefault(point);

    private List<int> Decompose(string text, bool isCompatible)
    {
        List<int> points = [];
        foreach (Rune rune in text.EnumerateRunes())
        {
            int point = rune.Value, index = point - FirstHangul;
            if (index is >= 0 and < HangulCount)
            {
                points.Add(FirstLeading + (index / (VowelCount * TrailingCount)));
                points.Add(FirstVowel + (index % (VowelCount * TrailingCount) / TrailingCount));
                if (index % TrailingCount > 0)
                {
                    points.Add(FirstTrailing + (index % TrailingCount));
                }
            }
            else if ((isCompatible && _compatible.TryGetValue(point, out int[]? parts)) || _canonical.TryGetValue(point, out parts))
            {
                points.AddRange(parts);
            }
            else
            {
                points.Add(point);
            }
        }

        Order(points);
        return points;
    }

    /// <summary>Sorts each run of marks by class, keeping the order within one.</summary>
    private void Order(List<int> points)
    {
        for (int i = 1; i < points.Count; i++)
        {
            int kind = ClassOf(points[i]), at = i;
            while (kind > 0 && at > 0 && ClassOf(points[at - 1]) > kind)
            {
                (points[at - 1], points[at]) = (points[at], points[at - 1]);
                at--;
            }
        }
    }

    private List<int> Compose(List<int> points)
    {
        List<int> composed = [];
        int starter = -1, lastClass = 0;
        foreach (int point in points)
        {
            int kind = ClassOf(point);
            bool isReached = starter >= 0 && (starter == composed.Count - 1 || lastClass < kind);
            if (isReached && Pair(composed[starter], point) is var pair and >= 0)
            {
                composed[starter] = pair;
                continue;
            }

            if (kind == 0)
            {
                starter = composed.Count;
            }

            lastClass = kind;
            composed.Add(point);
        }

        return composed;
    }

    private int Pair(int first, int second)
    {
        if (first - FirstLeading is >= 0 and < 19 && second - FirstVowel is >= 0 and < VowelCount)
        {
            return FirstHangul + ((((first - FirstLeading) * VowelCount) + second - FirstVowel) * TrailingCount);
        }

        return first - FirstHangul is >= 0 and < HangulCount && (first - FirstHangul) % TrailingCount == 0 && second - FirstTrailing is > 0 and < TrailingCount
            ? first + second - FirstTrailing : _pairs.GetValueOrDefault((first, second), -1);
    }
}
