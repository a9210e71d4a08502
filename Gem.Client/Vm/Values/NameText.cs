using System.Text;

namespace Gem.Vm.Values;

/// <summary>
/// Names as .NET text. One in another encoding than UTF-8 stands there with its bytes as characters behind a mark, so that
/// different names stay different, and the symbol can be made of the text again.
/// </summary>
public static class NameText
{
    private const char Mark = '\uE0FF';

    /// <summary>A name's bytes as .NET text; invalid UTF-8 is replaced.</summary>
    public static string Of(ReadOnlySpan<byte> name, StringEncoding encoding)
    {
        int prefix = encoding <= StringEncoding.UsAscii ? -1 : name.IndexOfAnyInRange((byte)0x80, (byte)0xFF);
        return prefix < 0 ? Encoding.UTF8.GetString(name)
            : Encoding.ASCII.GetString(name[..prefix]) + Mark + Encoding.Latin1.GetString(name[prefix..]);
    }

    /// <summary>The symbol of a name in a source of an encoding.</summary>
    public static SymbolObject Symbol(SymbolTable symbols, string name, StringEncoding encoding)
    {
        int mark = encoding <= StringEncoding.UsAscii ? -1 : name.IndexOf(Mark, StringComparison.Ordinal);
        return mark < 0 ? symbols.Intern(name) : symbols.Intern(Encoding.Latin1.GetBytes(name.Remove(mark, 1)), encoding);
    }
}
