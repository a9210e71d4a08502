using System.Globalization;
using System.Numerics;
using System.Text;
using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>Kernel#format: flags, width, precision, positions (1$), names (&lt;a&gt; and {a}) and all of Ruby's directives.</summary>
internal sealed partial class StringFormatter(VmThread t, StringObject format, Value[] arguments)
{
    private readonly StringObject _result = t.Vm.NewString(new byte[format.Length + 16], 0, format.Encoding);
    private int _position;
    private int _nextArgument;
    private HashObject? _names;

    private bool _minus, _plus, _space, _zero, _alternate;
    private int _width, _precision;
    private Value _chosen;

    /// <summary>The formatted text.</summary>
    public StringObject Format()
    {
        ReadOnlySpan<byte> source = format.Span;
        while (_position < source.Length)
        {
            int found = source[_position..].IndexOf((byte)'%');
            if (found < 0)
            {
                _result.Append(source[_position..]);
                break;
            }

            _result.Append(source.Slice(_position, found));
            _position += found + 1;
            Directive();
        }

        return _result;
    }

    private byte Current => _position < format.Length ? format.Bytes[_position] : throw Coercions.ArgumentError(t, "incomplete format specifier; use %% (double %) instead");

    private void Directive()
    {
        _minus = _plus = _space = _zero = _alternate = false;
        _width = 0;
        _precision = -1;
        _chosen = Value.Undefined;
        if (_position >= format.Length)
        {
            throw Coercions.ArgumentError(t, "incomplete format specifier; use %% (double %) instead");
        }

        while (!Modifier())
        {
        }
    }

    /// <summary>Takes one flag, number or name; true once the directive itself was done.</summary>
    private bool Modifier()
    {
        byte mark = Current;
        switch ((char)mark)
        {
            case '-': _minus = true; break;
            case '+': _plus = true; break;
            case ' ': _space = true; break;
            case '0': _zero = true; break;
            case '#': _alternate = true; break;
            case >= '1' and <= '9':
                int number = Number();
                if (Current == '$')
                {
                    _position++;
                    _chosen = number <= arguments.Length ? arguments[number - 1] : throw TooFew();
                }
                else
                {
                    _width = number;
                }

                return false;
            case '*':
                _position++;
                _width = Coercions.ToInt(t, Next());
                if (_width < 0)
                {
                    _minus = true;
                    _width = -_width;
                }

                return false;
            case '.':
                _position++;
                _precision = Current == '*' ? Starred() : Number();
                return false;
            case '<':
                _chosen = Named('>');
                return false;
            case '{':
                _chosen = Named('}');
                Text(Coercions.ToS(t, _chosen));
                return true;
            default:
                _position++;
                Convert((char)mark);
                return true;
        }

        _position++;
        return false;
    }

    private int Starred()
    {
        _position++;
        return Coercions.ToInt(t, Next());
    }

    private int Number()
    {
        long number = 0;
        while (_position < format.Length && format.Bytes[_position] is >= (byte)'0' and <= (byte)'9')
        {
            number = (number * 10) + (format.Bytes[_position++] - '0');
            if (number > int.MaxValue)
            {
                throw Coercions.ArgumentError(t, "width too big");
            }
        }

        return (int)number;
    }

    private Value Named(char close)
    {
        int end = format.Span[_position..].IndexOf((byte)close);
        if (end < 0)
        {
            throw Coercions.ArgumentError(t, "malformed name - unmatched parenthesis");
        }

        SymbolObject name = t.Vm.Symbols.Intern(format.Span[(_position + 1)..(_position + end)], format.Encoding);
        _position += end + 1;
        _names ??= arguments.Length == 1 && arguments[0].Ref is HashObject hash ? hash : throw Coercions.ArgumentError(t, "one hash required");
        if (HashAccess.TryGet(t, _names, name, out Value value))
        {
            return value;
        }

        if (_names.Default.IsNil)
        {
            throw t.Error(t.Vm.Classes.KeyError, $"key{(close == '>' ? "<" : "{")}{name.Text}{close} not found");
        }

        return t.Send(_names, t.Vm.Selectors.GetElement, name);
    }

    private GuestException TooFew() => Coercions.ArgumentError(t, "too few arguments");

    private Value Next() => _nextArgument < arguments.Length ? arguments[_nextArgument++] : throw TooFew();

    private Value Argument() => _chosen.IsUndefined ? Next() : _chosen;

    private void Convert(char directive)
    {
        switch (directive)
        {
            case '%':
                _result.Append("%"u8);
                break;
            case '\n' or '\0':
                _position--;
                _result.Append("%"u8);
                break;
            case 's':
                Text(Coercions.ToS(t, Argument()));
                break;
            case 'p':
                Text(Coercions.Inspect(t, Argument()));
                break;
            case 'c':
                Character(Argument());
                break;
            case 'd' or 'i' or 'u':
                Integer(ToInteger(Argument()), 10, "", false);
                break;
            case 'x' or 'X':
                Integer(ToInteger(Argument()), 16, directive == 'x' ? "0x" : "0X", directive == 'X');
                break;
            case 'o':
                Integer(ToInteger(Argument()), 8, "0", false);
                break;
            case 'b' or 'B':
                Integer(ToInteger(Argument()), 2, directive == 'b' ? "0b" : "0B", false);
                break;
            case 'f' or 'e' or 'E' or 'g' or 'G' or 'a' or 'A':
                Real(ToReal(Argument()), directive);
                break;
            default:
                throw Coercions.ArgumentError(t, $"malformed format string - %{directive}");
        }
    }

    private void Character(Value value)
    {
        if (value.Ref is StringObject text)
        {
            int length = text.Length == 0 ? 0 : CharacterText.LengthAt(text.Span, 0, text.Encoding);
            _precision = -1;
            Text(t.Vm.NewString(text.Span[..length], text.Encoding));
            return;
        }

        StringEncoding encoding = _result.Encoding == StringEncoding.UsAscii ? StringEncoding.Utf8 : _result.Encoding;
        Span<byte> buffer = stackalloc byte[6];
        Text(t.Vm.NewString(buffer[..StringPrimitives.EncodeCodePoint(t, Coercions.ToInt(t, value), encoding, buffer)], encoding));
    }

    private void Text(StringObject text)
    {
        ReadOnlySpan<byte> bytes = text.Span;
        if (_precision >= 0)
        {
            bytes = bytes[..CharacterText.OffsetOf(text, _precision)];
        }

        _result.Encoding = EncodingPrimitives.Agree(t, _result, text);
        int missing = _width - CharacterText.Count(bytes, text.Encoding);
        Repeat(' ', _minus ? 0 : missing);
        _result.Append(bytes);
        Repeat(' ', _minus ? missing : 0);
    }

    private void Repeat(char character, int count)
    {
        for (; count > 0; count--)
        {
            _result.Append([(byte)character]);
        }
    }

    private Value ToInteger(Value value)
    {
        if (value.IsFloat)
        {
            return FloatRounding.Round(t, value.Float, FloatRounding.Mode.Floor);
        }

        if (value.Ref is StringObject text)
        {
            return IntegerText.Parse(text.Span, 0, strict: true) is { } number ? t.Vm.Integer(number)
                : throw Coercions.ArgumentError(t, $"invalid value for Integer(): {StringInspection.Inspect(text)}");
        }

        return value.IsNil ? throw Coercions.TypeError(t, "can't convert nil into Integer") : Coercions.ToInteger(t, value);
    }

    private double ToReal(Value value)
    {
        if (value.Ref is StringObject text)
        {
            return FloatParser.Parse(text.Span, strict: true)
                ?? throw Coercions.ArgumentError(t, $"invalid value for Float(): {StringInspection.Inspect(text)}");
        }

        return Coercions.ToDouble(t, value);
    }

    /// <summary>An integer; negative ones in bases other than ten without a sign flag show two's complement with dots.</summary>
    private void Integer(Value value, int radix, string prefix, bool upperCase)
    {
        BigInteger number = Coercions.Big(value);
        bool showsSign = _plus || _space || radix == 10;
        string sign = number.Sign < 0 && showsSign ? "-" : _plus ? "+" : _space ? " " : "";
        char fill = '0';
        string digits;
        if (number.Sign < 0 && !showsSign)
        {
            digits = Complement(number, radix);
            fill = radix == 16 ? 'f' : radix == 8 ? '7' : '1';
            if (_precision < 0 && !_zero)
            {
                digits = ".." + digits;
            }
        }
        else
        {
            digits = IntegerText.ToText(BigInteger.Abs(number), radix);
        }

        string shownPrefix = _alternate && (radix != 8 || !digits.StartsWith('0')) && !number.IsZero ? prefix : "";
        if (_precision >= 0)
        {
            digits = digits.PadLeft(_precision, fill);
        }
        else if (_zero && !_minus)
        {
            digits = digits.PadLeft(Math.Max(0, _width - sign.Length - shownPrefix.Length), fill);
        }

        Pad(sign + shownPrefix + (upperCase ? digits.ToUpperInvariant() : digits));
    }

    /// <summary>Two's complement digits with one leading digit of endless ones.</summary>
    private static string Complement(BigInteger number, int radix)
    {
        int bits = radix == 16 ? 4 : radix == 8 ? 3 : 1;
        int count = ((int)(-number - 1).GetBitLength() + bits - 1) / bits;
        string digits = IntegerText.ToText((BigInteger.One << (count * bits)) + number, radix).PadLeft(count, '0');
        char ones = radix == 16 ? 'f' : radix == 8 ? '7' : '1';
        digits = count == 0 ? "" : digits.TrimStart(ones);
        return ones + digits;
    }

    private void Pad(string text)
    {
        int missing = _width - text.Length;
        Repeat(' ', _minus ? 0 : missing);
        _result.Append(Encoding.UTF8.GetBytes(text));
        Repeat(' ', _minus ? missing : 0);
    }
}
