using Gem.Vm.Bytecode;
using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Smalltalk.Primitives;

/// <summary>Sends by name. They lay their window anew and leave a frame, so nothing nests.</summary>
internal static unsafe class PerformPrimitives
{
    public static void Register(PrimitiveTable table)
    {
        table.Add("objectPerform", &Perform, 1, -1);
        table.Add("objectPerformWithArguments", &PerformWithArguments, 3);
        table.Add("objectRubyPerform", &RubyPerform, 3);
    }

    /// <summary>The selector that a String or Symbol names, or null.</summary>
    public static SymbolObject? SelectorOf(VmThread t, Value value) => value.Ref switch
    {
        SymbolObject symbol => symbol,
        StringObject text => t.Vm.Symbols.Intern(t.Vm.Fresh(text).Span, text.Encoding),
        _ => null,
    };

    /// <summary>Arguments of a Smalltalk selector.</summary>
    public static int CountOf(SymbolObject selector)
    {
        ReadOnlySpan<byte> name = selector.Bytes;
        return name.Length == 0 || char.IsAsciiLetterOrDigit((char)name[0]) || name[0] is (byte)'_' or >= 0x80 ? name.Count((byte)':') : 1;
    }

    private static Value Perform(VmThread t, Arguments a)
    {
        int count = a.Count - 1;
        if (SelectorOf(t, a[0]) is not { } selector || CountOf(selector) != count)
        {
            return Value.Undefined;
        }

        int window = t.WindowOf(a);
        t.Stack.AsSpan(window + 3, count).CopyTo(t.Stack.AsSpan(window + 2));
        return Calls.SendSelector(t, selector, window, count, CallFlags.SelfCall, 0);
    }

    private static Value PerformWithArguments(VmThread t, Arguments a)
    {
        bool isKnown = a[1].IsFixnum && a[1].Bits is 0 or 1;
        if (!isKnown || SelectorOf(t, a[0]) is not { } selector || a[2].Ref is not ArrayObject array)
        {
            return Value.Undefined;
        }

        int environment = (int)a[1].Bits;
        if (environment == 0 && CountOf(selector) != t.Vm.Fresh(array).Count)
        {
            return Value.Undefined;
        }

        return Send(t, t.WindowOf(a), selector, array, environment);
    }

    /// <summary>Selector, arguments, block or nil.</summary>
    private static Value RubyPerform(VmThread t, Arguments a)
    {
        int window = t.WindowOf(a);
        t.Stack[window + 1] = Conversions.ToBlock(t, a[2]);
        return Send(t, window, (SymbolObject)a[0].Ref!, (ArrayObject)a[1].Ref!, 1);
    }

    private static Value Send(VmThread t, int window, SymbolObject selector, ArrayObject arguments, int environment)
    {
        int count = t.Vm.Fresh(arguments).Count;
        t.EnsureStack(window + 2 + count);
        for (int i = 0; i < count; i++)
        {
            t.Stack[window + 2 + i] = t.Vm.Load(ref arguments.Slot(i));
        }

        return Calls.SendSelector(t, selector, window, count, CallFlags.SelfCall, environment);
    }
}
