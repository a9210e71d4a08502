using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>Math: real functions of doubles. Arguments outside of a function's domain raise Math::DomainError.</summary>
internal static unsafe class MathPrimitives
{
    /// <summary>Binds the primitives.</summary>
    public static void Register(PrimitiveTable table)
    {
        table.Add("math_function", &Function, 2);
        table.Add("math_atan2", &Atan2, 2);
        table.Add("math_hypot", &Hypot, 2);
        table.Add("math_log", &Log, 1, 2);
        table.Add("math_sqrt", &Sqrt, 1);
        table.Add("math_ldexp", &Ldexp, 2);
        table.Add("math_frexp", &Frexp, 1);
    }

    /// <summary>A function of one argument by its name: math_function(:sin, x).</summary>
    private static Value Function(VmThread t, Arguments a)
    {
        string name = Coercions.ToName(t, a[0]);
        double x = Coercions.ToDouble(t, a[1]);
        return Value.FromFloat(name switch
        {
            "sin" => Math.Sin(x),
            "cos" => Math.Cos(x),
            "tan" => Math.Tan(x),
            "asin" => Math.Asin(Within(t, name, x, -1, 1)),
            "acos" => Math.Acos(Within(t, name, x, -1, 1)),
            "atan" => Math.Atan(x),
            "sinh" => Math.Sinh(x),
            "cosh" => Math.Cosh(x),
            "tanh" => Math.Tanh(x),
            "asinh" => Math.Asinh(x),
            "acosh" => Math.Acosh(Within(t, name, x, 1, double.PositiveInfinity)),
            "atanh" => Math.Atanh(Within(t, name, x, -1, 1)),
            "exp" => Math.Exp(x),
            "cbrt" => CubeRoot(x),
            "log2" => Math.Log2(Within(t, name, x, 0, double.PositiveInfinity)),
            "log10" => Math.Log10(Within(t, name, x, 0, double.PositiveInfinity)),
            "erf" => ErrorFunction(x),
            "erfc" => 1 - ErrorFunction(x),
            "gamma" => Gamma(t, x),
            _ => throw t.Error(t.Vm.Classes.NotImplementedError, $"Math.{name} is not there"),
        });
    }

    private static Value Atan2(VmThread t, Arguments a) =>
        Value.FromFloat(Math.Atan2(Coercions.ToDouble(t, a[0]), Coercions.ToDouble(t, a[1])));

    private static Value Hypot(VmThread t, Arguments a) =>
        Value.FromFloat(double.Hypot(Coercions.ToDouble(t, a[0]), Coercions.ToDouble(t, a[1])));

    private static Value Sqrt(VmThread t, Arguments a) =>
        Value.FromFloat(Math.Sqrt(Within(t, "sqrt", Coercions.ToDouble(t, a[0]), 0, double.PositiveInfinity)) + 0.0);

    private static Value Log(VmThread t, Arguments a)
    {
        double log = Natural(t, a[0]);
        return Value.FromFloat(a.Count == 1 ? log : log / Natural(t, a[1]));
    }

    private static double Natural(VmThread t, Value value) => value.Ref is BigIntegerObject { Value.Sign: > 0 } big
        ? System.Numerics.BigInteger.Log(big.Value)
        : Math.Log(Within(t, "log", Coercions.ToDouble(t, value), 0, double.PositiveInfinity));

    private static Value Ldexp(VmThread t, Arguments a) =>
        Value.FromFloat(Math.ScaleB(Coercions.ToDouble(t, a[0]), Coercions.ToInt(t, a[1])));

    private static Value Frexp(VmThread t, Arguments a)
    {
        double x = Coercions.ToDouble(t, a[0]);
        if (x == 0 || double.IsNaN(x) || double.IsInfinity(x))
        {
            return t.Vm.NewArray([Value.FromFloat(x), Value.FromInteger(0)], 2);
        }

        int exponent = Math.ILogB(x) + 1;
        return t.Vm.NewArray([Value.FromFloat(Math.ScaleB(x, -exponent)), Value.FromInteger(exponent)], 2);
    }

    private static double Within(VmThread t, string name, double x, double low, double high) => x < low || x > high
        ? throw t.Error(Coercions.ClassNamed(t, "Math", "DomainError"), $"Numerical argument is out of domain - {name}")
        : x;

    /// <summary>The library's cube root with one step of Newton's method, as MRI corrects glibc's.</summary>
    private static double CubeRoot(double x)
    {
        double root = Math.Cbrt(x);
        return root == 0 || !double.IsFinite(root) ? root : ((2.0 * root) + (x / root / root)) / 3.0;
    }

    /// <summary>erf by its series near zero and by the continued fraction of erfc further out.</summary>
    private static double ErrorFunction(double x)
    {
        double magnitude = Math.Abs(x);
        if (double.IsNaN(x) || magnitude > 6)
        {
            return double.IsNaN(x) ? x : Math.Sign(x);
        }

        if (magnitude < 2.5)
        {
            double term = x, sum = x;
            for (int n = 1; Math.Abs(term) > Math.Abs(sum) * 1e-17 && n < 200; n++)
            {
                term *= -x * x / n;
                sum += term / ((2 * n) + 1);
            }

            return 2 / Math.Sqrt(Math.PI) * sum;
        }

        double fraction = 0;
        for (int k = 60; k > 0; k--)
        {
            fraction = k / 2.0 / (magnitude + fraction);
        }

        double complement = Math.Exp(-magnitude * magnitude) / Math.Sqrt(Math.PI) / (magnitude + fraction);
        return Math.Sign(x) * (1 - complement);
    }

    /// <summary>Gamma: exact factorials for small integers, else Lanczos' approximation (g = 7, nine terms).</summary>
    private static double Gamma(VmThread t, double x)
    {
        if (x == Math.Floor(x) && x < 24)
        {
            Within(t, "gamma", x, x == 0 ? 0 : 1, double.PositiveInfinity);
            double product = 1;
            for (int i = 2; i < x; i++)
            {
                product *= i;
            }

            return x == 0 ? 1 / x : product;
        }

        if (x < 0.5)
        {
            return Math.PI / (Math.Sin(Math.PI * x) * Gamma(t, 1 - x));
        }

        ReadOnlySpan<double> terms =
        [
            0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
            12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
        ];
        x -= 1;
        double sum = terms[0];
        for (int i = 1; i < terms.Length; i++)
        {
            sum += terms[i] / (x + i);
        }

        double shifted = x + 7.5;
        return Math.Sqrt(2 * Math.PI) * Math.Pow(shifted, x + 0.5) * Math.Exp(-shifted) * sum;
    }
}
