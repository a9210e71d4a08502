using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;
using Kernel.Ruby.Encodings;

namespace Kernel.Ruby.Primitives;

/// <summary>IO: encodings of a stream.</summary>
internal static unsafe partial class IOPrimitives
{
    private const int LongestMarkBytes = 4;

    private static void RegisterEncodings(PrimitiveTable table)
    {
        table.Add("io_encodings", &EncodingsOf, 0);
        table.Add("io_set_encodings", &SetEncodings, 3);
        table.Add("io_is_readable", &IsReadable, 0);
        table.Add("io_is_writable", &IsWritable, 0);
        table.Add("io_is_binmode", &IsBinary, 0);
        table.Add("io_byte_order_mark", &ByteOrderMark, 0);
    }

    private static Value Number(StringEncoding? encoding) => encoding is { } known ? Value.FromInteger((int)known) : Value.Nil;

    /// <summary>Numbers of the encodings of strings and of bytes, nil where there is none.</summary>
    private static Value EncodingsOf(VmThread t, Arguments a)
    {
        DescriptorStream stream = StreamOf(t, a.Self);
        return t.Vm.NewArray([Number(stream.Encodings.OfStrings), Number(stream.Encodings.OfBytes)]);
    }

    /// <summary>set_encodings(of strings, of bytes, options): numbers or nil, a hash or nil.</summary>
    private static Value SetEncodings(VmThread t, Arguments a)
    {
        DescriptorStream stream = StreamOf(t, a.Self);
        stream.RequireOpen(t);
        StringEncoding? ofStrings = a[0].IsNil ? null : (StringEncoding)a[0].Bits, ofBytes = a[1].IsNil ? null : (StringEncoding)a[1].Bits;
        stream.Encodings.Set(ofStrings, ofBytes, a[2].Ref is HashObject options ? new ConversionOptions(t, options) : null);
        return a.Self;
    }

    private static Value IsReadable(VmThread t, Arguments a) => Value.FromBoolean(StreamOf(t, a.Self).CanRead);

    private static Value IsWritable(VmThread t, Arguments a) => Value.FromBoolean(StreamOf(t, a.Self).CanWrite);

    private static Value IsBinary(VmThread t, Arguments a)
    {
        StreamOf(t, a.Self).RequireOpen(t);
        return Value.FromBoolean(StreamOf(t, a.Self).IsBinary);
    }

    /// <summary>Takes the mark at the front; the name of the encoding it stands for, or nil.</summary>
    private static Value ByteOrderMark(VmThread t, Arguments a)
    {
        DescriptorStream stream = Reader(t, a);
        while (stream.Buffered.Length < LongestMarkBytes && stream.FillRaw(t))
        {
            // Until a mark would be whole.
        }

        ReadOnlySpan<byte> bytes = stream.Buffered;
        (string? name, int length) = bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? ("UTF-8", 3)
            : bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 0, 0]) ? ("UTF-32LE", 4)
            : bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) ? ("UTF-16LE", 2)
            : bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) ? ("UTF-16BE", 2)
            : bytes.StartsWith((ReadOnlySpan<byte>)[0, 0, 0xFE, 0xFF]) ? ("UTF-32BE", 4) : (null, 0);
        stream.Consume(length);
        return name is null ? Value.Nil : t.Vm.NewString(name);
    }
}
