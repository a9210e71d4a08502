using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;
using Kernel.Ruby.Encodings;

namespace Kernel.Ruby.Primitives;

/// <summary>Encoding, and the encodings of strings and symbols. Conversion is in <see cref="ConversionPrimitives"/>.</summary>
internal static unsafe class EncodingPrimitives
{
    /// <summary>Binds the primitives.</summary>
    public static void Register(PrimitiveTable table)
    {
        table.Add("encoding_s_definitions", &AllDefinitions, 0);
        table.Add("encoding_s_number", &NumberOf, 1);
        table.Add("encoding_s_compatible", &AreCompatible, 2);
        table.Add("encoding_s_default", &Default, 1);
        table.Add("encoding_s_set_default", &SetDefault, 2);
        table.Add("encoding_s_locale_charmap", &LocaleCharacterMap, 0);
        table.Add("string_encoding_index", &IndexOf, 0);
        table.Add("string_force_encoding", &Force, 1);
        table.Add("string_is_valid_encoding", &IsValid, 0);
        table.Add("string_is_ascii_only", &IsAsciiOnly, 0);
        table.Add("string_scrub", &Scrub, 0, 1);
        table.Add("string_normalize", &Normalize, 1);
    }

    /// <summary>The encoding that a name or Encoding object means.</summary>
    public static StringEncoding Of(VmThread t, Value value) =>
        TryOf(t, value, out string name, out StringEncoding? encoding) ? encoding ?? RubyRuntime.Of(t.Vm).Encodings.External
            : throw Coercions.ArgumentError(t, $"unknown encoding name - {name}");

    /// <summary>The same; false when nothing has that name. Null stands for no default internal encoding.</summary>
    public static bool TryOf(VmThread t, Value value, out string name, out StringEncoding? encoding)
    {
        if (IsEncoding(t, value))
        {
            name = Coercions.ToS(t, value).ToString();
            encoding = EncodingTable.Find(name)?.Encoding;
            return encoding is not null;
        }

        StringObject text = Coercions.ToStr(t, value);
        if (!EncodingTable.IsAsciiCompatible(text.Encoding))
        {
            throw Coercions.ArgumentError(t, "invalid encoding name (non ASCII)");
        }

        name = text.ToString();
        return RubyRuntime.Of(t.Vm).Encodings.TryFind(name, out encoding);
    }

    /// <summary>True for an Encoding object.</summary>
    public static bool IsEncoding(VmThread t, Value value) =>
        value.Ref is not (null or ImmediateTag or StringObject or SymbolObject or HashObject) && t.Vm.Hierarchy.IsKindOf(t.Vm.ClassOf(value), Coercions.ClassNamed(t, "Encoding"));

    /// <summary>Name of an encoding.</summary>
    public static string NameOf(StringEncoding encoding) => EncodingTable.NameOf(encoding);

    /// <summary>Encoding of two texts together; raises Encoding::CompatibilityError when they cannot be.</summary>
    public static StringEncoding Agree(VmThread t, StringObject left, StringObject right) =>
        EncodingCompatibility.TryCombine(left, right, out StringEncoding encoding) ? encoding
            : throw t.Error(CompatibilityError(t),
                $"incompatible character encodings: {EncodingTable.InspectedNameOf(left.Encoding)} and {EncodingTable.InspectedNameOf(right.Encoding)}");

    /// <summary>Raises Encoding::CompatibilityError for a text whose encoding has no ASCII.</summary>
    public static void RequireAsciiCompatible(VmThread t, StringObject text)
    {
        if (!EncodingTable.IsAsciiCompatible(text.Encoding))
        {
            throw t.Error(CompatibilityError(t), $"ASCII incompatible encoding: {NameOf(text.Encoding)}");
        }
    }

    /// <summary>Encoding::CompatibilityError.</summary>
    public static ClassObject CompatibilityError(VmThread t) => Coercions.ClassNamed(t, "Encoding", "CompatibilityError");

    /// <summary>By number: name, aliases, whether it is a dummy, whether it has ASCII.</summary>
    private static Value AllDefinitions(VmThread t, Arguments a)
    {
        ArrayObject all = t.Vm.NewArray([], 0);
        foreach (EncodingDefinition definition in EncodingTable.All)
        {
            Value[] aliases = [.. definition.Aliases.Select(alias => (Value)AsciiText(t, alias))];
            all.Append(t.Vm.NewArray([AsciiText(t, definition.Name), t.Vm.NewArray(aliases), Value.FromBoolean(definition.IsDummy), Value.FromBoolean(definition.IsAsciiCompatible)]));
        }

        return all;
    }

    private static StringObject AsciiText(VmThread t, string text) => t.Vm.NewString(System.Text.Encoding.ASCII.GetBytes(text), StringEncoding.UsAscii);

    /// <summary>Number of the encoding with a name; nil for "internal" when there is none.</summary>
    private static Value NumberOf(VmThread t, Arguments a) =>
        TryOf(t, a[0], out string name, out StringEncoding? encoding) ? ToValue(encoding)
            : throw Coercions.ArgumentError(t, $"unknown encoding name - {name}");

    private static Value ToValue(StringEncoding? encoding) => encoding is { } known ? Value.FromInteger((int)known) : Value.Nil;

    /// <summary>Number of the encoding of two objects together, nil when there is none.</summary>
    private static Value AreCompatible(VmThread t, Arguments a)
    {
        if (EncodingOf(t, a[0]) is not { } left || EncodingOf(t, a[1]) is not { } right)
        {
            return Value.Nil;
        }

        StringObject? leftText = a[0].Ref as StringObject, rightText = a[1].Ref as StringObject;
        if (leftText is not null && rightText is not null)
        {
            return EncodingCompatibility.TryCombine(leftText, rightText, out StringEncoding encoding) ? ToValue(encoding) : Value.Nil;
        }

        if (left == right || rightText?.Length == 0)
        {
            return ToValue(left);
        }

        if (!EncodingTable.IsAsciiCompatible(left) || !EncodingTable.IsAsciiCompatible(right))
        {
            return Value.Nil;
        }

        return rightText is null && right == StringEncoding.UsAscii ? ToValue(left)
            : leftText is null && left == StringEncoding.UsAscii ? ToValue(right)
            : leftText is not null && EncodingCompatibility.IsAscii(leftText) ? ToValue(right)
            : rightText is not null && EncodingCompatibility.IsAscii(rightText) ? ToValue(left) : Value.Nil;
    }

    private static StringEncoding? EncodingOf(VmThread t, Value value) => value.Ref switch
    {
        StringObject text => t.Vm.Fresh(text).Encoding,
        SymbolObject symbol => symbol.Encoding,
        RegexpObject regexp => regexp.Encoding,
        _ => IsEncoding(t, value) ? Of(t, value) : null,
    };

    /// <summary>default("external"), default("internal"), default("locale"): a number or nil.</summary>
    private static Value Default(VmThread t, Arguments a)
    {
        RubyRuntime.Of(t.Vm).Encodings.TryFind(Coercions.ToStr(t, a[0]).ToString(), out StringEncoding? encoding);
        return ToValue(encoding);
    }

    private static Value SetDefault(VmThread t, Arguments a)
    {
        EncodingDefaults defaults = RubyRuntime.Of(t.Vm).Encodings;
        if (Coercions.ToStr(t, a[0]).ToString() == "internal")
        {
            defaults.Internal = a[1].IsNil ? null : Of(t, a[1]);
        }
        else
        {
            defaults.External = a[1].IsNil ? throw Coercions.ArgumentError(t, "default external can not be nil") : Of(t, a[1]);
        }

        return a[1];
    }

    private static Value LocaleCharacterMap(VmThread t, Arguments a) => AsciiText(t, Posix.LocaleCharacterSet());

    private static Value IndexOf(VmThread t, Arguments a) => a.Self.Ref switch
    {
        SymbolObject symbol => Value.FromInteger((int)symbol.Encoding),
        RegexpObject regexp => Value.FromInteger((int)regexp.Encoding),
        _ => Value.FromInteger((int)((StringObject)a.Self.Ref!).Encoding),
    };

    private static Value Force(VmThread t, Arguments a)
    {
        StringObject self = (StringObject)a.Self.Ref!;
        t.Vm.WillWrite(self);
        self.Encoding = Of(t, a[0]);
        return self;
    }

    private static Value IsValid(VmThread t, Arguments a) => Value.FromBoolean(CharacterText.IsValid((StringObject)a.Self.Ref!));

    private static Value IsAsciiOnly(VmThread t, Arguments a) => Value.FromBoolean(EncodingCompatibility.IsAscii((StringObject)a.Self.Ref!));

    /// <summary>scrub(replacement): a string, nil for the usual one, or a proc that is called with the bad bytes.</summary>
    private static Value Scrub(VmThread t, Arguments a)
    {
        StringObject self = (StringObject)a.Self.Ref!;
        StringObject result = t.Vm.NewString(new byte[self.Length], 0, self.Encoding);
        ProcObject? block = a.OrNil(0).Ref as ProcObject;
        StringObject? replacement = block is not null ? null : ScrubReplacement(t, self, a.OrNil(0));
        EncodingDefinition definition = EncodingTable.Of(self.Encoding);
        byte[] bytes = self.Span.ToArray();
        for (int i = 0; i < bytes.Length;)
        {
            int length = CharacterWalks.Measure(bytes.AsSpan(i), definition.Walk);
            if (length > 0)
            {
                result.Append(bytes.AsSpan(i, length));
                i += length;
                continue;
            }

            int bad = BadLength(bytes.AsSpan(i), definition);
            StringObject good = block is null ? replacement!
                : CheckedReplacement(t, self, t.Yield(block, t.Vm.NewString(bytes.AsSpan(i, bad), self.Encoding)));
            result.Append(good.Span);
            i += bad;
        }

        return result;
    }

    /// <summary>normalize(form): the name of a form; the receiver is valid UTF-8.</summary>
    private static Value Normalize(VmThread t, Arguments a)
    {
        string form = a[0].Ref is SymbolObject symbol ? symbol.Text : Coercions.ToStr(t, a[0]).ToString();
        string normalized = UnicodeNormalizer.Normalize(((StringObject)a.Self.Ref!).ToString(), form)
            ?? throw Coercions.ArgumentError(t, $"Invalid normalization form {form}.");
        return t.Vm.NewString(normalized);
    }

    private static StringObject ScrubReplacement(VmThread t, StringObject self, Value given)
    {
        if (!given.IsNil)
        {
            return CheckedReplacement(t, self, given);
        }

        EncodingDefinition definition = EncodingTable.Of(self.Encoding);
        Span<byte> buffer = stackalloc byte[6];
        int length = CharacterWalks.Encode(definition.HasReplacementCharacter && definition.IsUnicode ? 0xFFFDu : '?', definition.Walk, buffer);
        return t.Vm.NewString(buffer[..length], self.Encoding);
    }

    private static StringObject CheckedReplacement(VmThread t, StringObject self, Value given)
    {
        StringObject text = Coercions.ToStr(t, given);
        if (!CharacterText.IsValid(text))
        {
            throw Coercions.ArgumentError(t, "replacement must be valid byte sequence '" + text + "'");
        }

        if (text.Encoding != self.Encoding && !(EncodingTable.IsAsciiCompatible(self.Encoding) && EncodingCompatibility.IsAscii(text)))
        {
            throw t.Error(CompatibilityError(t), $"incompatible character encodings: {EncodingTable.InspectedNameOf(self.Encoding)} and {EncodingTable.InspectedNameOf(text.Encoding)}");
        }

        return text;
    }

    /// <summary>Bytes that one replacement stands for: the beginning of a character that does not go on.</summary>
    private static int BadLength(ReadOnlySpan<byte> bytes, EncodingDefinition definition)
    {
        int unit = definition.MinimumBytes, length = Math.Min(unit, bytes.Length);
        while (length + unit <= bytes.Length && CharacterWalks.Measure(bytes[..(length + unit)], definition.Walk) == CharacterWalks.Incomplete)
        {
            length += unit;
        }

        return length;
    }
}
