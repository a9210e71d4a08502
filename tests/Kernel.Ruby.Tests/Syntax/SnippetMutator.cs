using System.Text;

namespace Kernel.Ruby.Tests.Syntax;

/// <summary>Cuts sources into snippets and damages them: the same seed gives the same damage.</summary>
internal sealed class SnippetMutator
{
    private const int MaximumBytes = 2048;
    private const int MaximumChanges = 4;

    private static readonly string[] Fragments =
    [
        " ", "\n", ";", "(", ")", "[", "]", "{", "}", "|", "\"", "'", "`", "/", "\\", "#{", "#@a", "#", "%", "%w[", "%q(", "%I{", "%r!", "<<~A", "<<-'B'", "\nA\n",
        ":", "::", "?", "!", ".", "..", "...", "&", "&.", "*", "**", "+", "-", "=", "==", "=>", "->", ",", "~", "^", "<", "<<", "@", "@@", "$", "0", "0x", "1e", "2r", "3i",
        " end ", " do ", " if ", " unless ", " while ", " case ", " in ", " when ", " then ", " else ", " def ", " class ", " module ", " begin ", " rescue ", " ensure ",
        " return ", " break ", " yield ", " super ", " self ", " not ", " and ", " or ", " alias ", " undef ", " defined? ", " BEGIN{", "__END__", "\n=begin\n", "\n=end\n",
        "# encoding: euc-jp\n", "\0", "\xff", "\xc3", "é", "_1", "it", "a:", "\"a\":", "A::B", "\\u{1F600}", "\\M-\\C-a", "\\x", "\r\n",
    ];

    private readonly List<byte[]> _snippets;
    private readonly Random _random;

    public SnippetMutator(IEnumerable<byte[]> sources, int seed)
    {
        _snippets = [.. sources.SelectMany(Cut)];
        _random = new Random(seed);
    }

    /// <summary>A snippet of at most 2 KB with some changes.</summary>
    public byte[] Next()
    {
        List<byte> text = [.. Pick()];
        for (int change = _random.Next(MaximumChanges) + 1; change > 0; change--)
        {
            Change(text);
        }

        return [.. text.Take(MaximumBytes)];
    }

    private byte[] Pick() => _snippets[_random.Next(_snippets.Count)];

    private void Change(List<byte> text)
    {
        int place = _random.Next(text.Count + 1);
        int length = Math.Min(_random.Next(1, 40), text.Count - place);
        switch (_random.Next(7))
        {
            case 0:
                text.RemoveRange(place, length);
                break;
            case 1:
                text.RemoveRange(place, text.Count - place);
                break;
            case 2:
                text.InsertRange(_random.Next(text.Count + 1), text.GetRange(place, length));
                break;
            case 3 when place < text.Count:
                text[place] = (byte)_random.Next(256);
                break;
            case 4:
                byte[] other = Pick();
                text.InsertRange(place, other.Skip(_random.Next(other.Length)).Take(200));
                break;
            default:
                text.InsertRange(place, Encoding.UTF8.GetBytes(Fragments[_random.Next(Fragments.Length)]));
                break;
        }
    }

    /// <summary>Pieces that begin at a line and have at most 2 KB.</summary>
    private static IEnumerable<byte[]> Cut(byte[] source)
    {
        int start = 0;
        while (start < source.Length)
        {
            int end = Math.Min(start + MaximumBytes, source.Length);
            int line = end == source.Length ? -1 : Array.LastIndexOf(source, (byte)'\n', end - 1, end - start);
            end = line < start ? end : line + 1;
            yield return source[start..end];
            start = end;
        }
    }
}
