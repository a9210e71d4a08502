namespace Gem.Vm.Values;

/// <summary>
/// All encodings, by their numbers. The numbers are in records: an encoding keeps its own for ever, a new one goes to the end.
/// The first three are older than the rest, which are in MRI's order.
/// </summary>
public static class EncodingTable
{
    private static readonly EncodingDefinition[] Definitions =
    [
        new(0, "UTF-8", CharacterWalk.Utf8) { Aliases = ["CP65001"] },
        new(1, "US-ASCII", CharacterWalk.UsAscii) { Aliases = ["ASCII", "ANSI_X3.4-1968", "646"] },
        new(2, "ASCII-8BIT", CharacterWalk.SingleByte) { Aliases = ["BINARY"] },
        new(3, "UTF-16BE", CharacterWalk.Utf16BigEndian) { Aliases = ["UCS-2BE"] },
        new(4, "UTF-16LE", CharacterWalk.Utf16LittleEndian),
        new(5, "UTF-32BE", CharacterWalk.Utf32BigEndian) { Aliases = ["UCS-4BE"] },
        new(6, "UTF-32LE", CharacterWalk.Utf32LittleEndian) { Aliases = ["UCS-4LE"] },
        new(7, "UTF-16", CharacterWalk.SingleByte, IsDummy: true),
        new(8, "UTF-32", CharacterWalk.SingleByte, IsDummy: true),
        new(9, "UTF8-MAC", CharacterWalk.Utf8) { Aliases = ["UTF-8-MAC", "UTF-8-HFS"] },
        new(10, "EUC-JP", CharacterWalk.EucJp) { Aliases = ["eucJP"] },
        new(11, "Windows-31J", CharacterWalk.ShiftJis) { Aliases = ["CP932", "csWindows31J", "SJIS", "PCK"] },
        new(12, "Big5", CharacterWalk.Big5),
        new(13, "Big5-HKSCS", CharacterWalk.Big5) { Aliases = ["Big5-HKSCS:2008"] },
        new(14, "Big5-UAO", CharacterWalk.Big5),
        new(15, "CESU-8", CharacterWalk.Cesu8),
        new(16, "CP949", CharacterWalk.Cp949),
        new(17, "Emacs-Mule", CharacterWalk.EmacsMule),
        new(18, "EUC-KR", CharacterWalk.EucKr) { Aliases = ["eucKR"] },
        new(19, "EUC-TW", CharacterWalk.EucTw) { Aliases = ["eucTW"] },
        new(20, "GB18030", CharacterWalk.Gb18030),
        new(21, "GBK", CharacterWalk.Gbk) { Aliases = ["CP936"] },
        new(22, "ISO-8859-1", CharacterWalk.SingleByte) { Aliases = ["ISO8859-1"] },
        new(23, "ISO-8859-2", CharacterWalk.SingleByte) { Aliases = ["ISO8859-2"] },
        new(24, "ISO-8859-3", CharacterWalk.SingleByte) { Aliases = ["ISO8859-3"] },
        new(25, "ISO-8859-4", CharacterWalk.SingleByte) { Aliases = ["ISO8859-4"] },
        new(26, "ISO-8859-5", CharacterWalk.SingleByte) { Aliases = ["ISO8859-5"] },
        new(27, "ISO-8859-6", CharacterWalk.SingleByte) { Aliases = ["ISO8859-6"] },
        new(28, "ISO-8859-7", CharacterWalk.SingleByte) { Aliases = ["ISO8859-7"] },
        new(29, "ISO-8859-8", CharacterWalk.SingleByte) { Aliases = ["ISO8859-8"] },
        new(30, "ISO-8859-9", CharacterWalk.SingleByte) { Aliases = ["ISO8859-9"] },
        new(31, "ISO-8859-10", CharacterWalk.SingleByte) { Aliases = ["ISO8859-10"] },
        new(32, "ISO-8859-11", CharacterWalk.SingleByte) { Aliases = ["ISO8859-11"] },
        new(33, "ISO-8859-13", CharacterWalk.SingleByte) { Aliases = ["ISO8859-13"] },
        new(34, "ISO-8859-14", CharacterWalk.SingleByte) { Aliases = ["ISO8859-14"] },
        new(35, "ISO-8859-15", CharacterWalk.SingleByte) { Aliases = ["ISO8859-15"] },
        new(36, "ISO-8859-16", CharacterWalk.SingleByte) { Aliases = ["ISO8859-16"] },
        new(37, "KOI8-R", CharacterWalk.SingleByte) { Aliases = ["CP878"] },
        new(38, "KOI8-U", CharacterWalk.SingleByte),
        new(39, "Shift_JIS", CharacterWalk.ShiftJis),
        new(40, "Windows-1250", CharacterWalk.SingleByte) { Aliases = ["CP1250"] },
        new(41, "Windows-1251", CharacterWalk.SingleByte) { Aliases = ["CP1251"] },
        new(42, "Windows-1252", CharacterWalk.SingleByte) { Aliases = ["CP1252"] },
        new(43, "Windows-1253", CharacterWalk.SingleByte) { Aliases = ["CP1253"] },
        new(44, "Windows-1254", CharacterWalk.SingleByte) { Aliases = ["CP1254"] },
        new(45, "Windows-1257", CharacterWalk.SingleByte) { Aliases = ["CP1257"] },
        new(46, "IBM437", CharacterWalk.SingleByte) { Aliases = ["CP437"] },
        new(47, "IBM720", CharacterWalk.SingleByte) { Aliases = ["CP720"] },
        new(48, "IBM737", CharacterWalk.SingleByte) { Aliases = ["CP737"] },
        new(49, "IBM775", CharacterWalk.SingleByte) { Aliases = ["CP775"] },
        new(50, "CP850", CharacterWalk.SingleByte) { Aliases = ["IBM850"] },
        new(51, "IBM852", CharacterWalk.SingleByte),
        new(52, "CP852", CharacterWalk.SingleByte),
        new(53, "IBM855", CharacterWalk.SingleByte),
        new(54, "CP855", CharacterWalk.SingleByte),
        new(55, "IBM857", CharacterWalk.SingleByte) { Aliases = ["CP857"] },
        new(56, "IBM860", CharacterWalk.SingleByte) { Aliases = ["CP860"] },
        new(57, "IBM861", CharacterWalk.SingleByte) { Aliases = ["CP861"] },
        new(58, "IBM862", CharacterWalk.SingleByte) { Aliases = ["CP862"] },
        new(59, "IBM863", CharacterWalk.SingleByte) { Aliases = ["CP863"] },
        new(60, "IBM864", CharacterWalk.SingleByte) { Aliases = ["CP864"] },
        new(61, "IBM865", CharacterWalk.SingleByte) { Aliases = ["CP865"] },
        new(62, "IBM866", CharacterWalk.SingleByte) { Aliases = ["CP866"] },
        new(63, "IBM869", CharacterWalk.SingleByte) { Aliases = ["CP869"] },
        new(64, "Windows-1258", CharacterWalk.SingleByte) { Aliases = ["CP1258"] },
        new(65, "GB1988", CharacterWalk.SingleByte),
        new(66, "macCentEuro", CharacterWalk.SingleByte),
        new(67, "macCroatian", CharacterWalk.SingleByte),
        new(68, "macCyrillic", CharacterWalk.SingleByte),
        new(69, "macGreek", CharacterWalk.SingleByte),
        new(70, "macIceland", CharacterWalk.SingleByte),
        new(71, "macRoman", CharacterWalk.SingleByte),
        new(72, "macRomania", CharacterWalk.SingleByte),
        new(73, "macThai", CharacterWalk.SingleByte),
        new(74, "macTurkish", CharacterWalk.SingleByte),
        new(75, "macUkraine", CharacterWalk.SingleByte),
        new(76, "CP950", CharacterWalk.Big5),
        new(77, "CP951", CharacterWalk.Big5),
        new(78, "IBM037", CharacterWalk.SingleByte, IsDummy: true) { Aliases = ["ebcdic-cp-us"] },
        new(79, "stateless-ISO-2022-JP", CharacterWalk.EmacsMule),
        new(80, "eucJP-ms", CharacterWalk.EucJp) { Aliases = ["euc-jp-ms"] },
        new(81, "CP51932", CharacterWalk.EucJp),
        new(82, "EUC-JIS-2004", CharacterWalk.EucJp) { Aliases = ["EUC-JISX0213"] },
        new(83, "GB2312", CharacterWalk.EucKr) { Aliases = ["EUC-CN", "eucCN"] },
        new(84, "GB12345", CharacterWalk.EucKr),
        new(85, "ISO-2022-JP", CharacterWalk.SingleByte, IsDummy: true) { Aliases = ["ISO2022-JP"] },
        new(86, "ISO-2022-JP-2", CharacterWalk.SingleByte, IsDummy: true) { Aliases = ["ISO2022-JP2"] },
        new(87, "CP50220", CharacterWalk.SingleByte, IsDummy: true),
        new(88, "CP50221", CharacterWalk.SingleByte, IsDummy: true),
        new(89, "Windows-1256", CharacterWalk.SingleByte) { Aliases = ["CP1256"] },
        new(90, "Windows-1255", CharacterWalk.SingleByte) { Aliases = ["CP1255"] },
        new(91, "TIS-620", CharacterWalk.SingleByte),
        new(92, "Windows-874", CharacterWalk.SingleByte) { Aliases = ["CP874"] },
        new(93, "MacJapanese", CharacterWalk.ShiftJis) { Aliases = ["MacJapan"] },
        new(94, "UTF-7", CharacterWalk.SingleByte, IsDummy: true) { Aliases = ["CP65000"] },
        new(95, "UTF8-DoCoMo", CharacterWalk.Utf8),
        new(96, "SJIS-DoCoMo", CharacterWalk.ShiftJis),
        new(97, "UTF8-KDDI", CharacterWalk.Utf8),
        new(98, "SJIS-KDDI", CharacterWalk.ShiftJis),
        new(99, "ISO-2022-JP-KDDI", CharacterWalk.SingleByte, IsDummy: true),
        new(100, "stateless-ISO-2022-JP-KDDI", CharacterWalk.EmacsMule),
        new(101, "UTF8-SoftBank", CharacterWalk.Utf8),
        new(102, "SJIS-SoftBank", CharacterWalk.ShiftJis),
    ];

    private static readonly Dictionary<string, EncodingDefinition> ByName = Named();

    /// <summary>Every encoding, in the order of their numbers.</summary>
    public static ReadOnlySpan<EncodingDefinition> All => Definitions;

    /// <summary>What is known of an encoding.</summary>
    /// <exception cref="InvalidDataException">No encoding has that number: a newer program wrote it.</exception>
    public static EncodingDefinition Of(StringEncoding encoding) => (int)encoding < Definitions.Length ? Definitions[(int)encoding]
        : throw new InvalidDataException($"there is no encoding {(int)encoding}");

    /// <summary>The encoding with a name or alias, whatever its case; null when there is none.</summary>
    public static EncodingDefinition? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>Name of an encoding.</summary>
    public static string NameOf(StringEncoding encoding) => Of(encoding).Name;

    /// <summary>Name of an encoding in messages: BINARY is said first.</summary>
    public static string InspectedNameOf(StringEncoding encoding) => encoding == StringEncoding.Binary ? "BINARY (ASCII-8BIT)" : NameOf(encoding);

    /// <summary>True when ASCII bytes mean ASCII.</summary>
    public static bool IsAsciiCompatible(StringEncoding encoding) => encoding <= StringEncoding.Binary || Of(encoding).IsAsciiCompatible;

    private static Dictionary<string, EncodingDefinition> Named()
    {
        Dictionary<string, EncodingDefinition> names = new(200, StringComparer.OrdinalIgnoreCase);
        foreach (EncodingDefinition definition in Definitions)
        {
            names.Add(definition.Name, definition);
            foreach (string alias in definition.Aliases)
            {
                names.Add(alias, definition);
            }
        }

        return names;
    }
}
