using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>Float.</summary>
internal static unsafe class FloatPrimitives
{
    /// <summary>Binds the primitives.</summary>
    public static void Register(PrimitiveTable table)
    {
        table.Add("float_add", &Add, 1);
        table.Add("float_subtract", &Subtract, 1);
        table.Add("float_multiply", &Multiply, 1);
        table.Add("float_divide", &Divide, 1);
        table.Add("float_modulo", &Modulo, 1);
        table.Add("float_divmod", &DivMod, 1);
        table.Add("float_power", &Power, 1);
        table.Add("float_negate", &Negate, 0);
        table.Add("float_equal", &AreEqual, 1);
        table.Add("float_eql", &Eql, 1);
        table.Add("float_compare", &Compare, 1);
        table.Add("float_less", &Less, 1);
        table.Add("float_less_equal", &LessEqual, 1);
        table.Add("float_greater", &Greater, 1);
        table.Add("float_greater_equal", &GreaterEqual, 1);
        table.Add("float_to_s", &ToText, 0);
        table.Add("float_to_i", &ToInteger, 0);
        table.Add("float_round", &Round, 2);
        table.Add("float_floor", &Floor, 1);
        table.Add("float_ceiling", &Ceiling, 1);
        table.Add("float_truncate", &Truncate, 1);
        table.Add("float_is_nan", &IsNan, 0);
        table.Add("float_infinite", &Infinite, 0);
        table.Add("float_absolute", &Absolute, 0);
        table.Add("float_next", &Next, 0);
        table.Add("float_previous", &Previous, 0);
        table.Add("float_hash", &Hash, 0);
    }

    /// <summary>Modulo with the sign of the divisor.</summary>
    public static double FloorModulo(double left, double right)
    {
        if (double.IsInfinity(right) && !double.IsInfinity(left) && !double.IsNaN(left))
        {
            return left == 0 || (left < 0) == (right < 0) ? left : right;
        }

        double rest = left % right;
        return rest != 0 && (rest < 0) != (right < 0) ? rest + right : rest;
    }

    /// <summary>divmod of doubles: an Integer and a Float.</summary>
    public static Value DivModOf(VmThread t, double left, double right)
    {
        if (right == 0)
        {
            throw t.Error(t.Vm.Classes.ZeroDivisionError, "divided by 0");
        }

        double rest = FloorModulo(left, right);
        double quotient = double.IsInfinity(right) && !double.IsInfinity(left) ? (rest == left ? 0 : -1) : Math.Round((left - rest) / right);
        return t.Vm.NewArray([FloatRounding.ToInteger(t, quotient), Value.FromFloat(rest)], 2);
    }

    private static bool IsReal(Value value) => value.IsFloat || Coercions.IsInteger(value);

    private static double Of(Value value) => value.IsFloat ? value.Float : Coercions.IntegerToDouble(value);

    private static Value Add(VmThread t, Arguments a) =>
        IsReal(a[0]) ? Value.FromFloat(a.Self.Float + Of(a[0])) : IntegerPrimitives.Coerced(t, a.Self, a[0], t.Vm.Selectors.Plus);

    private static Value Subtract(VmThread t, Arguments a) =>
        IsReal(a[0]) ? Value.FromFloat(a.Self.Float - Of(a[0])) : IntegerPrimitives.Coerced(t, a.Self, a[0], t.Vm.Selectors.Minus);

    private static Value Multiply(VmThread t, Arguments a) =>
        IsReal(a[0]) ? Value.FromFloat(a.Self.Float * Of(a[0])) : IntegerPrimitives.Coerced(t, a.Self, a[0], t.Vm.Selectors.Times);

    private static Value Divide(VmThread t, Arguments a) =>
        IsReal(a[0]) ? Value.FromFloat(a.Self.Float / Of(a[0])) : IntegerPrimitives.Coerced(t, a.Self, a[0], t.Vm.Selectors.Divide);

    private static Value Modulo(VmThread t, Arguments a) =>
        IsReal(a[0]) ? Value.FromFloat(FloorModulo(a.Self.Float, Of(a[0]))) : IntegerPrimitives.Coerced(t, a.Self, a[0], t.Vm.Selectors.Modulo);

    private static Value DivMod(VmThread t, Arguments a) =>
        IsReal(a[0]) ? DivModOf(t, a.Self.Float, Of(a[0])) : IntegerPrimitives.Coerced(t, a.Self, a[0], t.Vm.Symbols.Intern("divmod"));

    /// <summary>A power; a Complex when the base is negative and the exponent no whole number.</summary>
    public static Value Power(VmThread t, double number, double exponent) =>
        number < 0 && exponent != Math.Round(exponent)
            ? t.Send(Value.FromFloat(number), t.Vm.Symbols.Intern("__power_of_negative"), Value.FromFloat(exponent))
            : Value.FromFloat(Math.Pow(number, exponent));

    private static Value Power(VmThread t, Arguments a) =>
        IsReal(a[0]) ? Power(t, a.Self.Float, Of(a[0])) : IntegerPrimitives.Coerced(t, a.Self, a[0], t.Vm.Symbols.Intern("**"));

    private static Value Negate(VmThread t, Arguments a) => Value.FromFloat(-a.Self.Float);

    private static Value AreEqual(VmThread t, Arguments a) =>
        a[0].IsFloat ? Value.FromBoolean(a.Self.Float == a[0].Float)
            : Coercions.IsInteger(a[0]) ? Value.FromBoolean(IntegerPrimitives.CompareToFloat(a[0], a.Self.Float) == 0)
            : a[0].IsImmediate || a[0].Ref is StringObject or SymbolObject or ArrayObject or HashObject ? Value.False
            : Value.FromBoolean(t.Send(a[0], t.Vm.Selectors.Equal, a.Self).IsTruthy);

    private static Value Eql(VmThread t, Arguments a) => Value.FromBoolean(a[0].IsFloat && a.Self.Float == a[0].Float);

    /// <summary>Order of a float and a number: null when one is NaN, MaxValue when the other is no number.</summary>
    private static int? Order(Value left, Value right)
    {
        if (right.IsFloat)
        {
            return double.IsNaN(left.Float) || double.IsNaN(right.Float) ? null : left.Float.CompareTo(right.Float);
        }

        return Coercions.IsInteger(right) ? -IntegerPrimitives.CompareToFloat(right, left.Float) : int.MaxValue;
    }

    private static Value Compare(VmThread t, Arguments a)
    {
        int? order = Order(a.Self, a[0]);
        if (order == int.MaxValue)
        {
            return IntegerPrimitives.CoercePair(t, a.Self, a[0]) is { } pair
                ? t.Send(pair.Slot(0), t.Vm.Selectors.Compare, pair.Slot(1)) : Value.Nil;
        }

        return order is { } known ? Value.FromInteger(known) : Value.Nil;
    }

    private static Value Less(VmThread t, Arguments a) => Order(a.Self, a[0]) is not int.MaxValue and var order
        ? Value.FromBoolean(order < 0) : IntegerPrimitives.CoercedComparison(t, a.Self, a[0], t.Vm.Selectors.Less);

    private static Value LessEqual(VmThread t, Arguments a) => Order(a.Self, a[0]) is not int.MaxValue and var order
        ? Value.FromBoolean(order <= 0) : IntegerPrimitives.CoercedComparison(t, a.Self, a[0], t.Vm.Selectors.LessEqual);

    private static Value Greater(VmThread t, Arguments a) => Order(a.Self, a[0]) is not int.MaxValue and var order
        ? Value.FromBoolean(order > 0) : IntegerPrimitives.CoercedComparison(t, a.Self, a[0], t.Vm.Selectors.Greater);

    private static Value GreaterEqual(VmThread t, Arguments a) => Order(a.Self, a[0]) is not int.MaxValue and var order
        ? Value.FromBoolean(order >= 0) : IntegerPrimitives.CoercedComparison(t, a.Self, a[0], t.Vm.Selectors.GreaterEqual);

    private static Value ToText(VmThread t, Arguments a)
    {
        StringObject text = t.Vm.NewString(FloatText.ToText(a.Self.Float));
        text.Encoding = StringEncoding.UsAscii;
        return text;
    }

    private static Value ToInteger(VmThread t, Arguments a) => FloatRounding.ToInteger(t, a.Self.Float);

    private static Value Round(VmThread t, Arguments a) =>
        FloatRounding.Round(t, a.Self.Float, Coercions.ToInt(t, a[0]), IntegerRounding.ModeOf(t, a[1]));

    private static Value Floor(VmThread t, Arguments a) =>
        FloatRounding.Round(t, a.Self.Float, Coercions.ToInt(t, a[0]), FloatRounding.Mode.Floor);

    private static Value Ceiling(VmThread t, Arguments a) =>
        FloatRounding.Round(t, a.Self.Float, Coercions.ToInt(t, a[0]), FloatRounding.Mode.Ceiling);

    private static Value Truncate(VmThread t, Arguments a) =>
        FloatRounding.Round(t, a.Self.Float, Coercions.ToInt(t, a[0]), FloatRounding.Mode.Truncate);

    private static Value IsNan(VmThread t, Arguments a) => Value.FromBoolean(double.IsNaN(a.Self.Float));

    private static Value Infinite(VmThread t, Arguments a) =>
        double.IsInfinity(a.Self.Float) ? Value.FromInteger(a.Self.Float > 0 ? 1 : -1) : Value.Nil;

    private static Value Absolute(VmThread t, Arguments a) => Value.FromFloat(Math.Abs(a.Self.Float));

    private static Value Next(VmThread t, Arguments a) => Value.FromFloat(Math.BitIncrement(a.Self.Float));

    private static Value Previous(VmThread t, Arguments a) => Value.FromFloat(Math.BitDecrement(a.Self.Float));

    private static Value Hash(VmThread t, Arguments a) => Value.FromInteger(HashAccess.HashOf(t, a.Self));
}
