using Gem.Vm.Bytecode;
using Gem.Vm.Classes;
using Gem.Vm.Values;

namespace Gem.Vm.Interpreter;

/// <summary>The implicit conversions that calls and literals make: splat, block argument, double splat, interpolation.</summary>
internal static class Conversions
{
    /// <summary>What stands behind &amp;expression, as a block register wants it.</summary>
    public static Value ToBlock(VmThread thread, Value value)
    {
        if (value.IsNil || value.IsFixnum && value.Bits == 0)
        {
            return Value.NoBlock;
        }

        if (value.Ref is ProcObject)
        {
            return value;
        }

        VirtualMachine vm = thread.Vm;
        Value converted = Calls.RefinementsOf(thread) is { } refinements && vm.Methods.Find(vm.ClassOf(value), vm.Selectors.ToProc, refinements) is { Owner.IsRefinement: true } entry
            ? thread.SendTo(entry, value)
            : Convert(thread, value, vm.Selectors.ToProc);
        return converted.Ref is ProcObject
            ? converted
            : throw thread.Error(thread.Vm.Classes.TypeError, $"wrong argument type {ClassName(thread, value)} (expected Proc)");
    }

    /// <summary>Encoding::CompatibilityError: texts that cannot be put together.</summary>
    public static GuestException Incompatible(VmThread thread, StringEncoding left, StringEncoding right)
    {
        VirtualMachine vm = thread.Vm;
        ClassObject @class = vm.Constants.TryOwn(vm.Classes.Object, vm.Symbols.Intern("Encoding"), out Value encoding)
            && vm.Constants.TryOwn((ClassObject)encoding.Ref!, vm.Symbols.Intern("CompatibilityError"), out Value found)
                ? (ClassObject)found.Ref! : vm.Classes.EncodingError;
        return thread.Error(@class, $"incompatible character encodings: {EncodingTable.InspectedNameOf(left)} and {EncodingTable.InspectedNameOf(right)}");
    }

    /// <summary>A new array of what stands behind *expression.</summary>
    public static ArrayObject Splat(VmThread thread, Value value)
    {
        VirtualMachine vm = thread.Vm;
        if (value.Ref is ArrayObject array)
        {
            return vm.NewArray(array);
        }

        if (value.IsNil && vm.Methods.Find(vm.Classes.NilClass, vm.Selectors.ToA, 1)?.Code(vm).IsKernel != false)
        {
            return vm.NewArray([], 0);
        }

        Value converted = Convert(thread, value, vm.Selectors.ToA);
        if (converted.Ref is ArrayObject result)
        {
            return vm.NewArray(result);
        }

        if (!converted.IsNil && !converted.IsUndefined)
        {
            throw thread.Error(vm.Classes.TypeError, $"can't convert {ClassName(thread, value)} to Array ({ClassName(thread, value)}#to_a gives {ClassName(thread, converted)})");
        }

        return vm.NewArray([value], 1);
    }

    /// <summary>The array a value stands for in a multiple assignment or a block's parameters; null for one that is not an array.</summary>
    public static ArrayObject? ToAry(VmThread thread, Value value)
    {
        if (value.Ref is ArrayObject array)
        {
            return thread.Vm.Fresh(array);
        }

        Value converted = Convert(thread, value, thread.Vm.Selectors.ToAry);
        return converted.Ref is ArrayObject result ? thread.Vm.Fresh(result)
            : converted.IsNil || converted.IsUndefined ? null
            : throw thread.Error(thread.Vm.Classes.TypeError, $"can't convert {ClassName(thread, value)} to Array ({ClassName(thread, value)}#to_ary gives {ClassName(thread, converted)})");
    }

    /// <summary>The hash behind **expression.</summary>
    public static HashObject? ToHash(VmThread thread, Value value)
    {
        if (value.IsNil)
        {
            return null;
        }

        if (value.Ref is HashObject hash)
        {
            return thread.Vm.Fresh(hash);
        }

        Value converted = Convert(thread, value, thread.Vm.Selectors.ToHash);
        return converted.Ref as HashObject
            ?? throw thread.Error(thread.Vm.Classes.TypeError, $"no implicit conversion of {ClassName(thread, value)} into Hash");
    }

    /// <summary>Class name as messages want it: nil, true and false by their own names.</summary>
    public static string ClassName(VmThread thread, Value value) =>
        value.IsNil ? "nil" : value.Ref == Tags.True ? "true" : value.Ref == Tags.False ? "false"
            : thread.Vm.Hierarchy.RealClass(thread.Vm.ClassOf(value)).ToString();

    /// <summary>Sends a conversion if the value answers it (private methods count); Undefined if not.</summary>
    public static Value Convert(VmThread thread, Value value, SymbolObject selector)
    {
        VirtualMachine vm = thread.Vm;
        Selectors selectors = vm.Selectors;
        ClassObject @class = vm.ClassOf(value);
        if (DeniesResponse(thread, value, selector))
        {
            return Value.Undefined;
        }

        if (vm.Methods.Find(@class, selector, 1) is not null)
        {
            return thread.Send(value, selector);
        }

        MethodEntry? missing = vm.Methods.Find(vm.ClassOf(value), selectors.RespondToMissing, 1);
        if (missing is null || missing.Owner == vm.Classes.Kernel || missing.Owner == vm.Classes.Object)
        {
            return ConvertByMissing(thread, value, selector);
        }

        return thread.Send(value, selectors.RespondToMissing, selector, Value.True).IsTruthy ? thread.Send(value, selector) : Value.Undefined;
    }

    /// <summary>
    /// Whether a respond_to? of the program's own says no. One that takes one argument is not told that private methods count.
    /// </summary>
    public static bool DeniesResponse(VmThread thread, Value value, SymbolObject selector)
    {
        VirtualMachine vm = thread.Vm;
        if (vm.Methods.Find(vm.ClassOf(value), vm.Selectors.RespondTo, 1)?.Code(vm) is not { IsKernel: false } respondTo)
        {
            return false;
        }

        return !(respondTo.Parameters.Arity == 1
            ? thread.Send(value, vm.Selectors.RespondTo, selector)
            : thread.Send(value, vm.Selectors.RespondTo, selector, Value.True)).IsTruthy;
    }

    /// <summary>A method_missing of its own may know a conversion of which respond_to_missing? says nothing.</summary>
    private static Value ConvertByMissing(VmThread thread, Value value, SymbolObject selector)
    {
        VirtualMachine vm = thread.Vm;
        MethodEntry? missing = vm.Methods.Find(vm.ClassOf(value), vm.Selectors.MethodMissing, 1);
        if (missing is null || missing.Owner == vm.Classes.BasicObject || missing.Owner == vm.Classes.Object)
        {
            return Value.Undefined;
        }

        try
        {
            return thread.Send(value, selector);
        }
        catch (Exception error) when (IsMissing(thread, error, selector))
        {
            return Value.Undefined;
        }
    }

    /// <summary>True for the NoMethodError that says that a selector is missing.</summary>
    private static bool IsMissing(VmThread thread, Exception error, SymbolObject selector)
    {
        Value raised = error switch
        {
            GuestException guest => guest.Exception,
            UnwindException { Unwinding: { IsException: true } unwinding } => unwinding.Exception,
            _ => Value.Nil,
        };
        return raised.Ref is ExceptionObject exception && exception.Subject.Ref == selector
            && thread.Vm.Hierarchy.IsKindOf(thread.Vm.ClassOf(raised), thread.Vm.Classes.NoMethodError);
    }
}
