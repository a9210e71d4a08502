using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;
using Kernel.Ruby.Regexps;
using Kernel.Ruby.Regexps.Matching;

namespace Kernel.Ruby.Primitives;

/// <summary>Regexp: matching. It sets <see cref="VmThread.LastMatch"/>.</summary>
internal static unsafe partial class RegexpPrimitives
{
    private const int BoundsOnStack = 64;

    private static void RegisterMatching(PrimitiveTable table)
    {
        table.Add("regexp_search", &SearchFrom, 3);
        table.Add("regexp_match_at", &MatchHere, 2);
        table.Add("regexp_match_operator", &MatchOperator, 1);
        table.Add("regexp_is_match", &IsMatch, 1, 2);
        table.Add("regexp_last_match", &LastMatch, 0);
        table.Add("regexp_set_last_match", &SetLastMatch, 1);
    }

    /// <summary>First match at or after a byte offset; sets the last match.</summary>
    public static MatchDataObject? Search(VmThread t, RegexpObject regexp, StringObject text, int offset) =>
        Search(t, regexp, text, offset, SearchKind.Forward);

    /// <summary>Match that begins at a byte offset; sets the last match.</summary>
    public static MatchDataObject? MatchAt(VmThread t, RegexpObject regexp, StringObject text, int offset) =>
        Search(t, regexp, text, offset, SearchKind.Here);

    /// <summary>Last match that begins at or before a byte offset; sets the last match.</summary>
    public static MatchDataObject? SearchBackward(VmThread t, RegexpObject regexp, StringObject text, int offset) =>
        Search(t, regexp, text, offset, SearchKind.Backward);

    /// <summary>string[regexp, group]: the group's text or nil.</summary>
    public static Value Element(VmThread t, StringObject text, RegexpObject regexp, Value group) =>
        Search(t, regexp, text, 0) is { } match ? MatchDataPrimitives.Element(t, match, group) : Value.Nil;

    /// <summary>Byte offset and length of a group, for string[regexp, group] = text.</summary>
    public static (int Offset, int Length) SpanForWriting(VmThread t, StringObject text, RegexpObject regexp, Value group)
    {
        MatchDataObject match = Search(t, regexp, text, 0) ?? throw t.Error(t.Vm.Classes.IndexError, "regexp not matched");
        int number = MatchDataPrimitives.NumberOf(t, match, group);
        if (number < 0 || number >= match.GroupCount || match.Begin(number) < 0)
        {
            throw t.Error(t.Vm.Classes.IndexError, number < 0 || number >= match.GroupCount
                ? $"index {(number < 0 ? number - match.GroupCount : number)} out of regexp" : $"regexp group {number} not matched");
        }

        return (match.Begin(number), match.End(number) - match.Begin(number));
    }

    /// <summary>A match result from byte offsets.</summary>
    public static MatchDataObject MakeMatch(VmThread t, RegexpObject? regexp, StringObject frozen, int[] offsets) =>
        t.Vm.Adopt(new MatchDataObject { Regexp = regexp, Text = frozen, Offsets = offsets }, t.Vm.Classes.MatchData);

    private static MatchDataObject? Search(VmThread t, RegexpObject regexp, StringObject text, int offset, SearchKind kind)
    {
        RegexpProgram program = RegexpEncodings.ProgramFor(t, Pattern(t, regexp), text);
        int count = 2 * program.GroupCount;
        Span<int> bounds = count <= BoundsOnStack ? stackalloc int[count] : new int[count];
        if (!RegexpMatching.Search(program, text.Span, offset, kind, RegexpLimits.Of(t, regexp, text), bounds))
        {
            t.LastMatch = Value.Nil;
            return null;
        }

        MatchDataObject match = MakeMatch(t, regexp, StringPrimitives.Frozen(t, text), bounds.ToArray());
        t.LastMatch = match;
        return match;
    }

    /// <summary>search(text, byte offset, backward): a MatchData or nil.</summary>
    private static Value SearchFrom(VmThread t, Arguments a)
    {
        StringObject text = Coercions.ToStr(t, a[0]);
        int offset = Coercions.ToPosition(t, a[1]);
        if (offset < 0 || offset > text.Length)
        {
            t.LastMatch = Value.Nil;
            return Value.Nil;
        }

        return Search(t, Self(a), text, offset, a[2].IsTruthy ? SearchKind.Backward : SearchKind.Forward) is { } match ? match : Value.Nil;
    }

    private static Value MatchHere(VmThread t, Arguments a) =>
        MatchAt(t, Self(a), Coercions.ToStr(t, a[0]), Coercions.ToPosition(t, a[1])) is { } match ? match : Value.Nil;

    private static Value MatchOperator(VmThread t, Arguments a)
    {
        if (a[0].IsNil)
        {
            Pattern(t, Self(a));
            t.LastMatch = Value.Nil;
            return Value.Nil;
        }

        return Search(t, Self(a), TextOf(t, a[0]), 0) is { } match
            ? Value.FromInteger(CharacterText.Count(match.Text.Span[..match.Begin(0)], match.Text.Encoding)) : Value.Nil;
    }

    /// <summary>A string, or a symbol's text.</summary>
    private static StringObject TextOf(VmThread t, Value value) =>
        value.Ref is SymbolObject symbol ? t.Vm.NewString(symbol.Bytes, symbol.Encoding) : Coercions.ToStr(t, value);

    private static Value IsMatch(VmThread t, Arguments a)
    {
        if (a[0].IsNil)
        {
            return Value.False;
        }

        StringObject text = TextOf(t, a[0]);
        int start = a.Count == 2 ? Coercions.ToPosition(t, a[1]) : 0;
        start = start < 0 ? start + CharacterText.Count(text) : start;
        if (start < 0 || start > text.Length)
        {
            return Value.False;
        }

        RegexpObject self = Self(a);
        RegexpProgram program = RegexpEncodings.ProgramFor(t, Pattern(t, self), text);
        int offset = start == 0 ? 0 : CharacterText.OffsetOf(text, start);
        return Value.FromBoolean(RegexpMatching.Search(program, text.Span, offset, SearchKind.Forward, RegexpLimits.Of(t, self, text), []));
    }

    private static Value LastMatch(VmThread t, Arguments a) => t.LastMatch;

    private static Value SetLastMatch(VmThread t, Arguments a) => t.LastMatch = a[0];
}
