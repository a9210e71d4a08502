using Gem.Vm.Bytecode;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Gem.Vm.Interpreter;

/// <summary>Instructions that make values of literals, collections and interpolations.</summary>
internal static class Literals
{
    /// <summary>Literal as a symbol.</summary>
    public static SymbolObject Symbol(CompiledCode code, int index) => (SymbolObject)code.Literals[index].Ref!;

    /// <summary>Literal as a code.</summary>
    public static CompiledCode Code(VmThread thread, CompiledCode code, int index) => (CompiledCode)thread.Vm.Load(ref code.Literals[index]).Ref!;

    /// <summary>A new string that shares the literal's bytes until one is written.</summary>
    public static Value CopyString(VmThread thread, Value literal)
    {
        StringObject template = (StringObject)literal.Ref!;
        StringObject copy = thread.Vm.NewString(template.Bytes, template.Length, template.Encoding);
        copy.IsShared = true;
        if (thread.Vm.ChilledSink is not null)
        {
            copy.Header |= template.Header & HeaderFlags.Chilled;
        }

        return copy;
    }

    /// <summary>A block register as a value.</summary>
    public static Value BlockValue(Value register) => register.Ref is null ? Value.Nil : register;

    /// <summary>A hash of keys and values in turn.</summary>
    public static Value Hash(VmThread thread, ReadOnlySpan<Value> pairs)
    {
        HashObject hash = thread.Vm.NewHash();
        for (int i = 0; i < pairs.Length; i += 2)
        {
            HashAccess.Set(thread, hash, pairs[i], pairs[i + 1]);
        }

        return hash;
    }

    /// <summary>A frozen range; bounds that can't be compared are refused.</summary>
    public static Value Range(VmThread thread, Value first, Value last, bool excludesEnd)
    {
        VirtualMachine vm = thread.Vm;
        bool comparable = (first.IsFixnum && last.IsFixnum) || first.IsNil || last.IsNil
            || !thread.Send(first, vm.Selectors.Compare, last).IsNil;
        if (!comparable)
        {
            throw thread.Error(vm.Classes.ArgumentError, "bad value for range");
        }

        RangeObject range = vm.Adopt(new RangeObject(first, last, excludesEnd), vm.Classes.Range);
        range.Header |= HeaderFlags.Frozen;
        return range;
    }

    /// <summary>Appends a splat to an array under construction.</summary>
    public static void Concat(VmThread thread, ArrayObject target, Value splat)
    {
        ArrayObject items = Conversions.Splat(thread, splat);
        foreach (Value item in items.Span)
        {
            target.Append(item);
        }

        thread.Vm.Memory.Copied(items, target);
    }

    /// <summary>Merges a double splat into a hash under construction.</summary>
    public static void Merge(VmThread thread, HashObject target, Value splat)
    {
        if (Conversions.ToHash(thread, splat) is not { } source)
        {
            return;
        }

        for (int i = 0; i < source.Used; i++)
        {
            if (!source.Entry(i).Key.IsUndefined)
            {
                HashAccess.Set(thread, target, thread.Vm.Load(ref source.Entry(i).Key), thread.Vm.Load(ref source.Entry(i).Value));
            }
        }
    }

    /// <summary>The to_s of an interpolation; strings pass.</summary>
    public static Value ToStringSend(VmThread thread, SendCache site, int window, int environment)
    {
        Value value = thread.Stack[window];
        if (value.Ref is StringObject)
        {
            return value;
        }

        bool isPlain = Calls.RefinementsOf(thread) is null;
        if (value.IsFixnum && isPlain)
        {
            return thread.Vm.NewString(System.Text.Encoding.ASCII.GetBytes(value.Bits.ToString(System.Globalization.CultureInfo.InvariantCulture)), StringEncoding.UsAscii);
        }

        if (value.Ref is SymbolObject symbol && isPlain)
        {
            return thread.Vm.NewString(symbol.Bytes, symbol.Encoding);
        }

        thread.Stack[window + 1] = Value.NoBlock;
        return Calls.Send(thread, site, window, environment);
    }

    /// <summary>Interpolated parts in one string; what is still no string (a to_s that misbehaved) is shown by class.</summary>
    public static Value ConcatStrings(VmThread thread, ReadOnlySpan<Value> parts)
    {
        int length = 0;
        foreach (Value part in parts)
        {
            length += part.Ref is StringObject text ? thread.Vm.Fresh(text).Length : 16;
        }

        StringObject whole = thread.Vm.NewString(new byte[length], 0, parts[0].Ref is StringObject first ? first.Encoding : StringEncoding.Utf8);
        foreach (Value part in parts)
        {
            if (part.Ref is StringObject text)
            {
                whole.Encoding = EncodingOfJoined(thread, whole, text);
                whole.Append(text.Span);
            }
            else
            {
                whole.Append(System.Text.Encoding.UTF8.GetBytes($"#<{Conversions.ClassName(thread, part)}>"));
            }
        }

        return whole;
    }

    /// <summary>Encoding of a text with another behind it: of the first one that is not merely ASCII.</summary>
    private static StringEncoding EncodingOfJoined(VmThread thread, StringObject whole, StringObject part)
    {
        if (whole.Encoding == part.Encoding)
        {
            return whole.Encoding;
        }

        if (!EncodingCompatibility.TryCombine(whole, part, out StringEncoding encoding))
        {
            throw Conversions.Incompatible(thread, whole.Encoding, part.Encoding);
        }

        return encoding == StringEncoding.UsAscii ? part.Encoding : encoding;
    }

    /// <summary>Symbol of a string.</summary>
    public static Value ToSymbol(VmThread thread, Value text)
    {
        StringObject source = thread.Vm.Fresh((StringObject)text.Ref!);
        return thread.Vm.Symbols.Intern(source.Span, source.Encoding);
    }

    /// <summary>
    /// A regular expression of a new string: Regexp.new of the kernel. Above the options' byte stands the number of the encoding
    /// that the literal's flags give it, plus 1; 0 without.
    /// </summary>
    public static Value Regexp(VmThread thread, Value source, int options)
    {
        if (options >> 8 is > 0 and var encoding)
        {
            ((StringObject)source.Ref!).Encoding = (StringEncoding)(encoding - 1);
            options &= 0xFF;
        }

        Value regexp = thread.Send(thread.Vm.Classes.Regexp, thread.Vm.Symbols.Intern("new"), source, Value.FromInteger(options));
        regexp.Ref!.Header |= HeaderFlags.Frozen;
        return regexp;
    }

    /// <summary>Spreads a value over registers for a multiple assignment.</summary>
    public static void Destructure(VmThread thread, int target, Value value, long specification)
    {
        int before = (ushort)specification;
        int after = (ushort)(specification >> 16);
        bool hasSplat = specification >> 32 != 0;
        VirtualMachine vm = thread.Vm;
        ArrayObject? array = Conversions.ToAry(thread, value);
        int count = array?.Count ?? 1;
        Value At(int index) => index >= count ? Value.Nil : array is null ? value : vm.Load(ref array.Slot(index));
        Span<Value> registers = thread.Stack.AsSpan(target);
        for (int i = 0; i < before; i++)
        {
            registers[i] = At(i);
        }

        int next = before;
        int splatCount = Math.Max(0, count - before - after);
        if (hasSplat)
        {
            Value[] middle = new Value[splatCount];
            for (int i = 0; i < splatCount; i++)
            {
                middle[i] = At(before + i);
            }

            registers[next++] = vm.NewArray(middle, splatCount);
        }

        for (int i = 0; i < after; i++)
        {
            registers[next + i] = At(before + (hasSplat ? splatCount : 0) + i);
        }
    }
}
