using System.Numerics;
using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Smalltalk.Primitives;

/// <summary>Doubles.</summary>
internal static unsafe class FloatPrimitives
{
    public static void Register(PrimitiveTable table)
    {
        table.Add("floatAdd", &Add, 1);
        table.Add("floatSubtract", &Subtract, 1);
        table.Add("floatMultiply", &Multiply, 1);
        table.Add("floatDivide", &Divide, 1);
        table.Add("floatRaisedTo", &RaisedTo, 1);
        table.Add("floatEqual", &Equal, 1);
        table.Add("floatLess", &Less, 1);
        table.Add("floatLessOrEqual", &LessOrEqual, 1);
        table.Add("floatGreater", &Greater, 1);
        table.Add("floatGreaterOrEqual", &GreaterOrEqual, 1);
        table.Add("floatSqrt", &Sqrt, 0);
        table.Add("floatExp", &Exp, 0);
        table.Add("floatLn", &Ln, 0);
        table.Add("floatSin", &Sin, 0);
        table.Add("floatCos", &Cos, 0);
        table.Add("floatTan", &Tan, 0);
        table.Add("floatArcTan", &ArcTan, 0);
        table.Add("floatTruncated", &Truncated, 0);
        table.Add("floatPrintString", &PrintString, 0);
    }

    private static Value Add(VmThread t, Arguments a) => Numbers.TryDouble(a[0], out double other) ? Value.FromFloat(a.Self.Float + other) : Value.Undefined;

    private static Value Subtract(VmThread t, Arguments a) => Numbers.TryDouble(a[0], out double other) ? Value.FromFloat(a.Self.Float - other) : Value.Undefined;

    private static Value Multiply(VmThread t, Arguments a) => Numbers.TryDouble(a[0], out double other) ? Value.FromFloat(a.Self.Float * other) : Value.Undefined;

    private static Value Divide(VmThread t, Arguments a) => Numbers.TryDouble(a[0], out double other) ? Value.FromFloat(a.Self.Float / other) : Value.Undefined;

    private static Value RaisedTo(VmThread t, Arguments a) => Numbers.TryDouble(a[0], out double other) ? Value.FromFloat(Math.Pow(a.Self.Float, other)) : Value.Undefined;

    private static Value Equal(VmThread t, Arguments a) => Numbers.IsNumber(a[0]) ? Value.FromBoolean(Numbers.Compare(a.Self, a[0]) == 0) : Value.Undefined;

    private static Value Less(VmThread t, Arguments a) => Numbers.IsNumber(a[0]) ? Value.FromBoolean(Numbers.Compare(a.Self, a[0]) < 0) : Value.Undefined;

    private static Value LessOrEqual(VmThread t, Arguments a) => Numbers.IsNumber(a[0]) ? Value.FromBoolean(Numbers.Compare(a.Self, a[0]) <= 0) : Value.Undefined;

    private static Value Greater(VmThread t, Arguments a) => Numbers.IsNumber(a[0]) ? Value.FromBoolean(Numbers.Compare(a.Self, a[0]) > 0) : Value.Undefined;

    private static Value GreaterOrEqual(VmThread t, Arguments a) => Numbers.IsNumber(a[0]) ? Value.FromBoolean(Numbers.Compare(a.Self, a[0]) >= 0) : Value.Undefined;

    private static Value Sqrt(VmThread t, Arguments a) => Value.FromFloat(Math.Sqrt(a.Self.Float));

    private static Value Exp(VmThread t, Arguments a) => Value.FromFloat(Math.Exp(a.Self.Float));

    private static Value Ln(VmThread t, Arguments a) => Value.FromFloat(Math.Log(a.Self.Float));

    private static Value Sin(VmThread t, Arguments a) => Value.FromFloat(Math.Sin(a.Self.Float));

    private static Value Cos(VmThread t, Arguments a) => Value.FromFloat(Math.Cos(a.Self.Float));

    private static Value Tan(VmThread t, Arguments a) => Value.FromFloat(Math.Tan(a.Self.Float));

    private static Value ArcTan(VmThread t, Arguments a) => Value.FromFloat(Math.Atan(a.Self.Float));

    private static Value Truncated(VmThread t, Arguments a) =>
        double.IsFinite(a.Self.Float) ? t.Vm.Integer(new BigInteger(a.Self.Float)) : Value.Undefined;

    private static Value PrintString(VmThread t, Arguments a) => t.Vm.NewString(FloatText.Of(a.Self.Float));
}
