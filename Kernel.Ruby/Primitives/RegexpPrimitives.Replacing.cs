using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>Regexp: all matches in a text, replacing and splitting by them.</summary>
internal static unsafe partial class RegexpPrimitives
{
    private static void RegisterReplacing(PrimitiveTable table)
    {
        table.Add("regexp_replace", &Replace, 3);
        table.Add("regexp_scan", &Scan, 1);
        table.Add("regexp_split", &Split, 2);
        table.Add("match_expand", &Expand, 1);
        table.Add("match_next_offset", &NextOffset, 0);
    }

    /// <summary>Where a search for the next match begins: behind this one, a character further when it was empty.</summary>
    public static int Next(StringObject text, int begin, int end) => begin < end ? end
        : end >= text.Length ? end + 1 : end + CharacterText.LengthAt(text.Span, end, text.Encoding);

    private static Value NextOffset(VmThread t, Arguments a)
    {
        MatchDataObject match = (MatchDataObject)a.Self.Ref!;
        return Value.FromInteger(Next(match.Text, match.Begin(0), match.End(0)));
    }

    /// <summary>replace(text, replacement, all): the replacement is a template or a hash; nil when nothing matched.</summary>
    private static Value Replace(VmThread t, Arguments a)
    {
        RegexpSearch search = new(t, Self(a), Coercions.ToStr(t, a[0]));
        StringObject text = search.Text;
        HashObject? hash = a[1].Ref as HashObject;
        StringObject? template = hash is null ? Coercions.ToStr(t, a[1]) : null;
        if (!search.Find(0))
        {
            t.LastMatch = Value.Nil;
            return Value.Nil;
        }

        StringObject result = t.Vm.NewString(new byte[text.Length + 16], 0, template is null ? text.Encoding : CharacterText.Compatible(text, template));
        bool isPlain = template is not null && !template.Span.Contains((byte)'\\');
        int copied = 0;
        do
        {
            result.Append(text.Span[copied..search.Begin]);
            copied = search.End;
            if (hash is not null)
            {
                StringPrimitives.AppendText(t, result, Coercions.ToS(t, t.Send(hash, t.Vm.Selectors.GetElement, search.Group(0))));
            }
            else if (isPlain)
            {
                result.Append(template!.Span);
            }
            else
            {
                AppendTemplate(t, result, template!, search.ToMatch());
            }
        }
        while (a[2].IsTruthy && search.Find(search.Next));

        t.LastMatch = search.ToMatch();
        result.Append(text.Span[copied..]);
        return result;
    }

    /// <summary>match.expand(template): \1, \k&lt;name&gt;, \0, \&amp;, \`, \' and \\ filled in.</summary>
    private static Value Expand(VmThread t, Arguments a)
    {
        StringObject template = Coercions.ToStr(t, a[0]);
        StringObject result = t.Vm.NewString(new byte[template.Length + 8], 0, template.Encoding);
        AppendTemplate(t, result, template, (MatchDataObject)a.Self.Ref!);
        return result;
    }

    private static void AppendTemplate(VmThread t, StringObject result, StringObject template, MatchDataObject match)
    {
        ReadOnlySpan<byte> bytes = template.Span, text = match.Text.Span;
        while (!bytes.IsEmpty)
        {
            int mark = bytes.IndexOf((byte)'\\');
            if (mark < 0 || mark + 1 >= bytes.Length)
            {
                break;
            }

            result.Append(bytes[..mark]);
            byte letter = bytes[mark + 1];
            ReadOnlySpan<byte> rest = bytes[(mark + 2)..];
            switch ((char)letter)
            {
                case >= '0' and <= '9':
                    AppendGroup(result, match, letter - '0');
                    break;
                case '&':
                    AppendGroup(result, match, 0);
                    break;
                case '+':
                    AppendGroup(result, match, MatchDataPrimitives.LastGroupOf(match));
                    break;
                case '`':
                    result.Append(text[..match.Begin(0)]);
                    break;
                case '\'':
                    result.Append(text[match.End(0)..]);
                    break;
                case '\\':
                    result.Append("\\"u8);
                    break;
                case 'k' when !rest.IsEmpty && rest[0] == '<' && rest.IndexOf((byte)'>') is > 0 and var end:
                    AppendGroup(result, match, MatchDataPrimitives.NumberOf(t, match, t.Vm.NewString(rest[1..end])));
                    rest = rest[(end + 1)..];
                    break;
                default:
                    result.Append(bytes.Slice(mark, 2));
                    break;
            }

            bytes = rest;
        }

        result.Append(bytes);
    }

    private static void AppendGroup(StringObject result, MatchDataObject match, int group)
    {
        if (group >= 0 && group < match.GroupCount && match.Begin(group) >= 0)
        {
            result.Append(match.Text.Span[match.Begin(group)..match.End(group)]);
        }
    }

    private static Value Scan(VmThread t, Arguments a)
    {
        RegexpSearch search = new(t, Self(a), Coercions.ToStr(t, a[0]));
        ArrayObject found = t.Vm.NewArray([], 0);
        if (!search.Find(0))
        {
            t.LastMatch = Value.Nil;
            return found;
        }

        do
        {
            found.Append(search.GroupCount == 1 ? search.Group(0) : Groups(t, ref search));
        }
        while (search.Find(search.Next));

        t.LastMatch = search.ToMatch();
        return found;
    }

    private static ArrayObject Groups(VmThread t, ref RegexpSearch search)
    {
        ArrayObject groups = t.Vm.NewArray(new Value[search.GroupCount - 1], 0);
        for (int i = 1; i < search.GroupCount; i++)
        {
            groups.Append(search.Group(i));
        }

        return groups;
    }

    /// <summary>split(text, limit): groups of the separators stand among the parts.</summary>
    private static Value Split(VmThread t, Arguments a)
    {
        RegexpSearch search = new(t, Self(a), Coercions.ToStr(t, a[0]));
        StringObject text = search.Text;
        long limit = a[1].Bits;
        ArrayObject parts = t.Vm.NewArray([], 0);
        int start = 0, from = 0;
        while (text.Length > 0 && (limit <= 0 || parts.Count < limit - 1) && search.Find(from))
        {
            int begin = search.Begin, end = search.End;
            if (begin == end && begin >= text.Length)
            {
                break;
            }

            if (begin == end && begin == start)
            {
                // Nothing between characters: a part is at least one of them.
                from = start + CharacterText.LengthAt(text.Span, start, text.Encoding);
                if (from >= text.Length && limit == 0)
                {
                    break;
                }

                if (!search.Find(from) || search.Begin > from)
                {
                    continue;
                }

                begin = search.Begin;
                end = search.End;
            }

            parts.Append(t.Vm.NewString(text.Span[start..begin], text.Encoding));
            start = end;
            from = end;
            AppendGroups(parts, ref search);
        }

        if (text.Length > 0 && (start < text.Length || limit != 0))
        {
            parts.Append(t.Vm.NewString(text.Span[start..], text.Encoding));
        }

        while (limit == 0 && parts.Count > 0 && parts.Slot(parts.Count - 1).Ref is StringObject { Length: 0 })
        {
            parts.Count--;
        }

        return parts;
    }

    private static void AppendGroups(ArrayObject parts, ref RegexpSearch search)
    {
        for (int i = 1; i < search.GroupCount; i++)
        {
            if (search.Bounds[2 * i] >= 0)
            {
                parts.Append(search.Group(i));
            }
        }
    }
}
