using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using Gem.Vm.Interpreter;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>String#unpack.</summary>
internal sealed class PackReader(VmThread t, StringObject source, string template, int offset)
{
    private readonly PackDirectives _directives = new(template);
    private readonly ArrayObject _values = t.Vm.NewArray([], 0);
    private int _position;

    private ReadOnlySpan<byte> Rest => source.Span[_position..];

    /// <summary>The values that the template finds.</summary>
    public ArrayObject Read()
    {
        _position = offset;
        if (_position < 0 || _position > source.Length)
        {
            throw Coercions.ArgumentError(t, "offset outside of string");
        }

        while (_directives.MoveNext())
        {
            switch (_directives.Letter)
            {
                case 'a' or 'A' or 'Z':
                    ReadText();
                    break;
                case 'B' or 'b':
                    ReadBits();
                    break;
                case 'H' or 'h':
                    ReadHex();
                    break;
                case 'U' or 'w':
                    ReadPoints();
                    break;
                case 'e' or 'g' or 'f' or 'F' or 'd' or 'D' or 'E' or 'G':
                    ReadReals();
                    break;
                case 'm':
                    Add(Like(Base64(Rest)));
                    _position = source.Length;
                    break;
                case 'x':
                    _position = Math.Min(source.Length, _position + (_directives.TakesAll ? source.Length : _directives.Count));
                    break;
                case '@':
                    _position = Math.Min(source.Length, offset + _directives.Count);
                    break;
                default:
                    ReadIntegers();
                    break;
            }
        }

        return _values;
    }

    private void Add(Value value) => _values.Append(value);

    private StringObject Like(ReadOnlySpan<byte> bytes) => t.Vm.NewString(bytes, StringEncoding.Binary);

    private void ReadText()
    {
        int length = _directives.TakesAll ? Rest.Length : Math.Min(_directives.Count, Rest.Length);
        ReadOnlySpan<byte> text = Rest[..length];
        _position += length;
        if (_directives.Letter == 'A')
        {
            text = text.TrimEnd(" \0"u8);
        }
        else if (_directives.Letter == 'Z' && text.IndexOf((byte)0) is >= 0 and var end)
        {
            _position -= _directives.TakesAll ? length - end - 1 : 0;
            text = text[..end];
        }

        Add(Like(text));
    }

    private void ReadBits()
    {
        int count = _directives.TakesAll ? Rest.Length * 8 : Math.Min(_directives.Count, Rest.Length * 8);
        StringBuilder bits = new();
        for (int i = 0; i < count; i++)
        {
            int shift = _directives.Letter == 'B' ? 7 - (i % 8) : i % 8;
            bits.Append((Rest[i / 8] >> shift & 1) == 1 ? '1' : '0');
        }

        _position += (count + 7) / 8;
        Add(t.Vm.NewString(bits.ToString()));
    }

    private void ReadHex()
    {
        int count = _directives.TakesAll ? Rest.Length * 2 : Math.Min(_directives.Count, Rest.Length * 2);
        StringBuilder digits = new();
        for (int i = 0; i < count; i++)
        {
            bool high = (i % 2 == 0) == (_directives.Letter == 'H');
            digits.Append("0123456789abcdef"[high ? Rest[i / 2] >> 4 : Rest[i / 2] & 15]);
        }

        _position += (count + 1) / 2;
        Add(t.Vm.NewString(digits.ToString()));
    }

    private void ReadPoints()
    {
        for (int i = 0; (_directives.TakesAll || i < _directives.Count) && !Rest.IsEmpty; i++)
        {
            if (_directives.Letter == 'w')
            {
                BigInteger value = 0;
                byte part;
                do
                {
                    part = Rest[0];
                    value = (value << 7) | (part & 0x7F);
                    _position++;
                }
                while (part >= 0x80 && !Rest.IsEmpty);
                Add(t.Vm.Integer(value));
                continue;
            }

            int point = CharacterText.CodePointAt(Rest, 0, StringEncoding.Utf8);
            if (point < 0)
            {
                throw Coercions.ArgumentError(t, "malformed UTF-8 character");
            }

            _position += CharacterText.LengthAt(Rest, 0, StringEncoding.Utf8);
            Add(Value.FromInteger(point));
        }
    }

    private void ReadReals()
    {
        bool single = _directives.Letter is 'e' or 'g' or 'f' or 'F';
        bool big = _directives.Letter is 'g' or 'G';
        int size = single ? 4 : 8;
        for (int i = 0; _directives.TakesAll ? Rest.Length >= size : i < _directives.Count; i++)
        {
            if (Rest.Length < size)
            {
                Add(Value.Nil);
                continue;
            }

            Add(Value.FromFloat(single
                ? big ? BinaryPrimitives.ReadSingleBigEndian(Rest) : BinaryPrimitives.ReadSingleLittleEndian(Rest)
                : big ? BinaryPrimitives.ReadDoubleBigEndian(Rest) : BinaryPrimitives.ReadDoubleLittleEndian(Rest)));
            _position += size;
        }
    }

    private void ReadIntegers()
    {
        int size = _directives.SizeBytes;
        if (size == 0)
        {
            throw Coercions.ArgumentError(t, $"unknown unpack directive '{_directives.Letter}' in '{template}'");
        }

        for (int i = 0; _directives.TakesAll ? Rest.Length >= size : i < _directives.Count; i++)
        {
            if (Rest.Length < size)
            {
                Add(Value.Nil);
                continue;
            }

            Add(t.Vm.Integer(new BigInteger(Rest[..size], !_directives.IsSigned, _directives.IsBigEndian)));
            _position += size;
        }
    }

    private byte[] Base64(ReadOnlySpan<byte> text)
    {
        StringBuilder clean = new();
        foreach (byte character in text)
        {
            if (character == '=')
            {
                break;
            }

            if (char.IsAsciiLetterOrDigit((char)character) || character is (byte)'+' or (byte)'/')
            {
                clean.Append((char)character);
            }
        }

        if (clean.Length % 4 == 1)
        {
            clean.Length--;
        }

        try
        {
            return Convert.FromBase64String(clean.ToString().PadRight((clean.Length + 3) / 4 * 4, '='));
        }
        catch (FormatException)
        {
            throw Coercions.ArgumentError(t, "invalid base64");
        }
    }
}
