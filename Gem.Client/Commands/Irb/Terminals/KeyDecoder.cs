using System.Text;

namespace Gem.Client.Commands.Irb.Terminals;

/// <summary>
/// Bytes of a terminal as keys: UTF-8, control characters, the escape sequences of xterm and its kin, bracketed paste. An
/// escape that is followed by a character is Meta with it, however late that comes, as in Emacs.
/// </summary>
internal sealed class KeyDecoder
{
    private const byte EscapeByte = 0x1b;

    private static readonly byte[] PasteEnd = "\x1b[201~"u8.ToArray();

    private byte[] _bytes = [];
    private int _next;
    private bool _isPasting;

    /// <summary>Takes more bytes in.</summary>
    public void Feed(ReadOnlySpan<byte> bytes)
    {
        byte[] joined = new byte[_bytes.Length - _next + bytes.Length];
        _bytes.AsSpan(_next).CopyTo(joined);
        bytes.CopyTo(joined.AsSpan(_bytes.Length - _next));
        (_bytes, _next) = (joined, 0);
    }

    /// <summary>The next whole key; false when its rest has yet to come.</summary>
    public bool TryRead(out Key key)
    {
        key = default;
        ReadOnlySpan<byte> bytes = _bytes.AsSpan(_next);
        if (bytes.IsEmpty)
        {
            return false;
        }

        int length = _isPasting ? ReadPaste(bytes, out key) : Read(bytes, out key);
        if (length == 0)
        {
            return false;
        }

        _next += length;
        if (_isPasting && key.Code == KeyCode.Unknown)
        {
            // The beginning of a paste: the key is what follows.
            return TryRead(out key);
        }

        return true;
    }

    /// <summary>Hands out the bytes that are part of no key yet, and forgets them.</summary>
    public byte[] TakePending()
    {
        byte[] taken = _bytes[_next..];
        (_bytes, _next) = ([], 0);
        return taken;
    }

    /// <summary>Decodes one key; answers its length in bytes, 0 when it is not whole.</summary>
    private int Read(ReadOnlySpan<byte> bytes, out Key key)
    {
        byte first = bytes[0];
        switch (first)
        {
            case EscapeByte:
                return ReadEscape(bytes, out key);
            case 0x0d or 0x0a:
                key = first == 0x0d ? new Key(KeyCode.Enter) : Key.Ctrl('j');
                return 1;
            case 0x09:
                key = new Key(KeyCode.Tab);
                return 1;
            case 0x7f or 0x08:
                key = new Key(KeyCode.Backspace);
                return 1;
            case < 0x20:
                key = Key.Ctrl((char)(first is 0 ? ' ' : first < 0x1b ? first | 0x60 : first | 0x40));
                return 1;
            default:
                return ReadCharacter(bytes, out key);
        }
    }

    private static int ReadCharacter(ReadOnlySpan<byte> bytes, out Key key)
    {
        System.Buffers.OperationStatus status = Rune.DecodeFromUtf8(bytes, out Rune rune, out int length);
        key = new Key(KeyCode.Text, rune.ToString());
        return status == System.Buffers.OperationStatus.NeedMoreData ? 0 : length;
    }

    private int ReadEscape(ReadOnlySpan<byte> bytes, out Key key)
    {
        key = default;
        if (bytes.Length == 1)
        {
            return 0;
        }

        switch (bytes[1])
        {
            case (byte)'[':
                return ReadSequence(bytes, out key);
            case (byte)'O':
                if (bytes.Length == 2)
                {
                    return 0;
                }

                key = Named((char)bytes[2], 0);
                return 3;
            case EscapeByte:
                key = new Key(KeyCode.Escape);
                return 1;
            default:
                int length = Read(bytes[1..], out Key inner);
                key = inner with { Meta = true };
                return length == 0 ? 0 : length + 1;
        }
    }

    /// <summary>A control sequence: parameters, then a final byte.</summary>
    private int ReadSequence(ReadOnlySpan<byte> bytes, out Key key)
    {
        key = default;
        int end = 2;
        while (end < bytes.Length && bytes[end] is >= 0x20 and < 0x40)
        {
            end++;
        }

        if (end == bytes.Length)
        {
            return 0;
        }

        string[] parameters = Encoding.ASCII.GetString(bytes[2..end]).Split(';');
        int first = int.TryParse(parameters[0], out int number) ? number : 0;
        int modifiers = parameters.Length > 1 && int.TryParse(parameters[1], out int code) ? code - 1 : 0;
        if (bytes[end] == '~')
        {
            _isPasting = first == 200;
            key = Numbered(first, modifiers);
        }
        else
        {
            key = Named((char)bytes[end], modifiers);
        }

        return end + 1;
    }

    private static Key Named(char final, int modifiers) => final == 'Z'
        ? new Key(KeyCode.Tab, Shift: true)
        : WithModifiers(
            final switch
            {
                'A' => KeyCode.Up,
                'B' => KeyCode.Down,
                'C' => KeyCode.Right,
                'D' => KeyCode.Left,
                'H' => KeyCode.Home,
                'F' => KeyCode.End,
                'M' => KeyCode.Enter,
                _ => KeyCode.Unknown,
            },
            modifiers);

    private static Key Numbered(int number, int modifiers) => WithModifiers(
        number switch
        {
            1 or 7 => KeyCode.Home,
            2 => KeyCode.Insert,
            3 => KeyCode.Delete,
            4 or 8 => KeyCode.End,
            5 => KeyCode.PageUp,
            6 => KeyCode.PageDown,
            _ => KeyCode.Unknown,
        },
        modifiers);

    private static Key WithModifiers(KeyCode code, int modifiers) =>
        new(code, Shift: (modifiers & 1) != 0, Meta: (modifiers & 2) != 0, Control: (modifiers & 4) != 0);

    /// <summary>Text up to the end of a paste.</summary>
    private int ReadPaste(ReadOnlySpan<byte> bytes, out Key key)
    {
        key = default;
        int end = bytes.IndexOf(PasteEnd);
        if (end < 0)
        {
            return 0;
        }

        _isPasting = false;
        key = new Key(KeyCode.Paste, Encoding.UTF8.GetString(bytes[..end]));
        return end + PasteEnd.Length;
    }
}
