using System.Numerics;
using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>Integer: bits and rounding.</summary>
internal static unsafe partial class IntegerPrimitives
{
    private const long LongestShiftBits = 1L << 31;

    private static void RegisterBits(PrimitiveTable table)
    {
        table.Add("integer_and", &And, 1);
        table.Add("integer_or", &Or, 1);
        table.Add("integer_xor", &Xor, 1);
        table.Add("integer_complement", &Complement, 0);
        table.Add("integer_shift_left", &ShiftLeft, 1);
        table.Add("integer_shift_right", &ShiftRight, 1);
        table.Add("integer_bit_at", &BitAt, 1, 2);
        table.Add("integer_bit_length", &BitLength, 0);
        table.Add("integer_is_even", &IsEven, 0);
        table.Add("integer_is_zero", &IsZero, 0);
        table.Add("integer_absolute", &Absolute, 0);
        table.Add("integer_round", &Round, 2);
        table.Add("integer_floor", &Floor, 1);
        table.Add("integer_ceiling", &Ceiling, 1);
        table.Add("integer_truncate", &Truncate, 1);
        table.Add("integer_to_float", &ToFloat, 0);
        table.Add("integer_size", &Size, 0);
        table.Add("integer_successor", &Successor, 0);
        table.Add("integer_predecessor", &Predecessor, 0);
    }

    private static Value And(VmThread t, Arguments a) => a.Self.IsFixnum && a[0].IsFixnum
        ? Value.FromInteger(a.Self.Bits & a[0].Bits)
        : IsInteger(a[0]) ? t.Vm.Integer(Big(a.Self) & Big(a[0])) : CoercedBits(t, a.Self, a[0], "&");

    private static Value Or(VmThread t, Arguments a) => a.Self.IsFixnum && a[0].IsFixnum
        ? Value.FromInteger(a.Self.Bits | a[0].Bits)
        : IsInteger(a[0]) ? t.Vm.Integer(Big(a.Self) | Big(a[0])) : CoercedBits(t, a.Self, a[0], "|");

    private static Value Xor(VmThread t, Arguments a) => a.Self.IsFixnum && a[0].IsFixnum
        ? Value.FromInteger(a.Self.Bits ^ a[0].Bits)
        : IsInteger(a[0]) ? t.Vm.Integer(Big(a.Self) ^ Big(a[0])) : CoercedBits(t, a.Self, a[0], "^");

    private static Value CoercedBits(VmThread t, Value left, Value right, string selector) => right.IsFloat
        ? throw Coercions.TypeError(t, $"{FloatText.ToText(right.Float)} can't be coerced into Integer")
        : Coerced(t, left, right, t.Vm.Symbols.Intern(selector));

    private static Value Complement(VmThread t, Arguments a) =>
        a.Self.IsFixnum ? Value.FromInteger(~a.Self.Bits) : t.Vm.Integer(-Big(a.Self) - 1);

    private static Value ShiftLeft(VmThread t, Arguments a) => Shifted(t, a.Self, Coercions.ToInteger(t, a[0]), 1);

    private static Value ShiftRight(VmThread t, Arguments a) => Shifted(t, a.Self, Coercions.ToInteger(t, a[0]), -1);

    private static Value Shifted(VmThread t, Value self, Value distance, int direction)
    {
        int sign = direction * Big(distance).Sign;
        bool isFar = !distance.IsFixnum || Math.Abs((double)distance.Bits) >= LongestShiftBits;
        if (self.IsFixnum && self.Bits == 0)
        {
            return self;
        }

        if (isFar)
        {
            return sign < 0 ? Value.FromInteger(Big(self).Sign < 0 ? -1 : 0)
                : throw t.Error(t.Vm.Classes.RangeError, "shift width too big");
        }

        int width = (int)(direction * distance.Bits);
        if (self.IsFixnum && width <= 0)
        {
            return Value.FromInteger(width <= -64 ? self.Bits >> 63 : self.Bits >> -width);
        }

        if (self.IsFixnum && width < 63)
        {
            long shifted = self.Bits << width;
            if (shifted >> width == self.Bits)
            {
                return Value.FromInteger(shifted);
            }
        }

        return t.Vm.Integer(width >= 0 ? Big(self) << width : Big(self) >> -width);
    }

    private static Value BitAt(VmThread t, Arguments a)
    {
        if (a.Count == 2)
        {
            return BitField(t, a.Self, Coercions.ToInt(t, a[0]), Coercions.ToInt(t, a[1]));
        }

        if (a[0].Ref is RangeObject range)
        {
            int first = range.First.IsNil ? 0 : Coercions.ToInt(t, range.First);
            if (range.Last.IsNil)
            {
                return t.Vm.Integer(Big(a.Self) >> first);
            }

            int last = Coercions.ToInt(t, range.Last) - (range.ExcludesEnd ? 1 : 0);
            return last < first ? t.Vm.Integer(Big(a.Self) >> first) : BitField(t, a.Self, first, last - first + 1);
        }

        Value index = Coercions.ToInteger(t, a[0]);
        if (!index.IsFixnum || index.Bits >= LongestShiftBits)
        {
            return Value.FromInteger(Big(index).Sign > 0 && Big(a.Self).Sign < 0 ? 1 : 0);
        }

        return index.Bits < 0 ? Value.FromInteger(0)
            : a.Self.IsFixnum ? Value.FromInteger((a.Self.Bits >> (int)Math.Min(63, index.Bits)) & 1)
            : Value.FromInteger((Big(a.Self) >> (int)index.Bits).IsEven ? 0 : 1);
    }

    private static Value BitField(VmThread t, Value self, int first, int count) =>
        t.Vm.Integer((first >= 0 ? Big(self) >> first : Big(self) << -first) & ((BigInteger.One << count) - 1));

    private static Value BitLength(VmThread t, Arguments a)
    {
        BigInteger self = Big(a.Self);
        return Value.FromInteger((long)(self.Sign < 0 ? -self - 1 : self).GetBitLength());
    }

    private static Value IsEven(VmThread t, Arguments a) =>
        Value.FromBoolean(a.Self.IsFixnum ? (a.Self.Bits & 1) == 0 : Big(a.Self).IsEven);

    private static Value IsZero(VmThread t, Arguments a) => Value.FromBoolean(a.Self.IsFixnum && a.Self.Bits == 0);

    private static Value Absolute(VmThread t, Arguments a) =>
        a.Self.IsFixnum && a.Self.Bits >= 0 ? a.Self : t.Vm.Integer(BigInteger.Abs(Big(a.Self)));

    private static Value Round(VmThread t, Arguments a) =>
        IntegerRounding.Round(t, a.Self, Coercions.ToInt(t, a[0]), IntegerRounding.ModeOf(t, a[1]));

    private static Value Floor(VmThread t, Arguments a) =>
        IntegerRounding.Round(t, a.Self, Coercions.ToInt(t, a[0]), FloatRounding.Mode.Floor);

    private static Value Ceiling(VmThread t, Arguments a) =>
        IntegerRounding.Round(t, a.Self, Coercions.ToInt(t, a[0]), FloatRounding.Mode.Ceiling);

    private static Value Truncate(VmThread t, Arguments a) =>
        IntegerRounding.Round(t, a.Self, Coercions.ToInt(t, a[0]), FloatRounding.Mode.Truncate);

    private static Value ToFloat(VmThread t, Arguments a) => Value.FromFloat(Coercions.IntegerToDouble(a.Self));

    private static Value Size(VmThread t, Arguments a) =>
        Value.FromInteger(a.Self.IsFixnum ? 8 : (BigInteger.Abs(Big(a.Self)).GetByteCount(isUnsigned: true) + 7) / 8 * 8);

    private static Value Successor(VmThread t, Arguments a) =>
        a.Self.IsFixnum && a.Self.Bits < long.MaxValue ? Value.FromInteger(a.Self.Bits + 1) : t.Vm.Integer(Big(a.Self) + 1);

    private static Value Predecessor(VmThread t, Arguments a) =>
        a.Self.IsFixnum && a.Self.Bits > long.MinValue ? Value.FromInteger(a.Self.Bits - 1) : t.Vm.Integer(Big(a.Self) - 1);
}
