using Gem.Vm.Interpreter;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>What primitives accept for a name, a path, a module, with the errors MRI gives for anything else. Numbers and strings: <see cref="Coercions"/>.</summary>
internal static class Expect
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

    /// <summary>The text of a string, or of something with to_str.</summary>
    public static string Text(VmThread t, Value value) => Coercions.ToStr(t, value).ToString();

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
}
