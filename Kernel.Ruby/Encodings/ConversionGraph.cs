using Gem.Vm.Values;

namespace Kernel.Ruby.Encodings;

/// <summary>Which encodings convert to which: most to UTF-8 and from it, some by way of another.</summary>
internal static class ConversionGraph
{
    private const string Hub = "UTF-8";

    /// <summary>Encodings next to which others than UTF-8 stand.</summary>
    private static readonly (string, string)[] Links =
    [
        ("IBM037", "ISO-8859-1"), ("stateless-ISO-2022-JP", "EUC-JP"), ("ISO-2022-JP", "stateless-ISO-2022-JP"), ("CP50220", "CP51932"),
        ("CP50221", "CP51932"), ("SJIS-DoCoMo", "UTF8-DoCoMo"), ("SJIS-KDDI", "UTF8-KDDI"), ("SJIS-SoftBank", "UTF8-SoftBank"),
        ("ISO-2022-JP-KDDI", "stateless-ISO-2022-JP-KDDI"), ("stateless-ISO-2022-JP-KDDI", "UTF8-KDDI"), ("EUC-JP", "Shift_JIS"),
        ("UTF8-DoCoMo", "UTF8-KDDI"), ("UTF8-DoCoMo", "UTF8-SoftBank"), ("UTF8-KDDI", "UTF8-SoftBank"),
    ];

    /// <summary>Encodings that convert by way of others only.</summary>
    private static readonly HashSet<string> Indirect =
    [
        "IBM037", "stateless-ISO-2022-JP", "ISO-2022-JP", "CP50220", "CP50221", "SJIS-DoCoMo", "SJIS-KDDI", "SJIS-SoftBank",
        "ISO-2022-JP-KDDI", "stateless-ISO-2022-JP-KDDI",
    ];

    /// <summary>Encodings that do not convert.</summary>
    private static readonly HashSet<string> Isolated =
    [
        "Emacs-Mule", "EUC-TW", "Windows-1258", "GB1988", "macCentEuro", "macThai", "ISO-2022-JP-2", "MacJapanese", "UTF-7",
    ];

    /// <summary>The encodings on the shortest way from one to another, both ends among them; null when there is none.</summary>
    public static List<string>? Path(string from, string to)
    {
        if (EncodingTable.Find(from)?.Name is not { } start || EncodingTable.Find(to)?.Name is not { } end || start == end)
        {
            return null;
        }

        Dictionary<string, string?> before = new() { [start] = null };
        Queue<string> waiting = new([start]);
        while (waiting.TryDequeue(out string? name))
        {
            foreach (string next in Neighbours(name))
            {
                if (!before.TryAdd(next, name))
                {
                    continue;
                }

                if (next == end)
                {
                    return WayTo(end, before);
                }

                waiting.Enqueue(next);
            }
        }

        return null;
    }

    /// <summary>The encoding with ASCII that one without is converted to first; null when it has ASCII or is unknown.</summary>
    public static string? AsciiCompatibleOf(string name)
    {
        if (EncodingTable.Find(name) is not { IsAsciiCompatible: false } definition || Isolated.Contains(definition.Name))
        {
            return null;
        }

        return Neighbours(definition.Name).FirstOrDefault();
    }

    /// <summary>A step between neighbours.</summary>
    public static ConversionStep Step(string from, string to)
    {
        EncodingDefinition source = EncodingTable.Find(from)!, target = EncodingTable.Find(to)!;
        bool IsEscaped(string name) => name is "ISO-2022-JP" or "ISO-2022-JP-KDDI" or "CP50220" or "CP50221";
        return IsEscaped(source.Name) || IsEscaped(target.Name) ? new EscapeSequenceStep(source.Name, target.Name)
            : source.Name is "UTF-16" or "UTF-32" || target.Name is "UTF-16" or "UTF-32" ? new ByteOrderStep(source, target)
            : new CharacterStep(source, target);
    }

    private static IEnumerable<string> Neighbours(string name)
    {
        if (name == Hub)
        {
            foreach (EncodingDefinition definition in EncodingTable.All.ToArray())
            {
                if (definition.Name != Hub && !Indirect.Contains(definition.Name) && !Isolated.Contains(definition.Name))
                {
                    yield return definition.Name;
                }
            }
        }
        else if (!Indirect.Contains(name) && !Isolated.Contains(name))
        {
            yield return Hub;
        }

        foreach ((string one, string other) in Links)
        {
            if (one == name || other == name)
            {
                yield return one == name ? other : one;
            }
        }
    }

    private static List<string> WayTo(string end, Dictionary<string, string?> before)
    {
        List<string> way = [];
        for (string? at = end; at is not null; at = before[at])
        {
            way.Insert(0, at);
        }

        return way;
    }
}
