using System.Buffers.Binary;
using System.Text;

namespace Shared.ObjectFormat.MessagePack;

/// <summary>
/// Writes MessagePack, each value in its shortest form (https://github.com/msgpack/msgpack/blob/master/spec.md).
/// Arrays and maps are announced by their counts and then filled by further writes.
/// </summary>
public sealed class MessagePackWriter
{
    private byte[] _buffer = new byte[256];
    private int _length;

    /// <summary>What was written so far; valid until the next write.</summary>
    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    /// <summary>Forgets what was written.</summary>
    public void Clear() => _length = 0;

    /// <summary>A copy of what was written.</summary>
    public byte[] ToArray() => Written.ToArray();

    /// <summary>Writes nil.</summary>
    public void WriteNil() => Reserve(1)[0] = MessagePackCode.Nil;

    /// <summary>Writes true or false.</summary>
    public void Write(bool value) => Reserve(1)[0] = value ? MessagePackCode.True : MessagePackCode.False;

    /// <summary>Writes an integer.</summary>
    public void Write(long value)
    {
        if (value >= 0)
            Write((ulong)value);
        else if (value >= -32)
            Reserve(1)[0] = (byte)value;
        else if (value >= sbyte.MinValue)
            Tagged(MessagePackCode.Int8, 1)[0] = (byte)value;
        else if (value >= short.MinValue)
            BinaryPrimitives.WriteInt16BigEndian(Tagged(MessagePackCode.Int16, 2), (short)value);
        else if (value >= int.MinValue)
            BinaryPrimitives.WriteInt32BigEndian(Tagged(MessagePackCode.Int32, 4), (int)value);
        else
            BinaryPrimitives.WriteInt64BigEndian(Tagged(MessagePackCode.Int64, 8), value);
    }

    /// <summary>Writes a non-negative integer.</summary>
    public void Write(ulong value)
    {
        if (value < MessagePackCode.FixMap)
            Reserve(1)[0] = (byte)value;
        else if (value <= byte.MaxValue)
            Tagged(MessagePackCode.UInt8, 1)[0] = (byte)value;
        else if (value <= ushort.MaxValue)
            BinaryPrimitives.WriteUInt16BigEndian(Tagged(MessagePackCode.UInt16, 2), (ushort)value);
        else if (value <= uint.MaxValue)
            BinaryPrimitives.WriteUInt32BigEndian(Tagged(MessagePackCode.UInt32, 4), (uint)value);
        else
            BinaryPrimitives.WriteUInt64BigEndian(Tagged(MessagePackCode.UInt64, 8), value);
    }

    /// <summary>Writes a float of 64 bits.</summary>
    public void Write(double value) => BinaryPrimitives.WriteDoubleBigEndian(Tagged(MessagePackCode.Float64, 8), value);

    /// <summary>Writes a float of 32 bits.</summary>
    public void Write(float value) => BinaryPrimitives.WriteSingleBigEndian(Tagged(MessagePackCode.Float32, 4), value);

    /// <summary>Writes text as UTF-8.</summary>
    public void Write(ReadOnlySpan<char> text)
    {
        int length = Encoding.UTF8.GetByteCount(text);
        Encoding.UTF8.GetBytes(text, StringSpace(length));
    }

    /// <summary>Writes text; null becomes nil.</summary>
    public void Write(string? text)
    {
        if (text is null)
            WriteNil();
        else
            Write(text.AsSpan());
    }

    /// <summary>Writes bytes.</summary>
    public void WriteBinary(ReadOnlySpan<byte> bytes)
    {
        Span<byte> target = Sized(
            bytes.Length, MessagePackCode.Binary8, MessagePackCode.Binary16, MessagePackCode.Binary32, bytes.Length);
        bytes.CopyTo(target);
    }

    /// <summary>Begins an array; as many values must follow.</summary>
    public void WriteArrayHeader(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (count < 16)
            Reserve(1)[0] = (byte)(MessagePackCode.FixArray | count);
        else
            Sized(count, 0, MessagePackCode.Array16, MessagePackCode.Array32, 0);
    }

    /// <summary>Begins a map; as many pairs of key and value must follow.</summary>
    public void WriteMapHeader(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (count < 16)
            Reserve(1)[0] = (byte)(MessagePackCode.FixMap | count);
        else
            Sized(count, 0, MessagePackCode.Map16, MessagePackCode.Map32, 0);
    }

    /// <summary>Writes bytes with an application's type number.</summary>
    public void WriteExtension(sbyte type, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length is 1 or 2 or 4 or 8 or 16)
        {
            int power = System.Numerics.BitOperations.Log2((uint)bytes.Length);
            Reserve(1)[0] = (byte)(MessagePackCode.FixExtension1 + power);
        }
        else
        {
            Sized(bytes.Length, MessagePackCode.Extension8, MessagePackCode.Extension16, MessagePackCode.Extension32, 0);
        }
        Span<byte> target = Reserve(1 + bytes.Length);
        target[0] = (byte)type;
        bytes.CopyTo(target[1..]);
    }

    /// <summary>Writes a point in time in the shortest of the three forms that the specification has.</summary>
    public void WriteTimestamp(long unixSeconds, uint nanoseconds)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(nanoseconds, 1_000_000_000u);
        Span<byte> bytes = stackalloc byte[12];
        if (unixSeconds is >= 0 and <= uint.MaxValue && nanoseconds == 0)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)unixSeconds);
            bytes = bytes[..4];
        }
        else if (unixSeconds >= 0 && unixSeconds >> 34 == 0)
        {
            BinaryPrimitives.WriteUInt64BigEndian(bytes, (ulong)nanoseconds << 34 | (ulong)unixSeconds);
            bytes = bytes[..8];
        }
        else
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes, nanoseconds);
            BinaryPrimitives.WriteInt64BigEndian(bytes[4..], unixSeconds);
        }
        WriteExtension(MessagePackCode.TimestampExtension, bytes);
    }

    private Span<byte> StringSpace(int length)
    {
        if (length >= 32)
            return Sized(length, MessagePackCode.String8, MessagePackCode.String16, MessagePackCode.String32, length);
        Span<byte> all = Reserve(1 + length);
        all[0] = (byte)(MessagePackCode.FixString | length);
        return all[1..];
    }

    /// <summary>Writes the code for the size (code8 0: there is none) and the size, and reserves the bytes after it.</summary>
    private Span<byte> Sized(int size, byte code8, byte code16, byte code32, int following)
    {
        if (size <= byte.MaxValue && code8 != 0)
            Tagged(code8, 1)[0] = (byte)size;
        else if (size <= ushort.MaxValue)
            BinaryPrimitives.WriteUInt16BigEndian(Tagged(code16, 2), (ushort)size);
        else
            BinaryPrimitives.WriteUInt32BigEndian(Tagged(code32, 4), (uint)size);
        return Reserve(following);
    }

    private Span<byte> Tagged(byte code, int length)
    {
        Span<byte> all = Reserve(1 + length);
        all[0] = code;
        return all[1..];
    }

    private Span<byte> Reserve(int length)
    {
        int needed = checked(_length + length);
        if (needed > _buffer.Length)
            Array.Resize(ref _buffer, (int)Math.Min(Array.MaxLength, Math.Max(needed, 2L * _buffer.Length)));
        Span<byte> target = _buffer.AsSpan(_length, length);
        _length = needed;
        return target;
    }
}
