using Gem.Vm.Interpreter;
using Gem.Vm.Values;
using Kernel.Ruby.Regexps;
using Kernel.Ruby.Regexps.Matching;

namespace Kernel.Ruby.Primitives;

/// <summary>Searches with one regexp in one frozen text, one after another; makes objects only of what is asked for.</summary>
internal ref struct RegexpSearch
{
    private readonly VmThread _thread;
    private readonly RegexpObject _regexp;
    private readonly RegexpProgram _program;
    private readonly int[] _bounds;

    /// <summary>Searches in a text, a frozen copy of it if need be.</summary>
    public RegexpSearch(VmThread t, RegexpObject regexp, StringObject text)
    {
        _thread = t;
        _regexp = regexp;
        Text = StringPrimitives.Frozen(t, text);
        _program = RegexpEncodings.ProgramFor(t, RegexpPrimitives.Pattern(t, regexp), Text);
        _bounds = new int[2 * _program.GroupCount];
    }

    /// <summary>The text.</summary>
    public StringObject Text { get; }

    /// <summary>Bounds of the match and its groups, in bytes.</summary>
    public readonly ReadOnlySpan<int> Bounds => _bounds;

    /// <summary>Where the match begins.</summary>
    public readonly int Begin => _bounds[0];

    /// <summary>Where it ends.</summary>
    public readonly int End => _bounds[1];

    /// <summary>Groups, the whole match among them.</summary>
    public readonly int GroupCount => _program.GroupCount;

    /// <summary>The part of the text that was matched.</summary>
    public readonly ReadOnlySpan<byte> Matched => Text.Span[Begin..End];

    /// <summary>Where a search for the next match begins: behind this one, a character further when it was empty.</summary>
    public readonly int Next => RegexpPrimitives.Next(Text, Begin, End);

    /// <summary>Finds the next match at or after an offset; false when there is none.</summary>
    public readonly bool Find(int offset) => offset <= Text.Length
        && RegexpMatching.Search(_program, Text.Span, offset, SearchKind.Forward, RegexpLimits.Of(_thread, _regexp, Text), _bounds);

    /// <summary>A group's text, nil when it took no part.</summary>
    public readonly Value Group(int group) => _bounds[2 * group] < 0 ? Value.Nil
        : _thread.Vm.NewString(Text.Span[_bounds[2 * group].._bounds[(2 * group) + 1]], Text.Encoding);

    /// <summary>The match as an object.</summary>
    public readonly MatchDataObject ToMatch() => RegexpPrimitives.MakeMatch(_thread, _regexp, Text, [.. _bounds]);
}
