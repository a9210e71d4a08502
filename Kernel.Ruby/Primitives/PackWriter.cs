using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using Gem.Vm.Interpreter;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>Array#pack.</summary>
internal sealed class PackWriter(VmThread t, Value[] items, string template)
{
    private readonly PackDirectives _directives = new(template);
    private readonly StringObject _result = t.Vm.NewString([], StringEncoding.Binary);
    private int _next;

    /// <summary>The packed bytes.</summary>
    public StringObject Write()
    {
        bool isFirst = true;
        while (_directives.MoveNext())
        {
            if (isFirst && _directives.Letter == 'U')
            {
                _result.Encoding = StringEncoding.Utf8;
            }

            isFirst = false;
            WriteOne();
        }

        if (_result.Encoding == StringEncoding.Binary && template.Length > 0 && template.Trim().TrimEnd("0123456789*".ToCharArray()) is "m" or "M" or "u")
        {
            _result.Encoding = StringEncoding.UsAscii;
        }

        return _result;
    }

    private Value Next() => _next < items.Length ? items[_next++] : throw Coercions.ArgumentError(t, "too few arguments");

    private void WriteOne()
    {
        switch (_directives.Letter)
        {
            case 'a' or 'A' or 'Z':
                WriteText();
                break;
            case 'B' or 'b':
                WriteBits();
                break;
            case 'H' or 'h':
                WriteHex();
                break;
            case 'm':
                WriteBase64();
                break;
            case 'x':
                _result.Append(new byte[_directives.TakesAll ? 0 : _directives.Count]);
                break;
            default:
                int count = _directives.TakesAll ? items.Length - _next : _directives.Count;
                for (int i = 0; i < count; i++)
                {
                    WriteNumber(Next());
                }

                break;
        }
    }

    private void WriteNumber(Value value)
    {
        Span<byte> buffer = stackalloc byte[8];
        switch (_directives.Letter)
        {
            case 'U':
                int point = Coercions.ToInt(t, value);
                if (!Rune.IsValid(point))
                {
                    throw t.Error(t.Vm.Classes.RangeError, "pack(U): value out of range");
                }

                _result.Append(buffer[..new Rune(point).EncodeToUtf8(buffer)]);
                return;
            case 'w':
                WriteCompressed(Coercions.Big(Coercions.ToInteger(t, value)));
                return;
            case 'e' or 'f' or 'F':
                BinaryPrimitives.WriteSingleLittleEndian(buffer, (float)Coercions.ToDouble(t, value));
                _result.Append(buffer[..4]);
                return;
            case 'g':
                BinaryPrimitives.WriteSingleBigEndian(buffer, (float)Coercions.ToDouble(t, value));
                _result.Append(buffer[..4]);
                return;
            case 'E' or 'd' or 'D':
                BinaryPrimitives.WriteDoubleLittleEndian(buffer, Coercions.ToDouble(t, value));
                _result.Append(buffer);
                return;
            case 'G':
                BinaryPrimitives.WriteDoubleBigEndian(buffer, Coercions.ToDouble(t, value));
                _result.Append(buffer);
                return;
        }

        int size = _directives.SizeBytes;
        if (size == 0)
        {
            throw Coercions.ArgumentError(t, $"unknown pack directive '{_directives.Letter}' in '{template}'");
        }

        BinaryPrimitives.WriteUInt64LittleEndian(buffer, (ulong)(Coercions.Big(Coercions.ToInteger(t, value)) & ulong.MaxValue));
        Span<byte> bytes = buffer[..size];
        if (_directives.IsBigEndian)
        {
            bytes.Reverse();
        }

        _result.Append(bytes);
    }

    private void WriteCompressed(BigInteger value)
    {
        if (value.Sign < 0)
        {
            throw Coercions.ArgumentError(t, "can't compress negative numbers");
        }

        List<byte> parts = [(byte)(value & 0x7F)];
        for (value >>= 7; !value.IsZero; value >>= 7)
        {
            parts.Insert(0, (byte)((value & 0x7F) | 0x80));
        }

        _result.Append(parts.ToArray());
    }

    private void WriteText()
    {
        Value item = Next();
        StringObject text = item.IsNil ? t.Vm.NewString([]) : Coercions.ToStr(t, item);
        int length = _directives.TakesAll ? text.Length + (_directives.Letter == 'Z' ? 1 : 0) : _directives.Count;
        byte[] field = new byte[length];
        Array.Fill(field, _directives.Letter == 'A' ? (byte)' ' : (byte)0);
        text.Span[..Math.Min(length, text.Length)].CopyTo(field);
        _result.Append(field);
    }

    private void WriteBits()
    {
        ReadOnlySpan<byte> bits = Coercions.ToStr(t, Next()).Span;
        int count = _directives.TakesAll ? bits.Length : _directives.Count;
        byte[] field = new byte[(count + 7) / 8];
        for (int i = 0; i < Math.Min(count, bits.Length); i++)
        {
            int shift = _directives.Letter == 'B' ? 7 - (i % 8) : i % 8;
            field[i / 8] |= (byte)((bits[i] & 1) << shift);
        }

        _result.Append(field);
    }

    private void WriteHex()
    {
        ReadOnlySpan<byte> digits = Coercions.ToStr(t, Next()).Span;
        int count = _directives.TakesAll ? digits.Length : _directives.Count;
        byte[] field = new byte[(count + 1) / 2];
        for (int i = 0; i < Math.Min(count, digits.Length); i++)
        {
            int digit = char.IsAsciiLetter((char)digits[i]) ? ((digits[i] & 7) + 9) & 15 : digits[i] & 15;
            field[i / 2] |= (byte)((i % 2 == 0) == (_directives.Letter == 'H') ? digit << 4 : digit);
        }

        _result.Append(field);
    }

    private void WriteBase64()
    {
        ReadOnlySpan<byte> bytes = Coercions.ToStr(t, Next()).Span;
        if (_directives is { HasCount: true, Count: 0 })
        {
            _result.Append(Encoding.ASCII.GetBytes(Convert.ToBase64String(bytes)));
            return;
        }

        int line = _directives.HasCount && _directives.Count >= 3 ? _directives.Count / 3 * 3 : 45;
        while (!bytes.IsEmpty)
        {
            int length = Math.Min(line, bytes.Length);
            _result.Append(Encoding.ASCII.GetBytes(Convert.ToBase64String(bytes[..length]) + "\n"));
            bytes = bytes[length..];
        }
    }
}
