using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;
using Kernel.Ruby.Primitives;

namespace Kernel.Ruby.Encodings;

/// <summary>What String#encode and Encoding::Converter are asked to do besides converting.</summary>
internal sealed class ConversionOptions
{
    /// <summary>Options of a hash; null for none.</summary>
    public ConversionOptions(VmThread t, HashObject? options)
    {
        if (options is null)
        {
            return;
        }

        ReplacesInvalid = IsReplace(t, options, "invalid", "invalid character");
        ReplacesUndefined = IsReplace(t, options, "undef", "undefined character");
        Replacement = Get(t, options, "replace") is { IsNil: false } text ? Coercions.ToStr(t, text) : null;
        Fallback = ReplacesUndefined ? Value.Nil : Get(t, options, "fallback");
        ReadXml(t, Get(t, options, "xml"));
        ReadNewline(t, options);
    }

    /// <summary>Bytes that are no character become the replacement.</summary>
    public bool ReplacesInvalid { get; }

    /// <summary>Characters that the other encoding does not have become the replacement.</summary>
    public bool ReplacesUndefined { get; }

    /// <summary>They become XML's numbers of characters.</summary>
    public bool WritesReferences { get; private set; }

    /// <summary>The replacement, null for the usual one.</summary>
    public StringObject? Replacement { get; set; }

    /// <summary>Hash, proc, method or anything with [] that knows what to write instead; nil for none.</summary>
    public Value Fallback { get; } = Value.Nil;

    /// <summary>Changes of characters, in order.</summary>
    public List<string> Decorators { get; } = [];

    /// <summary>Nothing that changes a text that stays in its encoding.</summary>
    public bool IsPlain => !ReplacesInvalid && Decorators.Count == 0;

    private static Value Get(VmThread t, HashObject options, string name) =>
        HashAccess.TryGet(t, options, t.Vm.Symbol(name), out Value value) ? value : Value.Nil;

    private static bool IsReplace(VmThread t, HashObject options, string name, string meaning) => Get(t, options, name) switch
    {
        { IsNil: true } => false,
        { Ref: SymbolObject { Text: "replace" } } => true,
        _ => throw Coercions.ArgumentError(t, $"unknown value for {meaning} option"),
    };

    private void ReadXml(VmThread t, Value xml)
    {
        if (xml.IsNil)
        {
            return;
        }

        switch ((xml.Ref as SymbolObject)?.Text)
        {
            case "text":
                Decorators.Add("xml_text_escape");
                break;
            case "attr":
                Decorators.AddRange(["xml_attr_content_escape", "xml_attr_quote"]);
                break;
            default:
                throw Coercions.ArgumentError(t, $"unexpected value for xml option: {(xml.Ref is SymbolObject symbol ? symbol.Text : t.InspectText(xml))}");
        }

        WritesReferences = true;
    }

    private void ReadNewline(VmThread t, HashObject options)
    {
        Value newline = Get(t, options, "newline");
        if (!newline.IsNil)
        {
            string name = (newline.Ref as SymbolObject)?.Text ?? throw Coercions.ArgumentError(t, "unexpected value for newline option");
            Decorators.Add(name is "universal" or "crlf" or "cr" or "lf" ? name + "_newline"
                : throw Coercions.ArgumentError(t, $"unexpected value for newline option: {name}"));
            return;
        }

        foreach (string name in (ReadOnlySpan<string>)["universal_newline", "crlf_newline", "cr_newline", "lf_newline"])
        {
            if (Get(t, options, name).IsTruthy)
            {
                Decorators.Add(name);
                return;
            }
        }
    }
}
