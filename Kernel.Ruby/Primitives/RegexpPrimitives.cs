using System.Text;
using System.Text.RegularExpressions;
using Gem.Vm;
using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>Regexp: making, matching, what it says of itself. Matching sets <see cref="VmThread.LastMatch"/>.</summary>
internal static unsafe partial class RegexpPrimitives
{
    /// <summary>Binds the primitives.</summary>
    public static void Register(PrimitiveTable table)
    {
        table.Add("regexp_initialize", &Initialize, 1, 3);
        table.Add("regexp_search", &SearchFrom, 3);
        table.Add("regexp_match_at", &MatchHere, 2);
        table.Add("regexp_match_operator", &MatchOperator, 1);
        table.Add("regexp_is_match", &IsMatch, 1, 2);
        table.Add("regexp_source", &Source, 0);
        table.Add("regexp_options", &Options, 0);
        table.Add("regexp_to_s", &ToText, 0);
        table.Add("regexp_inspect", &Inspect, 0);
        table.Add("regexp_escape", &EscapeText, 1);
        table.Add("regexp_named_captures", &NamedCaptures, 0);
        table.Add("regexp_equal", &AreEqual, 1);
        table.Add("regexp_hash", &Hash, 0);
        table.Add("regexp_last_match", &LastMatch, 0);
        table.Add("regexp_set_last_match", &SetLastMatch, 1);
        RegisterReplacing(table);
    }

    /// <summary>Defines $~, $1 and their kin.</summary>
    public static void DefineGlobals(VirtualMachine vm)
    {
        vm.Globals.Define(vm.Symbols.Intern("$~"), static t => t.LastMatch, static (t, _, value) => t.LastMatch = value.IsNil || value.Ref is MatchDataObject
            ? value : throw Coercions.TypeError(t, $"wrong argument type {Coercions.ClassName(t, value)} (expected MatchData)"));
        SpecialGlobals.ReadOnly(vm, "$&", static t => GroupOfLast(t, 0));
        SpecialGlobals.ReadOnly(vm, "$`", static t => t.LastMatch.Ref is MatchDataObject match ? MatchDataPrimitives.Before(t, match) : Value.Nil);
        SpecialGlobals.ReadOnly(vm, "$'", static t => t.LastMatch.Ref is MatchDataObject match ? MatchDataPrimitives.After(t, match) : Value.Nil);
        SpecialGlobals.ReadOnly(vm, "$+", static t => MatchDataPrimitives.LastGroup(t));
        for (int i = 1; i <= 9; i++)
        {
            int group = i;
            SpecialGlobals.ReadOnly(vm, $"${i}", t => GroupOfLast(t, group));
        }
    }

    /// <summary>A group of the last match, nil when it took no part.</summary>
    public static Value GroupOfLast(VmThread t, int group) =>
        t.LastMatch.Ref is MatchDataObject match ? MatchDataPrimitives.Group(t, match, group) : Value.Nil;

    /// <summary>The compiled form; RegexpError when the pattern is wrong.</summary>
    public static RegexpProgram Program(VmThread t, RegexpObject regexp)
    {
        t.Vm.Fresh(regexp);
        if (regexp.Compiled is RegexpProgram known)
        {
            return known;
        }

        if (regexp.Source is null)
        {
            throw Coercions.TypeError(t, "uninitialized Regexp");
        }

        try
        {
            RegexpProgram program = new(regexp);
            regexp.Compiled = program;
            return program;
        }
        catch (RegexpSyntaxException error)
        {
            throw t.Error(t.Vm.Classes.RegexpError, $"{error.Message}: /{Encoding.UTF8.GetString(regexp.Source)}/");
        }
    }

    /// <summary>First match at or after a byte offset; sets the last match.</summary>
    public static MatchDataObject? Search(VmThread t, RegexpObject regexp, StringObject text, int offset)
    {
        StringObject frozen = StringPrimitives.Frozen(t, text);
        RegexpSubject subject = RegexpSubject.Of(frozen);
        return Note(t, regexp, frozen, subject, Program(t, regexp).Search(subject, subject.ToUnit(offset)));
    }

    /// <summary>Match that begins at a byte offset; sets the last match.</summary>
    public static MatchDataObject? MatchAt(VmThread t, RegexpObject regexp, StringObject text, int offset)
    {
        StringObject frozen = StringPrimitives.Frozen(t, text);
        RegexpSubject subject = RegexpSubject.Of(frozen);
        return Note(t, regexp, frozen, subject, Program(t, regexp).MatchAt(subject, subject.ToUnit(offset)));
    }

    /// <summary>Last match that begins at or before a byte offset; sets the last match.</summary>
    public static MatchDataObject? SearchBackward(VmThread t, RegexpObject regexp, StringObject text, int offset)
    {
        StringObject frozen = StringPrimitives.Frozen(t, text);
        RegexpSubject subject = RegexpSubject.Of(frozen);
        RegexpProgram program = Program(t, regexp);
        for (int unit = subject.ToUnit(offset); unit >= 0; unit--)
        {
            if (program.MatchAt(subject, unit) is { } match)
            {
                return Note(t, regexp, frozen, subject, match);
            }
        }

        t.LastMatch = Value.Nil;
        return null;
    }

    /// <summary>string[regexp, group]: the group's text or nil.</summary>
    public static Value Element(VmThread t, StringObject text, RegexpObject regexp, Value group) =>
        Search(t, regexp, text, 0) is { } match ? MatchDataPrimitives.Element(t, match, group) : Value.Nil;

    /// <summary>Byte offset and length of a group, for string[regexp, group] = text.</summary>
    public static (int Offset, int Length) SpanForWriting(VmThread t, StringObject text, RegexpObject regexp, Value group)
    {
        MatchDataObject match = Search(t, regexp, text, 0) ?? throw t.Error(t.Vm.Classes.IndexError, "regexp not matched");
        int number = MatchDataPrimitives.NumberOf(t, match, group);
        if (number >= match.GroupCount || match.Begin(number) < 0)
        {
            throw t.Error(t.Vm.Classes.IndexError, number >= match.GroupCount ? $"index {number} out of regexp" : $"regexp group {number} not matched");
        }

        return (match.Begin(number), match.End(number) - match.Begin(number));
    }

    /// <summary>A match result from byte offsets.</summary>
    public static MatchDataObject MakeMatch(VmThread t, RegexpObject? regexp, StringObject frozen, int[] offsets) =>
        t.Vm.Adopt(new MatchDataObject { Regexp = regexp, Text = frozen, Offsets = offsets }, t.Vm.Classes.MatchData);

    private static MatchDataObject? Note(VmThread t, RegexpObject regexp, StringObject frozen, RegexpSubject subject, Match? match)
    {
        if (match is null)
        {
            t.LastMatch = Value.Nil;
            return null;
        }

        int count = Program(t, regexp).Translation.GroupCount + 1;
        int[] offsets = new int[2 * count];
        for (int i = 0; i < count; i++)
        {
            Group group = i == 0 ? match : match.Groups[i];
            offsets[2 * i] = group.Success ? subject.ToByte(group.Index) : -1;
            offsets[(2 * i) + 1] = group.Success ? subject.ToByte(group.Index + group.Length) : -1;
        }

        MatchDataObject result = MakeMatch(t, regexp, frozen, offsets);
        t.LastMatch = result;
        return result;
    }

    private static RegexpObject Self(Arguments a) => (RegexpObject)a.Self.Ref!;

    private static Value Initialize(VmThread t, Arguments a)
    {
        RegexpObject self = Self(a);
        if (self.Source is not null)
        {
            throw t.Error(t.Vm.Classes.FrozenError, $"can't modify literal regexp");
        }

        if (a[0].Ref is RegexpObject other)
        {
            self.Source = t.Vm.Fresh(other).Source;
            self.Options = other.Options;
            self.Encoding = other.Encoding;
        }
        else
        {
            StringObject text = Coercions.ToStr(t, a[0]);
            self.Source = text.Span.ToArray();
            self.Options = a.Count > 1 ? OptionsOf(t, a[1]) : 0;
            self.Encoding = Ascii.IsValid(text.Span) ? (self.Options & RegexpObject.NoEncoding) != 0 ? StringEncoding.Binary : StringEncoding.UsAscii : text.Encoding;
            if (self.Encoding == StringEncoding.Utf8)
            {
                self.Options |= RegexpObject.FixedEncoding;
            }
        }

        Program(t, self);
        self.Header |= HeaderFlags.Frozen;
        return Value.Nil;
    }

    private static int OptionsOf(VmThread t, Value options)
    {
        if (options.IsFixnum)
        {
            return (int)options.Bits & 0x3F;
        }

        if (options.Ref is not StringObject letters)
        {
            return options.IsTruthy ? RegexpObject.IgnoreCase : 0;
        }

        int sum = 0;
        foreach (byte letter in letters.Span)
        {
            sum |= (char)letter switch
            {
                'i' => RegexpObject.IgnoreCase,
                'x' => RegexpObject.Extended,
                'm' => RegexpObject.MultiLine,
                _ => throw Coercions.ArgumentError(t, $"unknown regexp options: {letters}"),
            };
        }

        return sum;
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

        MatchDataObject? match = a[2].IsTruthy ? SearchBackward(t, Self(a), text, offset) : Search(t, Self(a), text, offset);
        return match is null ? Value.Nil : match;
    }

    private static Value MatchHere(VmThread t, Arguments a) =>
        MatchAt(t, Self(a), Coercions.ToStr(t, a[0]), Coercions.ToPosition(t, a[1])) is { } match ? match : Value.Nil;

    private static Value MatchOperator(VmThread t, Arguments a)
    {
        if (a[0].IsNil)
        {
            t.LastMatch = Value.Nil;
            return Value.Nil;
        }

        StringObject text = a[0].Ref is SymbolObject symbol ? t.Vm.NewString(symbol.Bytes, symbol.Encoding) : Coercions.ToStr(t, a[0]);
        return Search(t, Self(a), text, 0) is { } match
            ? Value.FromInteger(CharacterText.Count(match.Text.Span[..match.Begin(0)], match.Text.Encoding)) : Value.Nil;
    }

    private static Value IsMatch(VmThread t, Arguments a)
    {
        if (a[0].IsNil)
        {
            return Value.False;
        }

        StringObject text = a[0].Ref is SymbolObject symbol ? t.Vm.NewString(symbol.Bytes, symbol.Encoding) : Coercions.ToStr(t, a[0]);
        int start = a.Count == 2 ? Coercions.ToPosition(t, a[1]) : 0;
        start = start < 0 ? start + CharacterText.Count(text) : start;
        if (start < 0 || start > text.Length)
        {
            return Value.False;
        }

        RegexpSubject subject = RegexpSubject.Of(StringPrimitives.Frozen(t, text));
        return Value.FromBoolean(Program(t, Self(a)).Search(subject, subject.ToUnit(CharacterText.OffsetOf(text, start))) is not null);
    }

    private static Value Source(VmThread t, Arguments a) => t.Vm.NewString(Self(a).Source ?? throw Coercions.TypeError(t, "uninitialized Regexp"), Self(a).Encoding);

    private static Value Options(VmThread t, Arguments a) => Value.FromInteger(Self(a).Options);

    private static string OptionLetters(int options) =>
        $"{((options & RegexpObject.MultiLine) != 0 ? "m" : "")}{((options & RegexpObject.IgnoreCase) != 0 ? "i" : "")}{((options & RegexpObject.Extended) != 0 ? "x" : "")}";

    private static Value ToText(VmThread t, Arguments a)
    {
        string on = OptionLetters(Self(a).Options), off = OptionLetters(~Self(a).Options);
        return t.Vm.NewString($"(?{on}{(off.Length > 0 ? "-" + off : "")}:{Slashed(Self(a))})");
    }

    private static Value Inspect(VmThread t, Arguments a) => Self(a).Source is null ? t.Vm.NewString("#<Regexp: uninitialized>")
        : t.Vm.NewString($"/{Slashed(Self(a))}/{OptionLetters(Self(a).Options)}{((Self(a).Options & RegexpObject.NoEncoding) != 0 ? "n" : "")}");

    /// <summary>The source with its bare slashes escaped.</summary>
    private static string Slashed(RegexpObject self)
    {
        string source = Encoding.UTF8.GetString(self.Source!);
        StringBuilder result = new();
        for (int i = 0; i < source.Length; i++)
        {
            if (source[i] == '\\' && i + 1 < source.Length)
            {
                result.Append(source[i++]);
            }
            else if (source[i] == '/')
            {
                result.Append('\\');
            }

            result.Append(source[i] == '\n' ? "\\n" : source[i].ToString());
        }

        return result.ToString();
    }

    private static Value EscapeText(VmThread t, Arguments a)
    {
        StringObject text = a[0].Ref is SymbolObject symbol ? t.Vm.NewString(symbol.Bytes, symbol.Encoding) : Coercions.ToStr(t, a[0]);
        StringObject result = t.Vm.NewString(new byte[text.Length + 8], 0, Ascii.IsValid(text.Span) ? StringEncoding.UsAscii : text.Encoding);
        foreach (byte character in text.Span)
        {
            char letter = (char)character switch { '\n' => 'n', '\t' => 't', '\r' => 'r', '\f' => 'f', '\v' => 'v', _ => '\0' };
            if (letter != '\0')
            {
                result.Append([(byte)'\\', (byte)letter]);
                continue;
            }

            if (".*?+^$|\\()[]{}-# "u8.Contains(character))
            {
                result.Append("\\"u8);
            }

            result.Append([character]);
        }

        return result;
    }

    /// <summary>A hash from group names to arrays of their numbers.</summary>
    private static Value NamedCaptures(VmThread t, Arguments a)
    {
        HashObject hash = t.Vm.NewHash();
        foreach ((string name, List<int> numbers) in Program(t, Self(a)).Translation.Names)
        {
            HashAccess.Set(t, hash, t.Vm.NewString(name), t.Vm.NewArray(numbers.ConvertAll(number => Value.FromInteger(number)).ToArray(), numbers.Count));
        }

        return hash;
    }

    private static Value AreEqual(VmThread t, Arguments a) => Value.FromBoolean(a[0].Ref is RegexpObject other
        && (Self(a).Options & 7) == (t.Vm.Fresh(other).Options & 7) && Self(a).Source.AsSpan().SequenceEqual(other.Source));

    private static Value Hash(VmThread t, Arguments a) =>
        Value.FromInteger(HashAccess.HashBytes(Self(a).Source ?? [], t.Vm.HashSeed ^ (ulong)(Self(a).Options & 7)));

    private static Value LastMatch(VmThread t, Arguments a) => t.LastMatch;

    private static Value SetLastMatch(VmThread t, Arguments a) => t.LastMatch = a[0];
}
