using System.Text;
using Gem.Vm.Values;

namespace Kernel.Ruby.Encodings;

/// <summary>
/// Names in a source that is not UTF-8. Syntax trees hold names as .NET text, where one beyond ASCII stands with its bytes as
/// characters behind a mark, so that the symbol it becomes has the source's bytes and encoding.
/// </summary>
internal static class SourceNames
{
    private const char Mark = '\uE0FF';

    /// <summary>A name's bytes as .NET text.</summary>
    public static string Decode(ReadOnlySpan<byte> name, StringEncoding encoding) =>
        Ascii.IsValid(name) || encoding == StringEncoding.Utf8 ? Encoding.UTF8.GetString(name) : Prefix(name) + Mark + Encoding.Latin1.GetString(name[Prefix(name).Length..]);

    /// <summary>The symbol of a name in a source of an encoding.</summary>
    public static SymbolObject Symbol(SymbolTable symbols, string name, StringEncoding encoding)
    {
        int mark = encoding == StringEncoding.Utf8 ? -1 : name.IndexOf(Mark);
        return mark < 0 ? symbols.Intern(name) : symbols.Intern(Encoding.Latin1.GetBytes(name.Remove(mark, 1)), encoding);
    }

    /// <summary>What a name begins with that says what it is: <c>@</c>, <c>$</c>, a capital.</summary>
    private static string Prefix(ReadOnlySpan<byte> name)
    {
        int length = name.IndexOfAnyInRange((byte)0x80, (byte)0xFF);
        return Encoding.ASCII.GetString(name[..length]);
    }
}
