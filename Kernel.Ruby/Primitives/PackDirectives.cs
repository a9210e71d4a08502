namespace Kernel.Ruby.Primitives;

/// <summary>Reads the template of pack and unpack: directive, modifiers, count.</summary>
internal sealed class PackDirectives(string template)
{
    private int _position;

    /// <summary>The directive's letter.</summary>
    public char Letter { get; private set; }

    /// <summary>Repeat count, 1 when none was written; meaningless when <see cref="TakesAll"/>.</summary>
    public int Count { get; private set; }

    /// <summary>A count was written.</summary>
    public bool HasCount { get; private set; }

    /// <summary>The count is *.</summary>
    public bool TakesAll { get; private set; }

    /// <summary>Big-endian was asked for (&gt;, or a network directive).</summary>
    public bool IsBigEndian { get; private set; }

    /// <summary>A native size was asked for (_ or !).</summary>
    public bool IsNative { get; private set; }

    /// <summary>Bytes of an integer directive; 0 for others.</summary>
    public int SizeBytes => Letter switch
    {
        'c' or 'C' => 1,
        's' or 'S' or 'n' or 'v' => 2,
        'l' or 'L' => IsNative ? 8 : 4,
        'i' or 'I' or 'N' or 'V' => 4,
        'q' or 'Q' or 'j' or 'J' => 8,
        _ => 0,
    };

    /// <summary>True for signed integer directives.</summary>
    public bool IsSigned => char.IsLower(Letter) && Letter is not ('n' or 'v');

    /// <summary>Goes to the next directive; false at the end.</summary>
    public bool MoveNext()
    {
        SkipBlanks();
        if (_position >= template.Length)
        {
            return false;
        }

        Letter = template[_position++];
        IsBigEndian = Letter is 'n' or 'N';
        IsNative = HasCount = TakesAll = false;
        Count = 1;
        while (_position < template.Length && template[_position] is '_' or '!' or '<' or '>')
        {
            char modifier = template[_position++];
            IsBigEndian |= modifier == '>';
            IsNative |= modifier is '_' or '!';
        }

        if (_position < template.Length && template[_position] == '*')
        {
            _position++;
            TakesAll = true;
        }
        else if (_position < template.Length && char.IsAsciiDigit(template[_position]))
        {
            HasCount = true;
            Count = 0;
            while (_position < template.Length && char.IsAsciiDigit(template[_position]))
            {
                Count = checked((Count * 10) + (template[_position++] - '0'));
            }
        }

        return true;
    }

    private void SkipBlanks()
    {
        while (_position < template.Length && (char.IsWhiteSpace(template[_position]) || template[_position] is '\0' or '#'))
        {
            if (template[_position] == '#')
            {
                int end = template.IndexOf('\n', _position);
                _position = end < 0 ? template.Length : end;
            }
            else
            {
                _position++;
            }
        }
    }
}
