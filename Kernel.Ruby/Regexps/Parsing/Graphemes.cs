using Kernel.Ruby.Regexps.Nodes;

namespace Kernel.Ruby.Regexps.Parsing;

/// <summary>\R and \X as the trees they stand for.</summary>
internal static class Graphemes
{
    private const int ZeroWidthJoiner = 0x200D;

    /// <summary>A line end: CR LF, or one of the characters that end lines.</summary>
    public static Node LineBreak(CharacterCoding coding)
    {
        CodeRanges ends = CodeRanges.Of('\n', '\r');
        if (coding.IsUnicode)
        {
            ends.Add(0x85, 0x85);
            ends.Add(0x2028, 0x2029);
        }

        return new AtomicNode(new AlternationNode([NewLine(), Set(ends)]));
    }

    /// <summary>An extended grapheme cluster by UAX #29: precore* core postcore*.</summary>
    public static Node Cluster(CharacterCoding coding)
    {
        SetNode any = Set(new CodeRanges().Negated());
        if (!coding.IsUnicode)
        {
            return new AtomicNode(new AlternationNode([NewLine(), any]));
        }

        CodeRanges control = CodeRanges.Of(Break("control").Bounds);
        control.Add('\n', '\n');
        control.Add('\r', '\r');
        CodeRanges postcore = CodeRanges.Of(Break("extend").Bounds);
        postcore.Add(Break("spacingmark"));
        postcore.Add(ZeroWidthJoiner, ZeroWidthJoiner);
        Node core = new AlternationNode(
        [
            new SequenceNode([Any("l"), new AlternationNode([Some("v"), new SequenceNode([One("lv"), Any("v")]), One("lvt")]), Any("t")]),
            Some("l"),
            Some("t"),
            new RepeatNode(Set(UnicodeProperties.Find("regionalindicator")!), 2, 2, isGreedy: true),
            Pictographs(),
            Set(control.Negated()),
        ]);
        Node cluster = new SequenceNode([Any("prepend"), core, Repeat(Set(postcore), 0)]);
        return new AtomicNode(new AlternationNode([NewLine(), Set(control), cluster, any]));
    }

    private static SequenceNode Pictographs()
    {
        CodeRanges pictographs = UnicodeProperties.Find("extendedpictographic")!;
        Node next = new SequenceNode([Any("extend"), new TextNode([ZeroWidthJoiner], ignoresCase: false), Set(pictographs)]);
        return new SequenceNode([Set(pictographs), Repeat(next, 0)]);
    }

    private static CodeRanges Break(string name) => UnicodeProperties.Find("graphemeclusterbreak=" + name)!;

    private static TextNode NewLine() => new(['\r', '\n'], ignoresCase: false);

    private static SetNode Set(CodeRanges codes) => new(new CodeSet(codes));

    private static SetNode One(string name) => Set(Break(name));

    private static RepeatNode Any(string name) => Repeat(One(name), 0);

    private static RepeatNode Some(string name) => Repeat(One(name), 1);

    private static RepeatNode Repeat(Node node, int lower) => new(node, lower, RepeatNode.Endless, isGreedy: true);
}
