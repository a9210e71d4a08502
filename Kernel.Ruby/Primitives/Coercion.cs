using Gem.Vm.Interpreter;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>What primitives accept for a name, a string, an integer…, with the errors MRI gives for anything else.</summary>
internal static class Coercion
{
    /// <summary>A method, variable or constant name: a symbol or something with to_str.</summary>
    public static SymbolObject Name(VmThread t, Value value)
    {
        if (value.Ref is SymbolObject symbol)
        {
            return symbol;
        }

        StringObject? text = value.Ref as StringObject;
        if (text is null && !value.IsImmediate)
        {
            text = Conversions.Convert(t, value, t.Vm.Selectors.ToStr).Ref as StringObject;
        }

        return text is null
            ? throw t.Error(t.Vm.Classes.TypeError, $"{t.InspectText(value)} is not a symbol nor a string")
            : t.Vm.Symbols.Intern(t.Vm.Fresh(text).Span, text.Encoding);
    }

    /// <summary>A string, or something with to_str.</summary>
    public static StringObject String(VmThread t, Value value)
    {
        if (value.Ref is StringObject text)
        {
            return t.Vm.Fresh(text);
        }

        Value converted = Conversions.Convert(t, value, t.Vm.Selectors.ToStr);
        return converted.Ref is StringObject result ? t.Vm.Fresh(result) : throw NoConversion(t, value, converted, "String", "to_str");
    }

    /// <summary>The text of a string, or of something with to_str.</summary>
    public static string Text(VmThread t, Value value) => String(t, value).ToString();

    /// <summary>A file name: a string, or something with to_path, without null characters.</summary>
    public static string Path(VmThread t, Value value)
    {
        if (value.Ref is not StringObject && !value.IsImmediate)
        {
            Value path = Conversions.Convert(t, value, t.Vm.Symbols.Intern("to_path"));
            value = path.IsUndefined ? value : path;
        }

        string text = Text(t, value);
        return text.Contains('\0') ? throw t.Error(t.Vm.Classes.ArgumentError, "string contains null byte") : text;
    }

    /// <summary>A 64-bit integer, or something with to_int.</summary>
    public static long Integer(VmThread t, Value value)
    {
        if (value.IsFixnum)
        {
            return value.Bits;
        }

        if (value.IsFloat)
        {
            return double.IsFinite(value.Float) && Math.Abs(value.Float) < 9.2e18
                ? (long)value.Float
                : throw t.Error(t.Vm.Classes.FloatDomainError, t.InspectText(value));
        }

        if (value.Ref is BigIntegerObject)
        {
            throw t.Error(t.Vm.Classes.RangeError, "bignum too big to convert into 'long'");
        }

        if (value.IsNil || value.Ref == Tags.True || value.Ref == Tags.False)
        {
            throw t.Error(t.Vm.Classes.TypeError, $"no implicit conversion from {Conversions.ClassName(t, value)} to integer");
        }

        Value converted = Conversions.Convert(t, value, t.Vm.Selectors.ToInt);
        return converted.IsFixnum ? converted.Bits : throw NoConversion(t, value, converted, "Integer", "to_int");
    }

    /// <summary>A class or module.</summary>
    public static ClassObject Module(VmThread t, Value value) =>
        value.Ref as ClassObject ?? throw t.Error(t.Vm.Classes.TypeError, "class or module required");

    /// <summary>A module that is no class, for include and its like.</summary>
    public static ClassObject PlainModule(VmThread t, Value value) =>
        value.Ref is ClassObject { IsModule: true } module ? module
            : throw t.Error(t.Vm.Classes.TypeError, $"wrong argument type {Conversions.ClassName(t, value)} (expected Module)");

    /// <summary>The block that a primitive needs.</summary>
    public static ProcObject Block(VmThread t, in Gem.Vm.Primitives.Arguments a) =>
        a.Block ?? throw t.Error(t.Vm.Classes.LocalJumpError, "no block given (yield)");

    /// <summary>The error for something that is not, and does not convert to, what is wanted.</summary>
    public static GuestException NoConversion(VmThread t, Value value, Value converted, string wanted, string selector) =>
        t.Error(
            t.Vm.Classes.TypeError,
            converted.IsUndefined || converted.IsNil
                ? $"no implicit conversion of {Conversions.ClassName(t, value)} into {wanted}"
                : $"can't convert {Conversions.ClassName(t, value)} to {wanted} ({Conversions.ClassName(t, value)}#{selector} gives {Conversions.ClassName(t, converted)})");
}
