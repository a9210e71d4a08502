using Gem.Vm.Values;
using Kernel.Ruby.Primitives;

namespace Kernel.Ruby.Regexps;

/// <summary>
/// The first look at a regexp's source: escapes of characters that are not ASCII become those characters, which fixes the
/// encoding; comments that need no parser go. What is left is a pattern in one encoding.
/// </summary>
internal sealed partial class PatternSource
{
    private readonly byte[] _source;
    private readonly StringEncoding _encoding;
    private byte[] _text;
    private int _length;
    private int _position;
    private StringEncoding? _fixed;
    private bool _hasProperty;

    private PatternSource(byte[] source, StringEncoding encoding)
    {
        _source = source;
        _encoding = encoding;
        _text = new byte[source.Length + 4];
    }

    /// <summary>The pattern for the parser.</summary>
    /// <param name="source">What stands between the slashes.</param>
    /// <param name="encoding">Encoding of the source; a pattern that fixes none may be prepared in any.</param>
    /// <param name="options">Options of the whole regexp.</param>
    /// <param name="forced">The encoding that its characters force, if any.</param>
    public static byte[] Prepare(byte[] source, StringEncoding encoding, PatternOptions options, out StringEncoding? forced)
    {
        if (IsPlain(source))
        {
            forced = null;
            return source;
        }

        PatternSource work = new(source, encoding);
        work.Scan((options & PatternOptions.Extended) != 0, isNested: false);
        forced = work._fixed ?? (work._hasProperty ? encoding : null);
        return work._text.AsSpan(0, work._length).ToArray();
    }

    /// <summary>Length of the character at a position; 0 when it is none of the encoding.</summary>
    private static int ValidLength(ReadOnlySpan<byte> bytes, int position, StringEncoding encoding) =>
        bytes[position] < 0x80 ? 1
            : encoding == StringEncoding.UsAscii || CharacterText.CodePointAt(bytes, position, encoding) < 0 ? 0
            : CharacterText.LengthAt(bytes, position, encoding);

    /// <summary>True when nothing in the source is the business of this class: ASCII without escapes of characters or comments.</summary>
    private static bool IsPlain(ReadOnlySpan<byte> source)
    {
        for (int i = 0; i < source.Length; i++)
        {
            if (source[i] >= 0x80 || source[i] == '#')
            {
                return false;
            }

            if (source[i] == '\\' && (++i == source.Length || source[i] is >= 0x80 or >= (byte)'0' and <= (byte)'7' || "xcCMupP"u8.Contains(source[i])))
            {
                return false;
            }
        }

        return true;
    }

    private bool AtEnd => _position == _source.Length;

    /// <summary>Reads to the end, or to the parenthesis that closes a nested group.</summary>
    private void Scan(bool isExtended, bool isNested)
    {
        int classDepth = 0, parentheses = 1;
        while (!AtEnd)
        {
            byte c = _source[_position];
            if (c >= 0x80)
            {
                Character();
                continue;
            }

            _position++;
            switch ((char)c)
            {
                case '\\':
                    Escape();
                    continue;
                case '#' when isExtended && classDepth == 0:
                    LineComment();
                    continue;
                case '[':
                    classDepth++;
                    break;
                case ']' when classDepth > 0:
                    classDepth--;
                    break;
                case ')' when classDepth == 0 && isNested && --parentheses == 0:
                    Append(c);
                    return;
                case '(' when classDepth == 0 && Follows("?#") && GroupComment():
                    continue;
                case '(' when classDepth == 0:
                    parentheses++;
                    if (Follows("?") && ExtendedSwitch(isExtended) is { } change)
                    {
                        isExtended = Switch(c, change.IsExtended, change.IsGroup, isExtended);
                        parentheses -= change.IsGroup ? 1 : 0;
                        continue;
                    }

                    break;
            }

            Append(c);
        }
    }

    private bool Switch(byte c, bool willBeExtended, bool isGroup, bool isExtended)
    {
        Append(c);
        if (!isGroup)
        {
            return willBeExtended;
        }

        Scan(willBeExtended, isNested: true);
        return isExtended;
    }

    /// <summary>What (?x), (?-x), (?x: and (?-x: change, when they change something.</summary>
    private (bool IsExtended, bool IsGroup)? ExtendedSwitch(bool isExtended)
    {
        bool isOff = false;
        bool? local = null;
        for (int i = _position + 1; i < _source.Length; i++)
        {
            switch ((char)_source[i])
            {
                case 'x':
                    local = !isOff;
                    break;
                case '-':
                    isOff = true;
                    break;
                case ':' or ')':
                    return local is { } wanted && wanted != isExtended ? (wanted, _source[i] == ':') : null;
                case not ('i' or 'm' or 'a' or 'd' or 'u'):
                    return null;
            }
        }

        return null;
    }

    private bool Follows(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (_position + i >= _source.Length || _source[_position + i] != text[i])
            {
                return false;
            }
        }

        return true;
    }

    private void LineComment()
    {
        while (!AtEnd && _source[_position++] is not (byte)'\n' and var c)
        {
            NoteComment(c);
        }
    }

    /// <summary>Skips (?#...); false when it does not end: then the parser tells.</summary>
    private bool GroupComment()
    {
        int start = _position;
        while (!AtEnd)
        {
            byte c = _source[_position++];
            if (c == ')')
            {
                return true;
            }

            if (c == '\\' && !AtEnd)
            {
                _position += CheckedLength();
            }
            else if (c >= 0x80)
            {
                NoteComment(c);
                _position--;
                _position += CheckedLength();
            }
        }

        _position = start;
        return false;
    }

    private void NoteComment(byte c)
    {
        if (c >= 0x80 && _encoding == StringEncoding.Utf8)
        {
            _fixed ??= _encoding;
        }
    }

    private int CheckedLength() => ValidLength(_source, _position, _encoding) is > 0 and var length ? length
        : throw new RegexpSyntaxException("invalid multibyte character");

    private void Character()
    {
        int length = CheckedLength();
        Append(_source.AsSpan(_position, length));
        _position += length;
        Fix(_encoding, "non ASCII character in UTF-8 regexp");
    }

    private void Fix(StringEncoding encoding, string clash)
    {
        if ((_fixed ??= encoding) != encoding)
        {
            throw new RegexpSyntaxException(clash);
        }
    }

    private void Append(byte value)
    {
        if (_length == _text.Length)
        {
            Array.Resize(ref _text, 2 * _length);
        }

        _text[_length++] = value;
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            Append(value);
        }
    }
}
