using Gem.Vm.Values;
using Kernel.Ruby.Primitives;

namespace Kernel.Ruby.Encodings;

/// <summary>The process's encodings: of its locale, and what the program has set for text from and to the outside.</summary>
internal sealed class EncodingDefaults
{
    private StringEncoding? _locale, _external;

    /// <summary>What LC_ALL, LC_CTYPE and LANG say; asked of the C library when first wanted. The C locale is US-ASCII.</summary>
    public StringEncoding Locale => _locale ??= EncodingTable.Find(Posix.LocaleCharacterSet())?.Encoding ?? StringEncoding.UsAscii;

    /// <summary>Encoding.default_external.</summary>
    public StringEncoding External
    {
        get => _external ?? Locale;
        set => _external = value;
    }

    /// <summary>Encoding.default_internal; null when text is kept as it comes.</summary>
    public StringEncoding? Internal { get; set; }

    /// <summary>The encoding that inspect writes.</summary>
    public StringEncoding ForInspection
    {
        get
        {
            StringEncoding wanted = Internal ?? External;
            return EncodingTable.IsAsciiCompatible(wanted) ? wanted : StringEncoding.UsAscii;
        }
    }

    /// <summary>
    /// The encoding that a name means, those of the process among them; null for "internal" when there is none, false when no
    /// encoding has that name.
    /// </summary>
    public bool TryFind(string name, out StringEncoding? encoding)
    {
        switch (name.ToUpperInvariant())
        {
            case "LOCALE":
                encoding = Locale;
                return true;
            case "EXTERNAL" or "FILESYSTEM":
                encoding = External;
                return true;
            case "INTERNAL":
                encoding = Internal;
                return true;
            default:
                encoding = EncodingTable.Find(name)?.Encoding;
                return encoding is not null;
        }
    }
}
