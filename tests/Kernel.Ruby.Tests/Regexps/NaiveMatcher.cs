namespace Kernel.Ruby.Tests.Regexps;

/// <summary>
/// Patterns as trees of functions: a node takes a position and what is to follow, and answers where it all ends, or -1. It has
/// nothing of the matcher under test: no instructions, no stack, no sets.
/// </summary>
internal sealed class NaiveMatcher(Random random, string text)
{
    private readonly List<int[]> _groups = [];

    /// <summary>A part of a pattern: position and continuation to the end.</summary>
    internal delegate int Part(int position, Func<int, int> next);

    /// <summary>The pattern as text, beside the tree that was made.</summary>
    public string Pattern { get; private set; } = "";

    /// <summary>Bounds of the first match and its groups, "-" for none.</summary>
    public string Match(Part part)
    {
        for (int start = 0; start <= text.Length; start++)
        {
            foreach (int[] group in _groups)
            {
                group[0] = group[1] = -1;
            }

            int end = part(start, static position => position);
            if (end >= 0)
            {
                return string.Join(',', _groups.SelectMany(static group => group).Prepend(end).Prepend(start));
            }
        }

        return "-";
    }

    /// <summary>A random tree, and its text in <see cref="Pattern"/>.</summary>
    public Part Alternatives(int depth)
    {
        Part first = Sequence(depth);
        for (int more = random.Next(4) == 0 ? 1 : 0; more > 0; more--)
        {
            Pattern += "|";
            Part left = first, right = Sequence(depth);
            first = (position, next) => left(position, next) is >= 0 and var end ? end : right(position, next);
        }

        return first;
    }

    private Part Sequence(int depth)
    {
        Part all = static (position, next) => next(position);
        for (int count = random.Next(1, 4); count > 0; count--)
        {
            Part before = all, last = Repeated(depth);
            all = (position, next) => before(position, middle => last(middle, next));
        }

        return all;
    }

    /// <summary>Repeats are of what takes a character: what empty rounds do is no matter for a plain matcher.</summary>
    private Part Repeated(int depth)
    {
        if (depth > 0 && random.Next(3) == 0)
        {
            return Group(depth - 1);
        }

        Part one = Character();
        int kind = random.Next(8);
        Pattern += kind switch { 0 => "*", 1 => "+", 2 => "?", 3 => "*?", 4 => "+?", 5 => "{2,3}", _ => "" };
        return kind switch
        {
            0 => Loop(one, 0, int.MaxValue, isGreedy: true),
            1 => Loop(one, 1, int.MaxValue, isGreedy: true),
            2 => Loop(one, 0, 1, isGreedy: true),
            3 => Loop(one, 0, int.MaxValue, isGreedy: false),
            4 => Loop(one, 1, int.MaxValue, isGreedy: false),
            5 => Loop(one, 2, 3, isGreedy: true),
            _ => one,
        };
    }

    private static Part Loop(Part one, int least, int most, bool isGreedy)
    {
        int Round(int position, int rounds, Func<int, int> next)
        {
            if (rounds < least)
            {
                return one(position, after => Round(after, rounds + 1, next));
            }

            int More() => rounds < most ? one(position, after => Round(after, rounds + 1, next)) : -1;
            int first = isGreedy ? More() : next(position);
            return first >= 0 ? first : isGreedy ? next(position) : More();
        }

        return (position, next) => Round(position, 0, next);
    }

    private Part Group(int depth)
    {
        switch (random.Next(4))
        {
            case 0:
                Pattern += "(?=";
                Part ahead = Alternatives(depth);
                Pattern += ")";
                return (position, next) => Once(ahead, position, _ => next(position));
            case 1:
                Pattern += "(?>";
                Part atomic = Alternatives(depth);
                Pattern += ")";
                return (position, next) => Once(atomic, position, next);
            default:
                int[] bounds = [-1, -1];
                _groups.Add(bounds);
                Pattern += "(";
                Part inside = Alternatives(depth);
                Pattern += ")";
                return (position, next) => inside(position, end =>
                {
                    int[] old = [.. bounds];
                    (bounds[0], bounds[1]) = (position, end);
                    int result = next(end);
                    if (result < 0)
                    {
                        old.CopyTo(bounds, 0);
                    }

                    return result;
                });
        }
    }

    /// <summary>A part that is not tried otherwise; when what follows fails, its groups are as they were.</summary>
    private int Once(Part part, int position, Func<int, int> next)
    {
        int[][] old = [.. _groups.Select(static group => group.ToArray())];
        int end = part(position, static end => end);
        int result = end < 0 ? -1 : next(end);
        for (int i = 0; result < 0 && i < old.Length; i++)
        {
            old[i].CopyTo(_groups[i], 0);
        }

        return result;
    }

    private Part Character()
    {
        string written = random.Next(5) switch { 0 => ".", 1 => "[ab]", 2 => "[^a]", _ => "abcé"[random.Next(4)].ToString() };
        Pattern += written;
        Func<char, bool> belongs = written switch { "." => static _ => true, "[ab]" => static c => c is 'a' or 'b', "[^a]" => static c => c != 'a', _ => c => c == written[0] };
        return (position, next) => position < text.Length && belongs(text[position]) ? next(position + 1) : -1;
    }
}
