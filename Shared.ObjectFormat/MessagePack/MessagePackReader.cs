using System.Buffers.Binary;
using System.Text;

namespace Shared.ObjectFormat.MessagePack;

/// <summary>
/// Reads MessagePack from a span of bytes, value by value. Any malformed input raises
/// <see cref="MessagePackFormatException"/>; nothing is read past the span, and no count is trusted for allocation.
/// </summary>
public ref struct MessagePackReader(ReadOnlySpan<byte> input)
{
    private const int NestingLimit = 64;
    private static readonly UTF8Encoding StrictText = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly ReadOnlySpan<byte> _input = input;
    private int _position;

    /// <summary>Bytes read so far.</summary>
    public readonly int Position => _position;

    /// <summary>Whether all was read.</summary>
    public readonly bool IsAtEnd => _position == _input.Length;

    /// <summary>The family of the next value.</summary>
    public readonly MessagePackType NextType
    {
        get
        {
            byte code = Peek();
            return code switch
            {
                < MessagePackCode.FixMap or >= MessagePackCode.NegativeFixInt => MessagePackType.Integer,
                < MessagePackCode.FixArray => MessagePackType.Map,
                < MessagePackCode.FixString => MessagePackType.Array,
                < MessagePackCode.Nil => MessagePackType.String,
                MessagePackCode.Nil => MessagePackType.Nil,
                MessagePackCode.NeverUsed => throw new MessagePackFormatException(_position, "byte 0xc1 is never used"),
                MessagePackCode.False or MessagePackCode.True => MessagePackType.Boolean,
                <= MessagePackCode.Binary32 => MessagePackType.Binary,
                <= MessagePackCode.Extension32 => MessagePackType.Extension,
                <= MessagePackCode.Float64 => MessagePackType.Float,
                <= MessagePackCode.Int64 => MessagePackType.Integer,
                <= MessagePackCode.FixExtension16 => MessagePackType.Extension,
                <= MessagePackCode.String32 => MessagePackType.String,
                <= MessagePackCode.Array32 => MessagePackType.Array,
                _ => MessagePackType.Map,
            };
        }
    }

    /// <summary>Reads nil if it is next; says whether it was.</summary>
    public bool TryReadNil()
    {
        if (Peek() != MessagePackCode.Nil)
            return false;
        _position++;
        return true;
    }

    /// <summary>Reads true or false.</summary>
    public bool ReadBoolean()
    {
        byte code = Peek();
        if (code is not (MessagePackCode.True or MessagePackCode.False))
            throw Unexpected(MessagePackType.Boolean);
        _position++;
        return code == MessagePackCode.True;
    }

    /// <summary>Reads an integer that fits 64 bits with a sign.</summary>
    public long ReadInt64()
    {
        int start = _position;
        ulong bits = ReadInteger(out bool isNegative);
        return isNegative || bits <= long.MaxValue
            ? (long)bits
            : throw new MessagePackFormatException(start, $"integer {bits} does not fit 64 bits with a sign");
    }

    /// <summary>Reads an integer that is not negative.</summary>
    public ulong ReadUInt64()
    {
        int start = _position;
        ulong bits = ReadInteger(out bool isNegative);
        return isNegative ? throw new MessagePackFormatException(start, $"integer {(long)bits} is negative") : bits;
    }

    /// <summary>Reads an integer that fits 32 bits with a sign.</summary>
    public int ReadInt32()
    {
        int start = _position;
        long value = ReadInt64();
        return value == (int)value ? (int)value : throw new MessagePackFormatException(start, $"integer {value} does not fit 32 bits");
    }

    /// <summary>Reads a float of either size, or an integer as a float.</summary>
    public double ReadDouble()
    {
        switch (Peek())
        {
            case MessagePackCode.Float32:
                return BinaryPrimitives.ReadSingleBigEndian(TakeAfterCode(4));
            case MessagePackCode.Float64:
                return BinaryPrimitives.ReadDoubleBigEndian(TakeAfterCode(8));
            default:
                if (NextType != MessagePackType.Integer)
                    throw Unexpected(MessagePackType.Float);
                ulong bits = ReadInteger(out bool isNegative);
                return isNegative ? (long)bits : bits;
        }
    }

    /// <summary>Reads text. Bytes that are no UTF-8 are refused.</summary>
    public string ReadString()
    {
        int start = _position;
        ReadOnlySpan<byte> bytes = ReadStringBytes();
        try
        {
            return StrictText.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw new MessagePackFormatException(start, "text is not UTF-8");
        }
    }

    /// <summary>Reads text as its bytes, a part of the input.</summary>
    public ReadOnlySpan<byte> ReadStringBytes()
    {
        byte code = Peek();
        if (NextType != MessagePackType.String)
            throw Unexpected(MessagePackType.String);
        if (code < MessagePackCode.Nil)
        {
            _position++;
            return Take(code & 31);
        }
        return Take(ReadSize(code, MessagePackCode.String8));
    }

    /// <summary>Reads bytes, a part of the input.</summary>
    public ReadOnlySpan<byte> ReadBinary()
    {
        byte code = Peek();
        return NextType == MessagePackType.Binary
            ? Take(ReadSize(code, MessagePackCode.Binary8))
            : throw Unexpected(MessagePackType.Binary);
    }

    /// <summary>Reads the beginning of an array; its count of values, which follow.</summary>
    public int ReadArrayHeader()
    {
        byte code = Peek();
        if (NextType != MessagePackType.Array)
            throw Unexpected(MessagePackType.Array);
        return CheckCount(code < MessagePackCode.FixString ? SkipCode(code & 15) : ReadSize(code, MessagePackCode.Array16 - 1), 1);
    }

    /// <summary>Reads the beginning of a map; its count of pairs, which follow.</summary>
    public int ReadMapHeader()
    {
        byte code = Peek();
        if (NextType != MessagePackType.Map)
            throw Unexpected(MessagePackType.Map);
        return CheckCount(code < MessagePackCode.FixArray ? SkipCode(code & 15) : ReadSize(code, MessagePackCode.Map16 - 1), 2);
    }

    /// <summary>Reads bytes with their application's type number.</summary>
    public ReadOnlySpan<byte> ReadExtension(out sbyte type)
    {
        byte code = Peek();
        if (NextType != MessagePackType.Extension)
            throw Unexpected(MessagePackType.Extension);
        int size = code >= MessagePackCode.FixExtension1
            ? SkipCode(1 << (code - MessagePackCode.FixExtension1))
            : ReadSize(code, MessagePackCode.Extension8);
        type = (sbyte)Take(1)[0];
        return Take(size);
    }

    /// <summary>Reads a timestamp extension in any of its three forms.</summary>
    public (long UnixSeconds, uint Nanoseconds) ReadTimestamp()
    {
        int start = _position;
        ReadOnlySpan<byte> bytes = ReadExtension(out sbyte type);
        if (type != MessagePackCode.TimestampExtension || bytes.Length is not (4 or 8 or 12))
            throw new MessagePackFormatException(start, "a timestamp was expected");
        long seconds;
        uint nanoseconds = 0;
        if (bytes.Length == 4)
        {
            seconds = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        }
        else if (bytes.Length == 8)
        {
            ulong both = BinaryPrimitives.ReadUInt64BigEndian(bytes);
            nanoseconds = (uint)(both >> 34);
            seconds = (long)(both & (1UL << 34) - 1);
        }
        else
        {
            nanoseconds = BinaryPrimitives.ReadUInt32BigEndian(bytes);
            seconds = BinaryPrimitives.ReadInt64BigEndian(bytes[4..]);
        }
        return nanoseconds < 1_000_000_000
            ? (seconds, nanoseconds)
            : throw new MessagePackFormatException(start, "a timestamp has a second's worth of nanoseconds or more");
    }

    /// <summary>Passes over the next value with all it holds.</summary>
    public void Skip() => Skip(0);

    private void Skip(int nesting)
    {
        if (nesting == NestingLimit)
            throw new MessagePackFormatException(_position, $"nested deeper than {NestingLimit}");
        switch (NextType)
        {
            case MessagePackType.Array:
                for (int left = ReadArrayHeader(); left > 0; left--)
                    Skip(nesting + 1);
                break;
            case MessagePackType.Map:
                for (long left = 2L * ReadMapHeader(); left > 0; left--)
                    Skip(nesting + 1);
                break;
            case MessagePackType.String:
                ReadStringBytes();
                break;
            case MessagePackType.Binary:
                ReadBinary();
                break;
            case MessagePackType.Extension:
                ReadExtension(out _);
                break;
            case MessagePackType.Integer:
                ReadInteger(out _);
                break;
            case MessagePackType.Float:
                ReadDouble();
                break;
            default:
                _position++;
                break;
        }
    }

    /// <summary>
    /// Reads an integer of any form as 64 bits, two's complement when negative. Not as Int128: that cannot be compiled ahead
    /// of time, and one such method at a gem's start would load the whole compiler.
    /// </summary>
    private ulong ReadInteger(out bool isNegative)
    {
        byte code = Peek();
        if (code is >= MessagePackCode.UInt8 and <= MessagePackCode.UInt64)
        {
            isNegative = false;
            return code switch
            {
                MessagePackCode.UInt8 => TakeAfterCode(1)[0],
                MessagePackCode.UInt16 => BinaryPrimitives.ReadUInt16BigEndian(TakeAfterCode(2)),
                MessagePackCode.UInt32 => BinaryPrimitives.ReadUInt32BigEndian(TakeAfterCode(4)),
                _ => BinaryPrimitives.ReadUInt64BigEndian(TakeAfterCode(8)),
            };
        }
        long value = code switch
        {
            < MessagePackCode.FixMap or >= MessagePackCode.NegativeFixInt => (sbyte)SkipCode(code),
            MessagePackCode.Int8 => (sbyte)TakeAfterCode(1)[0],
            MessagePackCode.Int16 => BinaryPrimitives.ReadInt16BigEndian(TakeAfterCode(2)),
            MessagePackCode.Int32 => BinaryPrimitives.ReadInt32BigEndian(TakeAfterCode(4)),
            MessagePackCode.Int64 => BinaryPrimitives.ReadInt64BigEndian(TakeAfterCode(8)),
            _ => throw Unexpected(MessagePackType.Integer),
        };
        isNegative = value < 0;
        return (ulong)value;
    }

    /// <summary>Reads the size of 1, 2 or 4 bytes that the code's distance from the family's first code tells.</summary>
    private int ReadSize(byte code, int firstCode)
    {
        int start = _position;
        uint size = (code - firstCode) switch
        {
            0 => TakeAfterCode(1)[0],
            1 => BinaryPrimitives.ReadUInt16BigEndian(TakeAfterCode(2)),
            _ => BinaryPrimitives.ReadUInt32BigEndian(TakeAfterCode(4)),
        };
        return size <= int.MaxValue ? (int)size : throw new MessagePackFormatException(start, $"size {size} is past the input's end");
    }

    /// <summary>A count is believable only when the input has at least a byte for each value.</summary>
    private readonly int CheckCount(int count, int valuesEach) =>
        (long)count * valuesEach <= _input.Length - _position
            ? count
            : throw new MessagePackFormatException(_position, $"{count} entries are announced, fewer bytes are left");

    private int SkipCode(int size)
    {
        _position++;
        return size;
    }

    private ReadOnlySpan<byte> TakeAfterCode(int length)
    {
        _position++;
        return Take(length);
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > _input.Length - _position)
            throw new MessagePackFormatException(_position, $"{length} bytes are announced, {_input.Length - _position} are left");
        ReadOnlySpan<byte> bytes = _input.Slice(_position, length);
        _position += length;
        return bytes;
    }

    private readonly byte Peek() =>
        _position < _input.Length ? _input[_position] : throw new MessagePackFormatException(_position, "the input ends");

    private readonly MessagePackFormatException Unexpected(MessagePackType wanted) =>
        new(_position, $"{wanted} was expected, {NextType} found");
}
