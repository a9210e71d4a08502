using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>String: tr, delete, squeeze, count.</summary>
internal static unsafe partial class StringPrimitives
{
    private static void RegisterCharacterSets(PrimitiveTable table)
    {
        table.Add("string_tr", &Translate, 2);
        table.Add("string_tr_s", &TranslateSqueezed, 2);
        table.Add("string_delete", &Delete, 1, -1);
        table.Add("string_squeeze", &Squeeze, 0, -1);
        table.Add("string_count", &Count, 1, -1);
    }

    private static Value Translate(VmThread t, Arguments a) => Translated(t, a, squeezes: false);

    private static Value TranslateSqueezed(VmThread t, Arguments a) => Translated(t, a, squeezes: true);

    private static StringObject Translated(VmThread t, Arguments a, bool squeezes)
    {
        StringObject self = Self(a), targetText = Companion(t, self, a[1]);
        CharacterSet source = new(t, Companion(t, self, a[0]));
        if (targetText.Length == 0)
        {
            return Without(t, self, [source]);
        }

        List<int> targets = new CharacterSet(t, targetText) is { IsNegated: true } negated ? ['^', .. negated.Members] : new CharacterSet(t, targetText).Members;
        Dictionary<int, int> map = [];
        for (int i = 0; i < source.Members.Count && !source.IsNegated; i++)
        {
            map[source.Members[i]] = targets[Math.Min(i, targets.Count - 1)];
        }

        StringObject result = t.Vm.NewString(new byte[self.Length], 0, CharacterText.Compatible(self, targetText));
        ReadOnlySpan<byte> bytes = self.Span;
        int lastTarget = -1;
        for (int i = 0; i < bytes.Length;)
        {
            int length = CharacterText.LengthAt(bytes, i, self.Encoding);
            int point = CharacterText.CodePointAt(bytes, i, self.Encoding);
            int target = !source.Contains(point) ? -1 : source.IsNegated ? targets[^1] : map[point];
            if (target < 0)
            {
                result.Append(bytes.Slice(i, length));
            }
            else if (!squeezes || target != lastTarget)
            {
                CharacterText.Append(result, target);
            }

            lastTarget = target;
            i += length;
        }

        return result;
    }

    private static CharacterSet[] Sets(VmThread t, Arguments a)
    {
        CharacterSet[] sets = new CharacterSet[a.Count];
        for (int i = 0; i < sets.Length; i++)
        {
            sets[i] = new CharacterSet(t, Companion(t, Self(a), a[i]));
        }

        return sets;
    }

    private static bool InAll(CharacterSet[] sets, int point)
    {
        foreach (CharacterSet set in sets)
        {
            if (!set.Contains(point))
            {
                return false;
            }
        }

        return true;
    }

    private static StringObject Without(VmThread t, StringObject self, CharacterSet[] sets)
    {
        StringObject result = t.Vm.NewString(new byte[self.Length], 0, self.Encoding);
        ReadOnlySpan<byte> bytes = self.Span;
        for (int i = 0; i < bytes.Length;)
        {
            int length = CharacterText.LengthAt(bytes, i, self.Encoding);
            if (!InAll(sets, CharacterText.CodePointAt(bytes, i, self.Encoding)))
            {
                result.Append(bytes.Slice(i, length));
            }

            i += length;
        }

        return result;
    }

    private static Value Delete(VmThread t, Arguments a) => Without(t, Self(a), Sets(t, a));

    private static Value Squeeze(VmThread t, Arguments a)
    {
        StringObject self = Self(a);
        CharacterSet[] sets = Sets(t, a);
        StringObject result = t.Vm.NewString(new byte[self.Length], 0, self.Encoding);
        ReadOnlySpan<byte> bytes = self.Span;
        int last = -1;
        for (int i = 0; i < bytes.Length;)
        {
            int length = CharacterText.LengthAt(bytes, i, self.Encoding);
            int point = CharacterText.CodePointAt(bytes, i, self.Encoding);
            if (point < 0 && !CharacterText.IsValidAt(bytes, i, self.Encoding))
            {
                throw Coercions.ArgumentError(t, $"invalid byte sequence in {EncodingPrimitives.NameOf(self.Encoding)}");
            }

            if (point != last || !InAll(sets, point))
            {
                result.Append(bytes.Slice(i, length));
            }

            last = point;
            i += length;
        }

        return result;
    }

    private static Value Count(VmThread t, Arguments a)
    {
        StringObject self = Self(a);
        CharacterSet[] sets = Sets(t, a);
        ReadOnlySpan<byte> bytes = self.Span;
        long count = 0;
        for (int i = 0; i < bytes.Length; i += CharacterText.LengthAt(bytes, i, self.Encoding))
        {
            count += InAll(sets, CharacterText.CodePointAt(bytes, i, self.Encoding)) ? 1 : 0;
        }

        return Value.FromInteger(count);
    }
}
