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
    private static int Next(MatchDataObject match)
    {
        int end = match.End(0);
        return match.Begin(0) < end || end >= match.Text.Length ? end + (match.Begin(0) < end ? 0 : 1)
            : end + CharacterText.LengthAt(match.Text.Span, end, match.Text.Encoding);
    }

    private static Value NextOffset(VmThread t, Arguments a) => Value.FromInteger(Next((MatchDataObject)a.Self.Ref!));

    /// <summary>replace(text, replacement, all): the replacement is a template or a hash; nil when nothing matched.</summary>
    private static Value Replace(VmThread t, Arguments a)
    {
        StringObject text = StringPrimitives.Frozen(t, Coercions.ToStr(t, a[0]));
        HashObject? hash = a[1].Ref as HashObject;
        StringObject? template = hash is null ? Coercions.ToStr(t, a[1]) : null;
        MatchDataObject? match = Search(t, Self(a), text, 0);
        if (match is null)
        {
            return Value.Nil;
        }

        StringObject result = t.Vm.NewString(new byte[text.Length + 16], 0, template is null ? text.Encoding : CharacterText.Compatible(text, template));
        int copied = 0;
        MatchDataObject last = match;
        while (match is not null)
        {
            last = match;
            result.Append(text.Span[copied..match.Begin(0)]);
            copied = match.End(0);
            if (hash is not null)
            {
                StringPrimitives.AppendText(t, result, Coercions.ToS(t, t.Send(hash, t.Vm.Selectors.GetElement, MatchDataPrimitives.Group(t, match, 0))));
            }
            else
            {
                AppendTemplate(t, result, template!, match);
            }

            int next = Next(match);
            match = a[2].IsTruthy && next <= text.Length ? Search(t, Self(a), text, next) : null;
        }

        t.LastMatch = last;
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
        if (group < match.GroupCount && match.Begin(group) >= 0)
        {
            result.Append(match.Text.Span[match.Begin(group)..match.End(group)]);
        }
    }

    private static Value Scan(VmThread t, Arguments a)
    {
        StringObject text = StringPrimitives.Frozen(t, Coercions.ToStr(t, a[0]));
        ArrayObject found = t.Vm.NewArray([], 0);
        MatchDataObject? match = Search(t, Self(a), text, 0);
        Value last = Value.Nil;
        while (match is not null)
        {
            last = match;
            found.Append(match.GroupCount == 1 ? MatchDataPrimitives.Group(t, match, 0) : MatchDataPrimitives.Groups(t, match, 1));
            int next = Next(match);
            match = next <= text.Length ? Search(t, Self(a), text, next) : null;
        }

        t.LastMatch = last;
        return found;
    }

    /// <summary>split(text, limit): groups of the separators stand among the parts.</summary>
    private static Value Split(VmThread t, Arguments a)
    {
        StringObject text = StringPrimitives.Frozen(t, Coercions.ToStr(t, a[0]));
        long limit = a[1].Bits;
        Value savedMatch = t.LastMatch;
        ArrayObject parts = t.Vm.NewArray([], 0);
        int start = 0, from = 0;
        while (text.Length > 0 && (limit <= 0 || parts.Count < limit - 1) && from <= text.Length && Search(t, Self(a), text, from) is { } match)
        {
            int begin = match.Begin(0), end = match.End(0);
            if (begin == end)
            {
                if (begin >= text.Length)
                {
                    break;
                }

                if (begin == start)
                {
                    int length = CharacterText.LengthAt(text.Span, start, text.Encoding);
                    if (start + length >= text.Length && limit == 0)
                    {
                        break;
                    }

                    if (Search(t, Self(a), text, start + length) is not { } later || later.Begin(0) > start + length)
                    {
                        from = start + length;
                        continue;
                    }

                    match = later;
                    begin = start + length;
                    end = later.End(0);
                }
            }

            parts.Append(t.Vm.NewString(text.Span[start..begin], text.Encoding));
            start = end;
            from = end;
            for (int i = 1; i < match.GroupCount; i++)
            {
                if (match.Begin(i) >= 0)
                {
                    parts.Append(MatchDataPrimitives.Group(t, match, i));
                }
            }
        }

        t.LastMatch = savedMatch;
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
}
