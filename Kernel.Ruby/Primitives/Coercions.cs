using System.Numerics;
using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>Ruby's implicit conversions of arguments, and the comparisons that primitives make; messages as MRI words them.</summary>
internal static class Coercions
{
    /// <summary>Class name as messages want it: nil, true and false by their own names.</summary>
    public static string ClassName(VmThread t, Value value) => Conversions.ClassName(t, value);

    /// <summary>True for integers of any size.</summary>
    public static bool IsInteger(Value value) => value.IsFixnum || value.Ref is BigIntegerObject;

    /// <summary>An integer of any size.</summary>
    public static BigInteger Big(Value value) => value.Ref is BigIntegerObject big ? big.Value : value.Bits;

    /// <summary>An Integer through to_int.</summary>
    public static Value ToInteger(VmThread t, Value value)
    {
        if (IsInteger(value))
        {
            return value;
        }

        if (value.IsFloat)
        {
            return FloatRounding.ToInteger(t, value.Float);
        }

        if (value.IsNil || value.Ref == Tags.True || value.Ref == Tags.False)
        {
            throw t.Error(t.Vm.Classes.TypeError, value.IsNil ? "no implicit conversion from nil to integer" : $"no implicit conversion of {ClassName(t, value)} into Integer");
        }

        Value converted = Conversions.Convert(t, value, t.Vm.Selectors.ToInt);
        return converted.IsUndefined ? throw NoConversion(t, value, "Integer")
            : IsInteger(converted) ? converted
            : throw BadConversion(t, value, "Integer", "to_int", converted);
    }

    /// <summary>A 64-bit integer; RangeError for a bigger one.</summary>
    public static long ToLong(VmThread t, Value value)
    {
        if (value.IsFixnum)
        {
            return value.Bits;
        }

        Value integer = ToInteger(t, value);
        return integer.IsFixnum ? integer.Bits : throw t.Error(t.Vm.Classes.RangeError, "bignum too big to convert into 'long'");
    }

    /// <summary>A 32-bit integer (positions and counts); RangeError for a bigger one.</summary>
    public static int ToInt(VmThread t, Value value)
    {
        long number = ToLong(t, value);
        return number is >= int.MinValue and <= int.MaxValue
            ? (int)number
            : throw t.Error(t.Vm.Classes.RangeError, $"integer {number} too {(number < 0 ? "small" : "big")} to convert to 'int'");
    }

    /// <summary>A position that may be too far away to be there: clamped to 32 bits.</summary>
    public static int ToPosition(VmThread t, Value value) => (int)Math.Clamp(ToLong(t, value), int.MinValue + 1, int.MaxValue);

    /// <summary>A string through to_str.</summary>
    public static StringObject ToStr(VmThread t, Value value) =>
        TryToStr(t, value) ?? throw NoConversion(t, value, "String");

    /// <summary>A string through to_str, null when there is none.</summary>
    public static StringObject? TryToStr(VmThread t, Value value)
    {
        if (value.Ref is StringObject text)
        {
            return t.Vm.Fresh(text);
        }

        if (value.IsImmediate || value.Ref is SymbolObject)
        {
            return null;
        }

        Value converted = Conversions.Convert(t, value, t.Vm.Selectors.ToStr);
        return converted.IsUndefined || converted.IsNil ? null
            : converted.Ref as StringObject ?? throw BadConversion(t, value, "String", "to_str", converted);
    }

    /// <summary>Content of a string or symbol as .NET text.</summary>
    public static string ToName(VmThread t, Value value) =>
        value.Ref is SymbolObject symbol ? symbol.Text
            : TryToStr(t, value)?.ToString() ?? throw t.Error(t.Vm.Classes.TypeError, $"{t.InspectText(value)} is not a symbol nor a string");

    /// <summary>An array through to_ary.</summary>
    public static ArrayObject ToAry(VmThread t, Value value) =>
        TryToAry(t, value) ?? throw NoConversion(t, value, "Array");

    /// <summary>An array through to_ary, null when there is none.</summary>
    public static ArrayObject? TryToAry(VmThread t, Value value) =>
        value.Ref is ArrayObject array ? t.Vm.Fresh(array) : Conversions.ToAry(t, value);

    /// <summary>A hash through to_hash.</summary>
    public static HashObject ToHash(VmThread t, Value value) =>
        value.IsNil ? throw NoConversion(t, value, "Hash") : Conversions.ToHash(t, value)!;

    /// <summary>A double for Math and Float arithmetic: numbers only.</summary>
    public static double ToDouble(VmThread t, Value value)
    {
        if (value.IsFloat)
        {
            return value.Float;
        }

        if (IsInteger(value))
        {
            return IntegerToDouble(value);
        }

        if (value.IsNil || value.Ref is StringObject || value.IsImmediate || !t.Vm.Hierarchy.IsKindOf(t.Vm.ClassOf(value), t.Vm.Classes.Numeric))
        {
            throw t.Error(t.Vm.Classes.TypeError, $"can't convert {ClassName(t, value)} into Float");
        }

        Value converted = t.Send(value, t.Vm.Symbols.Intern("to_f"));
        return converted.IsFloat ? converted.Float : throw BadConversion(t, value, "Float", "to_f", converted);
    }

    /// <summary>Nearest double of an integer.</summary>
    public static double IntegerToDouble(Value value) =>
        value.IsFixnum ? value.Bits : BigToDouble(((BigIntegerObject)value.Ref!).Value);

    /// <summary>Nearest double of a big integer, ties to even.</summary>
    public static double BigToDouble(BigInteger value)
    {
        BigInteger magnitude = BigInteger.Abs(value);
        long bits = (long)magnitude.GetBitLength();
        if (bits <= 63)
        {
            return (double)(long)value;
        }

        if (bits > 1024)
        {
            return value.Sign < 0 ? double.NegativeInfinity : double.PositiveInfinity;
        }

        int shift = (int)bits - 62;
        ulong top = (ulong)(magnitude >> shift);
        if (!(magnitude & ((BigInteger.One << shift) - 1)).IsZero)
        {
            top |= 1;
        }

        double result = Math.ScaleB((double)top, shift);
        return value.Sign < 0 ? -result : result;
    }

    /// <summary>Ruby's ==.</summary>
    public static bool Equal(VmThread t, Value left, Value right)
    {
        if (Value.Same(left, right))
        {
            return true;
        }

        return left.Ref switch
        {
            null when right.IsFixnum => false,
            SymbolObject => false,
            StringObject text when right.Ref is StringObject other => t.Vm.Fresh(text).Span.SequenceEqual(t.Vm.Fresh(other).Span),
            _ when left.IsFloat && right.IsFloat => left.Float == right.Float,
            _ => t.Send(left, t.Vm.Selectors.Equal, right).IsTruthy,
        };
    }

    /// <summary>Order of two values by <c>&lt;=&gt;</c>; ArgumentError when they can't be compared.</summary>
    public static int Compare(VmThread t, Value left, Value right)
    {
        if (left.IsFixnum && right.IsFixnum)
        {
            return left.Bits.CompareTo(right.Bits);
        }

        if (left.Ref is StringObject text && right.Ref is StringObject other)
        {
            return t.Vm.Fresh(text).Span.SequenceCompareTo(t.Vm.Fresh(other).Span);
        }

        if (left.IsFloat && right.IsFloat && !double.IsNaN(left.Float) && !double.IsNaN(right.Float))
        {
            return left.Float.CompareTo(right.Float);
        }

        return OrderOf(t, t.Send(left, t.Vm.Selectors.Compare, right), left, right);
    }

    /// <summary>The sign of what <c>&lt;=&gt;</c> or a sort block answered.</summary>
    public static int OrderOf(VmThread t, Value answer, Value left, Value right)
    {
        if (answer.IsFixnum)
        {
            return Math.Sign(answer.Bits);
        }

        if (answer.IsNil)
        {
            throw ComparisonFailed(t, left, right);
        }

        if (answer.Ref is BigIntegerObject big)
        {
            return big.Value.Sign;
        }

        if (answer.IsFloat)
        {
            return Math.Sign(answer.Float);
        }

        Value zero = Value.FromInteger(0);
        return t.Send(answer, t.Vm.Selectors.Greater, zero).IsTruthy ? 1 : t.Send(answer, t.Vm.Selectors.Less, zero).IsTruthy ? -1 : 0;
    }

    /// <summary>The error of a comparison without an answer.</summary>
    public static GuestException ComparisonFailed(VmThread t, Value left, Value right)
    {
        string other = right.IsImmediate ? t.InspectText(right) : ClassName(t, right);
        return t.Error(t.Vm.Classes.ArgumentError, $"comparison of {ClassName(t, left)} with {other} failed");
    }

    /// <summary>to_s of a value, always a string.</summary>
    public static StringObject ToS(VmThread t, Value value)
    {
        if (value.Ref is StringObject text)
        {
            return t.Vm.Fresh(text);
        }

        if (value.Ref is SymbolObject symbol)
        {
            return t.Vm.NewString(symbol.Bytes, symbol.Encoding);
        }

        return t.Send(value, t.Vm.Selectors.ToS).Ref as StringObject ?? t.Vm.NewString($"#<{ClassName(t, value)}>");
    }

    /// <summary>inspect of a value, always a string.</summary>
    public static StringObject Inspect(VmThread t, Value value) =>
        t.Send(value, t.Vm.Selectors.Inspect).Ref as StringObject ?? t.Vm.NewString($"#<{ClassName(t, value)}>");

    /// <summary>A hash code of parts, as Array, Range and Struct combine them.</summary>
    public static long Combine(long code, long part) => HashAccess.Mix(((ulong)code * 31) + (ulong)part);

    /// <summary>The error of a conversion that a value doesn't have.</summary>
    public static GuestException NoConversion(VmThread t, Value value, string wanted) =>
        t.Error(t.Vm.Classes.TypeError, $"no implicit conversion of {ClassName(t, value)} into {wanted}");

    /// <summary>A class of the kernel that has no well-known id, by its path from Object.</summary>
    public static ClassObject ClassNamed(VmThread t, params ReadOnlySpan<string> path)
    {
        ClassObject found = t.Vm.Classes.Object;
        foreach (string name in path)
        {
            found = t.Vm.Constants.TryOwn(found, t.Vm.Symbols.Intern(name), out Value next) && next.Ref is ClassObject inner
                ? inner
                : throw t.Error(t.Vm.Classes.NameError, $"uninitialized constant {name}");
        }

        return found;
    }

    /// <summary>An ArgumentError.</summary>
    public static GuestException ArgumentError(VmThread t, string message) => t.Error(t.Vm.Classes.ArgumentError, message);

    /// <summary>A TypeError.</summary>
    public static GuestException TypeError(VmThread t, string message) => t.Error(t.Vm.Classes.TypeError, message);

    private static GuestException BadConversion(VmThread t, Value value, string wanted, string method, Value answer) =>
        t.Error(t.Vm.Classes.TypeError, $"can't convert {ClassName(t, value)} to {wanted} ({ClassName(t, value)}#{method} gives {ClassName(t, answer)})");
}
