using System.Text;
using Gem.Vm;
using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;
using Kernel.Ruby.Regexps;

namespace Kernel.Ruby.Primitives;

/// <summary>Regexp: making, and what it says of itself.</summary>
internal static unsafe partial class RegexpPrimitives
{
    /// <summary>Binds the primitives.</summary>
    public static void Register(PrimitiveTable table)
    {
        table.Add("regexp_initialize", &Initialize, 1, 3);
        table.Add("regexp_source", &Source, 0);
        table.Add("regexp_options", &Options, 0);
        table.Add("regexp_to_s", &ToText, 0);
        table.Add("regexp_inspect", &Inspect, 0);
        table.Add("regexp_escape", &EscapeText, 1);
        table.Add("regexp_named_captures", &NamedCaptures, 0);
        table.Add("regexp_equal", &AreEqual, 1);
        table.Add("regexp_hash", &Hash, 0);
        table.Add("regexp_is_fixed_encoding", &IsFixedEncoding, 0);
        table.Add("regexp_is_initialized", &IsInitialized, 0);
        table.Add("regexp_timeout", &Timeout, 0);
        table.Add("regexp_is_linear_time", &IsLinearTime, 0);
        table.Add("regexp_set_timeout", &SetTimeout, 1);
        table.Add("regexp_set_default_timeout", &SetDefaultTimeout, 1);
        RegisterMatching(table);
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

    /// <summary>The parsed form; RegexpError when the pattern is wrong.</summary>
    public static RegexpPattern Pattern(VmThread t, RegexpObject regexp)
    {
        t.Vm.Fresh(regexp);
        if (regexp.Compiled is RegexpPattern known)
        {
            return known;
        }

        if (regexp.Source is null)
        {
            throw Coercions.TypeError(t, "uninitialized Regexp");
        }

        try
        {
            RegexpPattern pattern = new(regexp.Source, regexp.Encoding, regexp.Options);
            regexp.Compiled = pattern;
            return pattern;
        }
        catch (RegexpSyntaxException error)
        {
            throw t.Error(t.Vm.Classes.RegexpError, $"{error.Message}: {RegexpText.Literal(regexp)}");
        }
    }

    private static RegexpObject Self(Arguments a) => (RegexpObject)a.Self.Ref!;

    /// <summary>initialize(source or regexp, options).</summary>
    private static Value Initialize(VmThread t, Arguments a)
    {
        RegexpObject self = Self(a);
        if (self.IsFrozen)
        {
            throw t.Error(t.Vm.Classes.FrozenError, $"can't modify frozen Regexp: {RegexpText.Inspect(self)}");
        }

        if (self.Source is not null)
        {
            throw Coercions.TypeError(t, "already initialized regexp");
        }

        if (a[0].Ref is RegexpObject other)
        {
            self.Source = t.Vm.Fresh(other).Source ?? throw Coercions.TypeError(t, "uninitialized Regexp");
            self.Options = other.Options;
            self.Encoding = other.Encoding;
        }
        else
        {
            StringObject text = Coercions.ToStr(t, a[0]);
            int options = a.Count > 1 ? OptionsOf(t, a[1]) : 0;
            self.Source = text.Span.ToArray();
            self.Options = options;
            self.Encoding = text.Encoding;
            Settle(t, self);
        }

        return Value.Nil;
    }

    /// <summary>The encoding and the flags for it follow from the pattern; what is doubtful in it is told.</summary>
    private static void Settle(VmThread t, RegexpObject self)
    {
        try
        {
            RegexpPattern pattern = Pattern(t, self);
            self.Encoding = pattern.Encoding;
            self.Options |= pattern.IsFixed ? RegexpObject.FixedEncoding : 0;
            RegexpText.Warn(t, pattern);
        }
        catch (GuestException)
        {
            self.Source = null;
            throw;
        }
    }

    private static int OptionsOf(VmThread t, Value options)
    {
        if (options.IsFixnum)
        {
            return (int)options.Bits & 0x3F;
        }

        if (options.Ref is not StringObject letters)
        {
            if (options.IsTruthy && !ReferenceEquals(options.Ref, Value.True.Ref) && !RubyRuntime.Of(t.Vm).Verbose.IsNil)
            {
                t.Warn($"expected true or false as ignorecase: {Coercions.Inspect(t, options)}");
            }

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
                _ => throw Coercions.ArgumentError(t, $"unknown regexp option: {letters}"),
            };
        }

        return sum;
    }

    private static Value Source(VmThread t, Arguments a) => t.Vm.NewString(Self(a).Source ?? throw Coercions.TypeError(t, "uninitialized Regexp"), Self(a).Encoding);

    private static Value Options(VmThread t, Arguments a) =>
        Self(a).Source is null ? throw Coercions.TypeError(t, "uninitialized Regexp") : Value.FromInteger(Self(a).Options);

    private static Value ToText(VmThread t, Arguments a) => t.Vm.NewString(RegexpText.ToS(t, Self(a)), Self(a).Encoding);

    private static Value Inspect(VmThread t, Arguments a) => Self(a).Source is null
        ? t.Vm.NewString(Inspection.AnyToS(t.Vm, a.Self)) : t.Vm.NewString(RegexpText.Inspect(Self(a)));

    private static Value IsFixedEncoding(VmThread t, Arguments a) => Value.FromBoolean(Pattern(t, Self(a)).IsFixed);

    private static Value IsInitialized(VmThread t, Arguments a) => Value.FromBoolean(Self(a).Source is not null);

    private static Value IsLinearTime(VmThread t, Arguments a) => Value.FromBoolean(Pattern(t, Self(a)).IsLinear);

    private static Value Timeout(VmThread t, Arguments a) =>
        Self(a).TimeoutSeconds > 0 ? Value.FromFloat(Self(a).TimeoutSeconds) : Value.Nil;

    private static Value SetTimeout(VmThread t, Arguments a)
    {
        Self(a).TimeoutSeconds = a[0].IsNil ? 0 : Coercions.ToDouble(t, a[0]);
        return a[0];
    }

    private static Value SetDefaultTimeout(VmThread t, Arguments a)
    {
        t.Vm.RegexpTimeoutSeconds = a[0].IsNil ? 0 : Coercions.ToDouble(t, a[0]);
        return a[0];
    }

    private static Value EscapeText(VmThread t, Arguments a)
    {
        StringObject text = TextOf(t, a[0]);
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
        foreach ((string name, List<int> numbers) in Pattern(t, Self(a)).Names)
        {
            HashAccess.Set(t, hash, t.Vm.NewString(name), t.Vm.NewArray(numbers.ConvertAll(number => Value.FromInteger(number)).ToArray(), numbers.Count));
        }

        return hash;
    }

    private static Value AreEqual(VmThread t, Arguments a) => Value.FromBoolean(a[0].Ref is RegexpObject other
        && (Self(a).Options & ~RegexpObject.NoEncoding) == (t.Vm.Fresh(other).Options & ~RegexpObject.NoEncoding) && Self(a).Encoding == other.Encoding && Self(a).Source.AsSpan().SequenceEqual(other.Source));

    private static Value Hash(VmThread t, Arguments a) =>
        Value.FromInteger(HashAccess.HashBytes(Self(a).Source ?? [], t.Vm.HashSeed ^ (ulong)(Self(a).Options & 7)));
}
