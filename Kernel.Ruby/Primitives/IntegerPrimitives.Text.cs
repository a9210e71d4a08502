using System.Numerics;
using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>Integer: text, characters and digits; Kernel#Integer and Kernel#Float read text here too.</summary>
internal static unsafe partial class IntegerPrimitives
{
    private static void RegisterText(PrimitiveTable table)
    {
        table.Add("integer_to_s", &ToText, 0, 1);
        table.Add("integer_chr", &Chr, 0, 1);
        table.Add("integer_digits", &DigitsOf, 0, 1);
        table.Add("integer_parse", &Parse, 2);
        table.Add("float_parse", &ParseFloat, 1);
    }

    private static Value ToText(VmThread t, Arguments a)
    {
        int radix = a.Count == 0 ? 10 : Coercions.ToInt(t, a[0]);
        if (radix is < 2 or > 36)
        {
            throw Coercions.ArgumentError(t, $"invalid radix {radix}");
        }

        if (radix != 10 || !a.Self.IsFixnum)
        {
            StringObject text = t.Vm.NewString(IntegerText.ToText(Big(a.Self), radix));
            text.Encoding = StringEncoding.UsAscii;
            return text;
        }

        byte[] buffer = new byte[20];
        System.Buffers.Text.Utf8Formatter.TryFormat(a.Self.Bits, buffer, out int length);
        return t.Vm.NewString(buffer, length, StringEncoding.UsAscii);
    }

    private static Value Chr(VmThread t, Arguments a)
    {
        Value self = a.Self;
        if (!self.IsFixnum || self.Bits < 0 || self.Bits > uint.MaxValue)
        {
            throw t.Error(t.Vm.Classes.RangeError, self.IsFixnum ? $"{self.Bits} out of char range" : "bignum out of char range");
        }

        if (a.Count == 0 && (self.Bits < 256 || RubyRuntime.Of(t.Vm).Encodings.Internal is null))
        {
            return self.Bits > 255 ? throw t.Error(t.Vm.Classes.RangeError, $"{self.Bits} out of char range")
                : t.Vm.NewString([(byte)self.Bits], self.Bits < 128 ? StringEncoding.UsAscii : StringEncoding.Binary);
        }

        StringEncoding encoding = a.Count == 0 ? RubyRuntime.Of(t.Vm).Encodings.Internal!.Value : EncodingPrimitives.Of(t, a[0]);
        Span<byte> buffer = stackalloc byte[6];
        return t.Vm.NewString(buffer[..StringPrimitives.EncodeCodePoint(t, self.Bits, encoding, buffer)], encoding);
    }

    private static Value DigitsOf(VmThread t, Arguments a)
    {
        Value radix = a.Count == 0 ? Value.FromInteger(10) : Coercions.ToInteger(t, a[0]);
        BigInteger divisor = Big(radix);
        if (divisor < 2)
        {
            throw Coercions.ArgumentError(t, divisor.Sign < 0 ? "negative radix" : $"invalid radix {divisor}");
        }

        BigInteger rest = Big(a.Self);
        if (rest.Sign < 0)
        {
            throw t.Error(Coercions.ClassNamed(t, "Math", "DomainError"), "out of domain");
        }

        ArrayObject digits = t.Vm.NewArray([], 0);
        do
        {
            rest = BigInteger.DivRem(rest, divisor, out BigInteger digit);
            digits.Append(t.Vm.Integer(digit));
        }
        while (!rest.IsZero);
        return digits;
    }

    /// <summary>Text and base to an Integer in strict form, nil when the text is no integer: behind Kernel#Integer.</summary>
    private static Value Parse(VmThread t, Arguments a)
    {
        StringObject text = Coercions.ToStr(t, a[0]);
        int radix = Coercions.ToInt(t, a[1]);
        if (radix is 1 or > 36 or < -36)
        {
            throw Coercions.ArgumentError(t, $"invalid radix {radix}");
        }

        return IntegerText.Parse(text.Span, radix, strict: true) is { } value ? t.Vm.Integer(value) : Value.Nil;
    }

    /// <summary>Text to a Float in strict form, nil when the text is no number: behind Kernel#Float.</summary>
    private static Value ParseFloat(VmThread t, Arguments a) =>
        FloatParser.Parse(Coercions.ToStr(t, a[0]).Span, strict: true) is { } value ? Value.FromFloat(value) : Value.Nil;
}
