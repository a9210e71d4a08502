using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;

namespace Kernel.Ruby.Encodings;

/// <summary>
/// What the characters of one encoding beyond ASCII are in Unicode, read from a file of <c>Tables</c> when first wanted. A line
/// is the bytes of a character in hexadecimal and the characters from there on; one that begins with <c>&lt;</c> is for the
/// way back alone, without bytes for characters that have none.
/// </summary>
internal sealed class CharacterTable
{
    private static readonly Dictionary<string, CharacterTable> Loaded = new(StringComparer.Ordinal);

    private readonly Dictionary<uint, int> _codePoints = [];
    private readonly Dictionary<int, uint> _bytes = [];

    private CharacterTable()
    {
    }

    /// <summary>The table of an encoding; null when there is none.</summary>
    public static CharacterTable? Of(string encoding)
    {
        lock (Loaded)
        {
            if (!Loaded.TryGetValue(encoding, out CharacterTable? table))
            {
                table = ReadWide(encoding) ?? ReadNarrow(encoding);
                if (table is not null)
                {
                    Loaded.Add(encoding, table);
                }
            }

            return table;
        }
    }

    /// <summary>The code point of a character, whose bytes are a number, high ones first; -1 when it means none.</summary>
    public int Decode(uint bytes) => _codePoints.GetValueOrDefault(bytes, -1);

    /// <summary>The bytes of a code point as a number, 0 when the encoding does not have it (or it is NUL).</summary>
    public uint Encode(int codePoint) => _bytes.GetValueOrDefault(codePoint);

    private static CharacterTable? ReadWide(string encoding)
    {
        if (Open(encoding.ToLowerInvariant()) is not { } reader)
        {
            return null;
        }

        CharacterTable table = new();
        using (reader)
        {
            while (reader.ReadLine() is { } line)
            {
                table.AddLine(line);
            }
        }

        return table;
    }

    /// <summary>Encodings of one byte have a line each in one file: the characters of the upper half, or of all bytes.</summary>
    private static CharacterTable? ReadNarrow(string encoding)
    {
        using StreamReader reader = Open("narrow")!;
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith(encoding, StringComparison.Ordinal) || line[encoding.Length] != ' ')
            {
                continue;
            }

            CharacterTable table = new();
            string characters = Regex.Unescape(Regex.Replace(line[(encoding.Length + 1)..], @"[\[\]().*+?{}^$|#]", "\\$0"));
            uint first = (uint)(0x100 - characters.Length);
            for (int i = 0; i < characters.Length; i++)
            {
                if (characters[i] != '\uFFFD')
                {
                    table.Add(first + (uint)i, characters[i]);
                }
            }

            return table;
        }

        return null;
    }

    private static StreamReader? Open(string name) =>
        Assembly.GetExecutingAssembly().GetManifestResourceStream(name + ".txt") is { } stream ? new StreamReader(stream, Encoding.UTF8) : null;

    private void AddLine(string line)
    {
        int space = line.IndexOf(' ', StringComparison.Ordinal);
        bool isOneWay = line[0] == '<';
        ReadOnlySpan<char> digits = line.AsSpan(isOneWay ? 1 : 0, space - (isOneWay ? 1 : 0));
        uint bytes = digits.IsEmpty ? 0 : uint.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        foreach (Rune rune in line.AsSpan(space + 1).EnumerateRunes())
        {
            if (digits.IsEmpty)
            {
                _bytes.Remove(rune.Value);
            }
            else if (isOneWay)
            {
                _bytes[rune.Value] = bytes++;
            }
            else
            {
                Add(bytes++, rune.Value);
            }
        }
    }

    private void Add(uint bytes, int codePoint)
    {
        _codePoints.Add(bytes, codePoint);
        _bytes.TryAdd(codePoint, bytes);
    }
}
