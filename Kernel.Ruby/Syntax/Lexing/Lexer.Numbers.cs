namespace Kernel.Ruby.Syntax.Lexing;

/// <summary>The extent of number literals; their value is the parser's business.</summary>
internal sealed partial class Lexer
{
    private int ScanNumber(int p)
    {
        int start = p;
        int radix = 10;
        if (_text[p] == '0')
        {
            radix = (_text[p + 1] | 0x20) switch
            {
                'x' => 16,
                'b' => 2,
                'o' => 8,
                'd' => 10,
                _ => 0,
            };
            if (radix > 0)
            {
                return ScanSuffixes(ScanDigits(p + 2, radix, start), hasExponent: false);
            }
            radix = CharacterClass.IsDigit(_text[p + 1]) || _text[p + 1] == '_' ? 8 : 10;
        }
        p = ScanDigits(p, radix, start);
        bool hasExponent = false;
        if (radix == 10 && _text[p] == '.' && CharacterClass.IsDigit(_text[p + 1]))
        {
            p = ScanDigits(p + 1, 10, start);
        }
        if (radix == 10 && (_text[p] | 0x20) == 'e')
        {
            int exponent = _text[p + 1] is (byte)'+' or (byte)'-' ? p + 2 : p + 1;
            if (CharacterClass.IsDigit(_text[exponent]))
            {
                hasExponent = true;
                p = ScanDigits(exponent, 10, start);
            }
        }
        return ScanSuffixes(p, hasExponent);
    }

    private int ScanDigits(int p, int radix, int numberStart)
    {
        int start = p;
        while (CharacterClass.DigitValue(_text[p]) < radix || (_text[p] == '_' && p > start))
        {
            if (_text[p] == '_' && _text[p + 1] == '_')
            {
                throw Error(p + 1, "invalid underscore in number");
            }
            p++;
        }
        if (p == start)
        {
            throw Error(numberStart, "numeric literal without digits");
        }
        if (_text[p - 1] == '_')
        {
            throw Error(p - 1, "trailing '_' in number");
        }
        if (CharacterClass.IsDigit(_text[p]))
        {
            throw Error(p, $"invalid digit '{(char)_text[p]}' in a number of base {radix}");
        }
        return p;
    }

    private int ScanSuffixes(int p, bool hasExponent)
    {
        int end = p;
        if (_text[end] == 'r' && !hasExponent)
        {
            end++;
        }
        if (_text[end] == 'i')
        {
            end++;
        }
        // `1if` and `1rescue` are a number and a keyword.
        return CharacterClass.IsName(_text[end]) ? p : end;
    }
}
