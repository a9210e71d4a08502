using System.Globalization;
using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Smalltalk.Primitives;

/// <summary>Strings and symbols to other things.</summary>
internal static unsafe class StringConversionPrimitives
{
    public static void Register(PrimitiveTable table)
    {
        table.Add("stringAsSymbol", &AsSymbol, 0);
        table.Add("symbolAsString", &SymbolAsString, 0);
        table.Add("stringLowercase", &Lowercase, 0);
        table.Add("stringUppercase", &Uppercase, 0);
        table.Add("stringAsFloat", &AsFloat, 0);
        table.Add("stringAsBytes", &AsBytes, 0);
    }

    private static Value AsSymbol(VmThread t, Arguments a) => t.Vm.Symbols.Intern(StringText.Bytes(t.Vm, a.Self), StringText.EncodingOf(a.Self));

    private static Value SymbolAsString(VmThread t, Arguments a)
    {
        StringEncoding encoding = StringText.EncodingOf(a.Self);
        return t.Vm.NewString(StringText.Bytes(t.Vm, a.Self), encoding == StringEncoding.UsAscii ? StringEncoding.Utf8 : encoding);
    }

    private static Value Lowercase(VmThread t, Arguments a) => t.Vm.NewString(StringText.Of(t.Vm, a.Self).ToLowerInvariant());

    private static Value Uppercase(VmThread t, Arguments a) => t.Vm.NewString(StringText.Of(t.Vm, a.Self).ToUpperInvariant());

    private static Value AsFloat(VmThread t, Arguments a)
    {
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        string text = StringText.Of(t.Vm, a.Self).Trim();
        bool isNumber = text.Length > 0 && (char.IsAsciiDigit(text[^1])) && double.TryParse(text, Style, CultureInfo.InvariantCulture, out _);
        return isNumber ? Value.FromFloat(double.Parse(text, Style, CultureInfo.InvariantCulture)) : Value.Undefined;
    }

    private static Value AsBytes(VmThread t, Arguments a)
    {
        byte[] bytes = StringText.Bytes(t.Vm, a.Self).ToArray();
        return t.Vm.Adopt(new StringObject(bytes, bytes.Length, StringEncoding.Binary), SmalltalkLanguage.Of(t.Vm).Namespaces.Class("ByteArray"));
    }
}
