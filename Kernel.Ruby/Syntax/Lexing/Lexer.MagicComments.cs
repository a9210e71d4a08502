using System.Text;
using Gem.Vm.Values;
using Kernel.Ruby.Syntax.Nodes;

namespace Kernel.Ruby.Syntax.Lexing;

/// <summary>Magic comments before the first token: <c>encoding</c> and <c>frozen_string_literal</c>.</summary>
internal sealed partial class Lexer
{
    /// <summary>Where the text of the comment begins that is being read.</summary>
    private int _commentStart;

    /// <summary>The source encoding's name.</summary>
    internal string EncodingName { get; set; } = "UTF-8";

    /// <summary>What <c>frozen_string_literal</c> said, null without it.</summary>
    internal bool? FrozenStringLiteral { get; set; }

    /// <summary>Whether the source is UTF-8.</summary>
    internal bool IsUtf8 { get; private set; } = true;

    /// <summary>How characters beyond ASCII are made where the source is not UTF-8.</summary>
    private EncodingDefinition? OtherEncoding { get; set; }

    /// <summary>Reads the comments at the top of the text; an encoding counts in the first line, or behind #!, only.</summary>
    internal void ReadMagicComments()
    {
        int p = _limit >= 3 && _text[0] == 0xef && _text[1] == 0xbb && _text[2] == 0xbf ? 3 : 0;
        bool mayBeEncoding = true, isFirst = true, isShebang = false;
        for (; p < _limit; mayBeEncoding = isShebang)
        {
            while (CharacterClass.IsBlank(_text[p]))
            {
                p++;
            }
            int end = FindLineEnd(p);
            isShebang = isFirst && _text[p] == '#' && _text[p + 1] == '!';
            isFirst = false;
            if (_text[p] == '#')
            {
                _commentStart = p + 1;
                ReadMagicComment(Encoding.Latin1.GetString(Slice(p + 1, end)), mayBeEncoding);
            }
            else if (_text[p] is not ((byte)'\n' or (byte)'\r'))
            {
                break;
            }
            p = end + 1;
        }
        SetEncodingRules();
    }

    private void SetEncodingRules()
    {
        EncodingDefinition? definition = EncodingName == "UTF-8" ? null : EncodingTable.Find(EncodingName);
        IsUtf8 = definition is null or { Walk: CharacterWalk.Utf8 };
        OtherEncoding = IsUtf8 ? null : definition;
    }

    private void ReadMagicComment(string comment, bool mayBeEncoding)
    {
        int emacs = comment.IndexOf("-*-", StringComparison.Ordinal);
        int emacsEnd = emacs < 0 ? -1 : comment.IndexOf("-*-", emacs + 3, StringComparison.Ordinal);
        if (emacsEnd > 0)
        {
            foreach (string item in comment[(emacs + 3)..emacsEnd].Split(';'))
            {
                ReadSetting(item, mayBeEncoding);
            }
            return;
        }
        if (!ReadSetting(comment, mayBeEncoding: false) && mayBeEncoding)
        {
            ReadLooseEncoding(comment);
        }
    }

    /// <summary>A whole <c>key: value</c>; true if it was one that counts.</summary>
    private bool ReadSetting(string item, bool mayBeEncoding)
    {
        int colon = item.IndexOf(':');
        if (colon < 0)
        {
            return false;
        }
        string key = item[..colon].Trim().Replace('-', '_').ToLowerInvariant();
        string value = item[(colon + 1)..].Trim();
        if (key == "frozen_string_literal")
        {
            bool? flag = value.ToLowerInvariant() switch { "true" => true, "false" => false, _ => null };
            FrozenStringLiteral = flag ?? FrozenStringLiteral;
            return true;
        }
        if (mayBeEncoding && key is "coding" or "encoding")
        {
            EncodingName = KnownEncoding(value);
            return true;
        }
        return false;
    }

    /// <summary><c>coding: name</c> or <c>coding=name</c> anywhere in the comment.</summary>
    private void ReadLooseEncoding(string comment)
    {
        int at = comment.IndexOf("coding", StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            return;
        }
        at += 6;
        while (at < comment.Length && comment[at] == ' ')
        {
            at++;
        }
        if (at >= comment.Length || comment[at] is not (':' or '='))
        {
            return;
        }
        at++;
        while (at < comment.Length && comment[at] == ' ')
        {
            at++;
        }
        int end = at;
        while (end < comment.Length && (char.IsAsciiLetterOrDigit(comment[end]) || comment[end] is '-' or '_' or '.'))
        {
            end++;
        }
        if (end > at)
        {
            EncodingName = KnownEncoding(comment[at..end]);
        }
    }

    /// <summary>What the comment <c>shareable_constant_value</c> said last; the parser restores it at the end of a scope.</summary>
    internal ShareableConstantFlags ShareableConstant { get; set; }

    private void ReadShareableConstantValue(int start, int end)
    {
        ReadOnlySpan<byte> comment = Slice(start + 1, end).Trim(" \t\r-*"u8);
        ReadOnlySpan<byte> key = "shareable_constant_value"u8;
        if (!comment.StartsWith(key) || comment.Length == key.Length || comment[key.Length] != ':')
        {
            return;
        }
        ShareableConstant = Encoding.ASCII.GetString(comment[(key.Length + 1)..].Trim((byte)' ')) switch
        {
            "literal" => ShareableConstantFlags.Literal,
            "experimental_everything" => ShareableConstantFlags.ExperimentalEverything,
            "experimental_copy" => ShareableConstantFlags.ExperimentalCopy,
            _ => ShareableConstantFlags.None,
        };
    }

    /// <summary>The encoding's own name. Emacs says with UTF-8 how lines end.</summary>
    private string KnownEncoding(string name)
    {
        string plain = name.StartsWith("utf-8-", StringComparison.OrdinalIgnoreCase) || name.Equals("utf8", StringComparison.OrdinalIgnoreCase) ? "UTF-8" : name;
        if (EncodingTable.Find(plain) is { IsAsciiCompatible: true } definition)
        {
            return definition.Walk == CharacterWalk.Utf8 && plain == "UTF-8" ? plain : definition.Name;
        }
        int at = Slice(_commentStart, _limit).IndexOf(Encoding.Latin1.GetBytes(name));
        throw new SyntaxException(_commentStart + at, "unknown or invalid encoding in the magic comment", isAtEnd: false) { End = _commentStart + at + name.Length, IsArgumentError = true };
    }
}
