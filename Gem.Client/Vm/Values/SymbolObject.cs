using System.Text;
using Gem.Vm.Bytecode;
using Gem.Vm.Memory;

namespace Gem.Vm.Values;

/// <summary>
/// A symbol. Interned in a VM by <see cref="SymbolTable"/>; the stone gives it an id when something persistent first
/// refers to it. It also heads the list of call sites that send it, so that a changed method can flush just those.
/// </summary>
public sealed class SymbolObject : HeapObject
{
    private static int _lastHash;

    internal SymbolObject(byte[] bytes, StringEncoding encoding, int shapeId)
    {
        Bytes = bytes;
        Encoding = encoding;
        Text = NameText.Of(bytes, encoding);
        Header = (uint)shapeId | HeaderFlags.Frozen;
    }

    /// <summary>Where maps of this process put the symbol: cheaper to get than .NET's hash of an object.</summary>
    internal int ProcessHash { get; } = Interlocked.Increment(ref _lastHash) * -1640531535 >>> 7;

    /// <inheritdoc/>
    public override BodyKind Kind => BodyKind.Symbol;

    /// <summary>The name's bytes; never changed.</summary>
    public byte[] Bytes { get; }

    /// <summary>Encoding of the bytes.</summary>
    public StringEncoding Encoding { get; }

    /// <summary>The name as .NET text (for messages and lookups; see <see cref="NameText"/>).</summary>
    public string Text { get; }

    /// <summary>Send caches that were filled for this selector, linked through <see cref="SendCache.NextOfSelector"/>.</summary>
    internal SendCache? Sites { get; set; }

    /// <summary>Constant caches that were filled for this name.</summary>
    internal ConstantCache? ConstantSites { get; set; }

    /// <summary>True when some class caches a lookup of this selector.</summary>
    internal bool IsLookupCached { get; set; }

    /// <inheritdoc/>
    public override void WriteBody(RecordWriter writer) => throw new InvalidOperationException("the stone writes symbols");

    /// <inheritdoc/>
    public override void ReadBody(ref RecordReader reader) => throw new InvalidOperationException("symbols are interned, not read");

    /// <inheritdoc/>
    public override string ToString() => ":" + Text;
}
