using System.Text;
using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>MatchData.</summary>
internal static unsafe class MatchDataPrimitives
{
    /// <summary>Binds the primitives.</summary>
    public static void Register(PrimitiveTable table)
    {
        table.Add("match_element", &ElementOf, 1, 2);
        table.Add("match_to_a", &ToArray, 0);
        table.Add("match_captures", &Captures, 0);
        table.Add("match_begin", &Begin, 1);
        table.Add("match_end", &End, 1);
        table.Add("match_byte_begin", &ByteBegin, 1);
        table.Add("match_byte_end", &ByteEnd, 1);
        table.Add("match_pre", &Pre, 0);
        table.Add("match_post", &Post, 0);
        table.Add("match_string", &Text, 0);
        table.Add("match_regexp", &Regexp, 0);
        table.Add("match_size", &Size, 0);
        table.Add("match_names", &Names, 0);
    }

    /// <summary>Text of a group, nil when it took no part or is not there.</summary>
    public static Value Group(VmThread t, MatchDataObject match, int group) =>
        group < 0 || group >= match.GroupCount || match.Begin(group) < 0 ? Value.Nil
            : t.Vm.NewString(match.Text.Span[match.Begin(group)..match.End(group)], match.Text.Encoding);

    /// <summary>Texts of the groups from one on.</summary>
    public static ArrayObject Groups(VmThread t, MatchDataObject match, int first)
    {
        ArrayObject groups = t.Vm.NewArray(new Value[match.GroupCount - first], 0);
        for (int i = first; i < match.GroupCount; i++)
        {
            groups.Append(Group(t, match, i));
        }

        return groups;
    }

    /// <summary>Number of the group that an integer or a name means; IndexError for an unknown name.</summary>
    public static int NumberOf(VmThread t, MatchDataObject match, Value group)
    {
        if (group.Ref is not (StringObject or SymbolObject))
        {
            int number = Coercions.ToPosition(t, group);
            return number < 0 ? number + match.GroupCount : number;
        }

        string name = Coercions.ToName(t, group);
        if (match.Regexp is not null)
        {
            foreach ((string known, List<int> numbers) in RegexpPrimitives.Pattern(t, match.Regexp).Names)
            {
                if (known == name)
                {
                    int matched = numbers.FindLast(number => match.Begin(number) >= 0);
                    return matched != 0 ? matched : numbers[^1];
                }
            }
        }

        throw t.Error(t.Vm.Classes.IndexError, $"undefined group name reference: {name}");
    }

    /// <summary>match[group].</summary>
    public static Value Element(VmThread t, MatchDataObject match, Value group) => Group(t, match, NumberOf(t, match, group));

    /// <summary>Text before the match.</summary>
    public static Value Before(VmThread t, MatchDataObject match) => t.Vm.NewString(match.Text.Span[..match.Begin(0)], match.Text.Encoding);

    /// <summary>Text behind the match.</summary>
    public static Value After(VmThread t, MatchDataObject match) => t.Vm.NewString(match.Text.Span[match.End(0)..], match.Text.Encoding);

    /// <summary>$+: the last group that took part.</summary>
    public static Value LastGroup(VmThread t) =>
        t.LastMatch.Ref is MatchDataObject match ? Group(t, match, LastGroupOf(match)) : Value.Nil;

    /// <summary>Number of the last group that took part; -1 when none did.</summary>
    public static int LastGroupOf(MatchDataObject match)
    {
        for (int i = match.GroupCount - 1; i > 0; i--)
        {
            if (match.Begin(i) >= 0)
            {
                return i;
            }
        }

        return -1;
    }

    private static MatchDataObject Self(Arguments a) => (MatchDataObject)a.Self.Ref!;

    private static Value ElementOf(VmThread t, Arguments a) => a.Count == 2 || a[0].Ref is RangeObject
        ? t.Send(Groups(t, Self(a), 0), t.Vm.Selectors.GetElement, a.Span)
        : Element(t, Self(a), a[0]);

    private static Value ToArray(VmThread t, Arguments a) => Groups(t, Self(a), 0);

    private static Value Captures(VmThread t, Arguments a) => Groups(t, Self(a), 1);

    private static int Checked(VmThread t, Arguments a)
    {
        int number = a[0].Ref is StringObject or SymbolObject ? NumberOf(t, Self(a), a[0]) : Coercions.ToPosition(t, a[0]);
        return number >= 0 && number < Self(a).GroupCount ? number
            : throw t.Error(t.Vm.Classes.IndexError, $"index {number} out of matches");
    }

    private static Value Characters(MatchDataObject match, int offset) =>
        offset < 0 ? Value.Nil : Value.FromInteger(CharacterText.Count(match.Text.Span[..offset], match.Text.Encoding));

    private static Value Begin(VmThread t, Arguments a) => Characters(Self(a), Self(a).Begin(Checked(t, a)));

    private static Value End(VmThread t, Arguments a) => Characters(Self(a), Self(a).End(Checked(t, a)));

    private static Value ByteBegin(VmThread t, Arguments a) =>
        Self(a).Begin(Checked(t, a)) is >= 0 and var offset ? Value.FromInteger(offset) : Value.Nil;

    private static Value ByteEnd(VmThread t, Arguments a) =>
        Self(a).End(Checked(t, a)) is >= 0 and var offset ? Value.FromInteger(offset) : Value.Nil;

    private static Value Pre(VmThread t, Arguments a) => Before(t, Self(a));

    private static Value Post(VmThread t, Arguments a) => After(t, Self(a));

    private static Value Text(VmThread t, Arguments a) => Self(a).Text;

    private static Value Regexp(VmThread t, Arguments a) => Self(a).Regexp is { } regexp ? regexp : Value.Nil;

    private static Value Size(VmThread t, Arguments a) => Value.FromInteger(Self(a).GroupCount);

    private static Value Names(VmThread t, Arguments a)
    {
        ArrayObject names = t.Vm.NewArray([], 0);
        if (Self(a).Regexp is { } regexp)
        {
            foreach ((string name, _) in RegexpPrimitives.Pattern(t, regexp).Names)
            {
                names.Append(t.Vm.NewString(Encoding.UTF8.GetBytes(name)));
            }
        }

        return names;
    }
}
