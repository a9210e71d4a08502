using Gem.Vm.Bytecode;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Gem.Vm.Interpreter;

/// <summary>
/// Brings the arguments of a window into the order of <see cref="ParameterList"/>: strictly for methods and lambdas,
/// leniently for blocks (missing ones are nil, superfluous ones dropped, one array spread).
/// </summary>
internal static class ArgumentBinder
{
    /// <summary>Binds for a method or lambda; raises ArgumentError when the arguments do not fit.</summary>
    public static void BindStrict(VmThread thread, CompiledCode code, int window, int count, bool hasKeywords)
    {
        ParameterList parameters = code.Parameters;
        HashObject? keywords = TakeKeywords(thread, code, window, ref count, hasKeywords);
        int required = parameters.Required + parameters.Post;
        if (count < required || (!parameters.HasRest && count > required + parameters.Optional))
        {
            throw WrongCount(thread, parameters, count, required);
        }

        Spread(thread, parameters, window, count, keywords);
    }

    /// <summary>Binds for a block.</summary>
    public static void BindLenient(VmThread thread, CompiledCode code, int window, int count, bool hasKeywords)
    {
        ParameterList parameters = code.Parameters;
        HashObject? keywords = TakeKeywords(thread, code, window, ref count, hasKeywords);
        int required = parameters.Required + parameters.Post;
        bool takesSeveral = required + parameters.Optional > 1 || parameters.HasExcessComma
            || (required + parameters.Optional > 0 && parameters.HasRest);
        if (count == 1 && takesSeveral && Conversions.ToAry(thread, thread.Stack[window + 2]) is { } array)
        {
            count = array.Count;
            thread.EnsureStack(window + 2 + count);
            for (int i = 0; i < count; i++)
            {
                thread.Stack[window + 2 + i] = thread.Vm.Load(ref array.Slot(i));
            }
        }

        int most = required + parameters.Optional;
        if (!parameters.HasRest && count > most)
        {
            count = most;
        }

        thread.EnsureStack(window + 2 + most);
        for (; count < required; count++)
        {
            thread.Stack[window + 2 + count] = Value.Nil;
        }

        Spread(thread, parameters, window, count, keywords);
    }

    private static void Spread(VmThread thread, ParameterList parameters, int window, int count, HashObject? keywords)
    {
        VirtualMachine vm = thread.Vm;
        Span<Value> registers = thread.Stack.AsSpan(window + 2);
        int given = Math.Min(parameters.Optional, count - parameters.Required - parameters.Post);
        int restCount = count - parameters.Required - parameters.Post - given;
        Value[] post = parameters.Post == 0 ? [] : registers.Slice(count - parameters.Post, parameters.Post).ToArray();
        int next = parameters.Required + given;
        Value rest = parameters.HasRest ? vm.NewArray(registers.Slice(next, restCount)) : Value.Nil;
        for (; next < parameters.Required + parameters.Optional; next++)
        {
            registers[next] = Value.Undefined;
        }

        if (parameters.HasRest)
        {
            registers[next++] = rest;
        }

        post.CopyTo(registers[next..]);
        next += post.Length;
        if (parameters.TakesKeywords)
        {
            next = BindKeywords(thread, parameters, registers, next, keywords);
        }

        if (parameters.HasBlock)
        {
            Value block = thread.Stack[window + 1];
            registers[next] = block.Ref is null ? Value.Nil : block;
        }
    }

    private static HashObject? TakeKeywords(VmThread thread, CompiledCode code, int window, ref int count, bool hasKeywords)
    {
        if (!hasKeywords)
        {
            return null;
        }

        ParameterList parameters = code.Parameters;
        HashObject keywords = (HashObject)thread.Stack[window + 1 + count].Ref!;
        if (keywords.Count == 0 || parameters.TakesKeywords)
        {
            count--;
            return keywords.Count == 0 ? null : keywords;
        }

        if (parameters.RefusesKeywords)
        {
            throw thread.Error(thread.Vm.Classes.ArgumentError, "no keywords accepted");
        }

        if (code.MarksKeywords && parameters.HasRest)
        {
            HashObject collected = HashAccess.Copy(thread.Vm, keywords);
            collected.HoldsKeywords = true;
            thread.Stack[window + 1 + count] = collected;
        }

        return null;
    }

    private static int BindKeywords(VmThread thread, ParameterList parameters, Span<Value> registers, int next, HashObject? keywords)
    {
        VirtualMachine vm = thread.Vm;
        int taken = 0;
        List<string>? missing = null;
        foreach (KeywordParameter parameter in parameters.Keywords)
        {
            if (keywords is not null && HashAccess.TryGet(thread, keywords, parameter.Name, out Value value))
            {
                registers[next++] = value;
                taken++;
            }
            else
            {
                registers[next++] = Value.Undefined;
                if (parameter.IsRequired)
                {
                    (missing ??= []).Add(":" + parameter.Name.Text);
                }
            }
        }

        if (missing is not null)
        {
            throw thread.Error(vm.Classes.ArgumentError, $"missing keyword{(missing.Count > 1 ? "s" : "")}: {string.Join(", ", missing)}");
        }

        if (parameters.HasKeywordRest)
        {
            registers[next++] = RestOfKeywords(thread, parameters, keywords);
        }
        else if (keywords is not null && taken < keywords.Count)
        {
            throw UnknownKeywords(thread, parameters, keywords);
        }

        return next;
    }

    private static HashObject RestOfKeywords(VmThread thread, ParameterList parameters, HashObject? keywords)
    {
        HashObject rest = thread.Vm.NewHash();
        for (int i = 0; keywords is not null && i < keywords.Used; i++)
        {
            ref HashEntry entry = ref keywords.Entry(i);
            if (!entry.Key.IsUndefined && !IsNamed(parameters, entry.Key))
            {
                HashAccess.Set(thread, rest, thread.Vm.Load(ref entry.Key), thread.Vm.Load(ref entry.Value));
            }
        }

        return rest;
    }

    private static GuestException UnknownKeywords(VmThread thread, ParameterList parameters, HashObject keywords)
    {
        List<string> unknown = [];
        for (int i = 0; i < keywords.Used; i++)
        {
            if (!keywords.Entry(i).Key.IsUndefined && !IsNamed(parameters, keywords.Entry(i).Key))
            {
                unknown.Add(thread.InspectText(keywords.Entry(i).Key));
            }
        }

        return thread.Error(thread.Vm.Classes.ArgumentError, $"unknown keyword{(unknown.Count > 1 ? "s" : "")}: {string.Join(", ", unknown)}");
    }

    private static bool IsNamed(ParameterList parameters, Value key) =>
        Array.Exists(parameters.Keywords, parameter => parameter.Name == key.Ref);

    private static GuestException WrongCount(VmThread thread, ParameterList parameters, int count, int required)
    {
        string expected = parameters.HasRest ? $"{required}+"
            : parameters.Optional > 0 ? $"{required}..{required + parameters.Optional}" : $"{required}";
        string[] missing = [.. parameters.Keywords.Where(keyword => keyword.IsRequired).Select(keyword => keyword.Name.Text)];
        string keywords = missing.Length == 0 ? "" : $"; required keyword{(missing.Length > 1 ? "s" : "")}: {string.Join(", ", missing)}";
        return thread.Error(thread.Vm.Classes.ArgumentError, $"wrong number of arguments (given {count}, expected {expected}{keywords})");
    }
}
