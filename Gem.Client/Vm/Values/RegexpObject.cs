using Gem.Vm.Memory;

namespace Gem.Vm.Values;

/// <summary>
/// A regular expression: its source and options are what persists; what a kernel compiled of them belongs to the process.
/// </summary>
public sealed class RegexpObject : HeapObject
{
    /// <summary>Option i.</summary>
    public const int IgnoreCase = 1;

    /// <summary>Option x.</summary>
    public const int Extended = 2;

    /// <summary>Option m: a dot matches line ends.</summary>
    public const int MultiLine = 4;

    /// <summary>Fixed encoding (u, or non-ASCII source).</summary>
    public const int FixedEncoding = 16;

    /// <summary>No encoding (n).</summary>
    public const int NoEncoding = 32;

    /// <summary>Text between the slashes; null until initialised.</summary>
    public byte[]? Source;

    /// <summary>Encoding of the source.</summary>
    public StringEncoding Encoding;

    /// <summary>Sum of the options above.</summary>
    public int Options;

    /// <summary>Seconds that a match may take; 0 when nothing is said. Belongs to the process, like the compiled form.</summary>
    public double TimeoutSeconds;

    /// <summary>The kernel's compiled form, null until first used; never persisted.</summary>
    public object? Compiled;

    /// <inheritdoc/>
    public override BodyKind Kind => BodyKind.Regexp;

    /// <inheritdoc/>
    public override void WriteBody(RecordWriter writer)
    {
        writer.Byte((byte)Encoding);
        writer.Int32(Options);
        writer.Bytes(Source ?? []);
    }

    /// <inheritdoc/>
    public override void ReadBody(ref RecordReader reader)
    {
        Encoding = (StringEncoding)reader.Byte();
        Options = reader.Int32();
        Source = reader.RestOfBytes().ToArray();
        Compiled = null;
    }
}
