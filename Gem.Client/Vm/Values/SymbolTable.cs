using System.Text;
using Gem.Vm.Shapes;

namespace Gem.Vm.Values;

/// <summary>The symbols of a VM. Invariant: one <see cref="SymbolObject"/> for equal bytes and encoding, for the life of the VM.</summary>
public sealed class SymbolTable
{
    private readonly Dictionary<string, SymbolObject> _byText = new(4096, StringComparer.Ordinal);
    private readonly Dictionary<SymbolKey, SymbolObject> _byBytes = new(64);

    /// <summary>The symbol with a name of valid text.</summary>
    public SymbolObject Intern(string text)
    {
        if (!_byText.TryGetValue(text, out SymbolObject? symbol))
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            symbol = new SymbolObject(bytes, bytes.Length == text.Length ? StringEncoding.UsAscii : StringEncoding.Utf8, ShapeIds.Symbol);
            _byText.Add(text, symbol);
        }

        return symbol;
    }

    /// <summary>The symbol with these bytes. Pure ASCII is one symbol whatever the encoding that has ASCII, as in MRI.</summary>
    public SymbolObject Intern(ReadOnlySpan<byte> bytes, StringEncoding encoding)
    {
        if (bytes.IsEmpty || (Ascii.IsValid(bytes) && EncodingTable.IsAsciiCompatible(encoding)) || (encoding == StringEncoding.Utf8 && System.Text.Unicode.Utf8.IsValid(bytes)))
        {
            return Intern(Encoding.UTF8.GetString(bytes));
        }

        SymbolKey key = new(Convert.ToHexString(bytes), encoding);
        if (!_byBytes.TryGetValue(key, out SymbolObject? symbol))
        {
            symbol = new SymbolObject(bytes.ToArray(), encoding, ShapeIds.Symbol);
            _byBytes.Add(key, symbol);
        }

        return symbol;
    }

    /// <summary>All symbols that exist now.</summary>
    public IEnumerable<SymbolObject> All => _byText.Values.Concat(_byBytes.Values);

    private readonly record struct SymbolKey(string Hex, StringEncoding Encoding);
}
