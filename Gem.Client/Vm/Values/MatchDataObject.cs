using Gem.Vm.Memory;

namespace Gem.Vm.Values;

/// <summary>Result of a match: the frozen text and where each group stands in it.</summary>
public sealed class MatchDataObject : HeapObject
{
    /// <summary>What matched; null for a text that was searched for.</summary>
    public RegexpObject? Regexp;

    /// <summary>The text, frozen.</summary>
    public StringObject Text = null!;

    /// <summary>Byte offsets, begin and end of each group in turn; -1 for a group that took no part. Group 0 is the match.</summary>
    public int[] Offsets = [];

    /// <inheritdoc/>
    public override BodyKind Kind => BodyKind.MatchData;

    /// <summary>Number of groups, the whole match included.</summary>
    public int GroupCount => Offsets.Length / 2;

    /// <summary>Byte offset at which a group begins, -1 when it took no part.</summary>
    public int Begin(int group) => Offsets[2 * group];

    /// <summary>Byte offset behind a group.</summary>
    public int End(int group) => Offsets[(2 * group) + 1];

    /// <inheritdoc/>
    public override void WriteBody(RecordWriter writer)
    {
        writer.Object(Regexp);
        writer.Object(Text);
        foreach (int offset in Offsets)
        {
            writer.Int32(offset);
        }
    }

    /// <inheritdoc/>
    public override void ReadBody(ref RecordReader reader)
    {
        Regexp = (RegexpObject?)reader.Object();
        Text = (StringObject)reader.Object()!;
        List<int> offsets = [];
        while (reader.HasBytes)
        {
            offsets.Add(reader.Int32());
        }

        Offsets = [.. offsets];
    }
}
