using System.Buffers;
using Kernel.Ruby.Regexps.Nodes;

namespace Kernel.Ruby.Regexps.Compiling;

/// <summary>Where in a text a match may begin: by an anchor, by bytes that all matches begin with, or by their first byte.</summary>
internal sealed class StartFinder
{
    private const int ScannedBeforeSearchValues = 1000;

    private readonly byte[] _prefix;
    private readonly byte[] _required = [];
    private readonly bool[]? _first;
    private readonly byte[]? _few;
    private SearchValues<byte>? _values;
    private int _scanned;

    /// <summary>The starts of a tree.</summary>
    public StartFinder(Node root, CharacterCoding coding, FirstBytes firstBytes, bool hasReferences)
    {
        Anchor = AnchorOf(root, hasReferences);
        _prefix = coding.IsUtf8 || coding.IsSingleByte ? Prefix(root, coding) : [];
        if (_prefix.Length == 0 && Anchor != Binding.Text && (coding.IsUtf8 || coding.IsSingleByte))
        {
            CollectRequired(root, coding, ref _required);
        }

        FirstSet first = firstBytes.Of(root);
        if (first.CanBeEmpty || first.IsAll || first.Contains(FirstSet.AtEnd))
        {
            return;
        }

        _first = new bool[256];
        List<byte> few = [];
        for (int i = 0; i < _first.Length; i++)
        {
            _first[i] = first.Contains(i);
            if (_first[i])
            {
                few.Add((byte)i);
            }
        }

        _few = few.Count <= 5 ? [.. few] : null;
    }

    /// <summary>How starts are bound.</summary>
    public enum Binding
    {
        /// <summary>Not at all.</summary>
        None,

        /// <summary>To the start of the text.</summary>
        Text,

        /// <summary>To where the search begins.</summary>
        Search,

        /// <summary>To starts of lines.</summary>
        Line,

        /// <summary>To where the search begins and to starts of lines: a dot loop has tried the others.</summary>
        SearchOrLine,
    }

    /// <summary>How starts are bound.</summary>
    public Binding Anchor { get; }

    /// <summary>Some places can be told from others.</summary>
    public bool CanSkip => _first is not null || _prefix.Length > 0;

    /// <summary>The next place at or after a position where a match may begin; -1 when there is none.</summary>
    public int Next(ReadOnlySpan<byte> text, int position)
    {
        ReadOnlySpan<byte> rest = text[position..];
        int found = _prefix.Length > 1 ? rest.IndexOf(_prefix)
            : _few is [var only] ? rest.IndexOf(only)
            : _few is not null ? rest.IndexOfAny(_few)
            : _values is not null ? rest.IndexOfAny(_values)
            : Scan(rest);
        return found < 0 ? -1 : position + found;
    }

    /// <summary>False when bytes that every match has are not there.</summary>
    public bool HasRequired(ReadOnlySpan<byte> text) => _required.Length == 0 || text.IndexOf(_required) >= 0;

    /// <summary>True when a match may begin with a byte.</summary>
    public bool MayBegin(byte value) => _first is null || _first[value];

    private int Scan(ReadOnlySpan<byte> text)
    {
        bool[] first = _first!;
        for (int i = 0; i < text.Length; i++)
        {
            if (first[text[i]])
            {
                CountScanned(i);
                return i;
            }
        }

        CountScanned(text.Length);
        return -1;
    }

    /// <summary>A longer search is worth a vectorised one.</summary>
    private void CountScanned(int count)
    {
        _scanned += count;
        if (_scanned < ScannedBeforeSearchValues)
        {
            return;
        }

        List<byte> values = [];
        for (int i = 0; i < _first!.Length; i++)
        {
            if (_first[i])
            {
                values.Add((byte)i);
            }
        }

        _values = SearchValues.Create(values.ToArray());
    }

    private static Binding AnchorOf(Node node, bool hasReferences) => node switch
    {
        SequenceNode { Parts.Count: > 0 } sequence => AnchorOf(sequence.Parts[0], hasReferences),
        GroupNode { IsCalled: false } group => AnchorOf(group.Target, hasReferences),
        AnchorNode { Kind: AnchorKind.TextStart } => Binding.Text,
        AnchorNode { Kind: AnchorKind.SearchStart } => Binding.Search,
        AnchorNode { Kind: AnchorKind.LineStart } => Binding.Line,
        RepeatNode { Lower: <= 1, Upper: RepeatNode.Endless, IsGreedy: true, Target: SetNode { Set: var set } } when !hasReferences && IsDot(set) => Binding.SearchOrLine,
        _ => Binding.None,
    };

    private static bool IsDot(CodeSet set) => set.Bounds is [0, 9, 11, CodeRanges.Last];

    /// <summary>Bytes that every match begins with.</summary>
    private static byte[] Prefix(Node root, CharacterCoding coding)
    {
        List<byte> bytes = [];
        CollectPrefix(root, coding, bytes);
        return [.. bytes];
    }

    /// <summary>Adds a node's bytes; false when what follows does not count any more.</summary>
    private static bool CollectPrefix(Node node, CharacterCoding coding, List<byte> bytes)
    {
        switch (node)
        {
            case TextNode { IgnoresCase: false } text:
                foreach (int code in text.Codes)
                {
                    coding.Encode(code, bytes);
                }

                return true;
            case SequenceNode sequence:
                return sequence.Parts.TrueForAll(part => CollectPrefix(part, coding, bytes));
            case GroupNode { IsRecursive: false } group:
                return CollectPrefix(group.Target, coding, bytes);
            case RepeatNode { Lower: > 0 } repeat:
                return CollectPrefix(repeat.Target, coding, bytes) && repeat is { Lower: 1, Upper: 1 };
            default:
                return false;
        }
    }

    /// <summary>Finds the longest text that every match has, outside of looks.</summary>
    private static void CollectRequired(Node node, CharacterCoding coding, ref byte[] longest)
    {
        switch (node)
        {
            case TextNode { IgnoresCase: false } text when text.Codes.Count > longest.Length:
                List<byte> bytes = [];
                foreach (int code in text.Codes)
                {
                    coding.Encode(code, bytes);
                }

                longest = [.. bytes];
                break;
            case SequenceNode sequence:
                foreach (Node part in sequence.Parts)
                {
                    CollectRequired(part, coding, ref longest);
                }

                break;
            case GroupNode { IsCalled: false } group:
                CollectRequired(group.Target, coding, ref longest);
                break;
            case AtomicNode atomic:
                CollectRequired(atomic.Target, coding, ref longest);
                break;
            case RepeatNode { Lower: > 0 } repeat:
                CollectRequired(repeat.Target, coding, ref longest);
                break;
        }
    }
}
