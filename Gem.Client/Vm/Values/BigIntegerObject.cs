using System.Numerics;
using Gem.Vm.Memory;

namespace Gem.Vm.Values;

/// <summary>An integer outside of 64 bits. Invariant: a value that fits into a long is never held here.</summary>
public sealed class BigIntegerObject : HeapObject
{
    /// <summary>Boxes a big value; use <see cref="VirtualMachine.Integer(BigInteger)"/>, which normalises.</summary>
    public BigIntegerObject(BigInteger value) => Value = value;

    /// <summary>The integer.</summary>
    public BigInteger Value { get; private set; }

    /// <inheritdoc/>
    public override BodyKind Kind => BodyKind.BigInteger;

    /// <inheritdoc/>
    public override void WriteBody(RecordWriter writer) => writer.Bytes(Value.ToByteArray());

    /// <inheritdoc/>
    public override void ReadBody(ref RecordReader reader) => Value = new BigInteger(reader.RestOfBytes());

    /// <inheritdoc/>
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
