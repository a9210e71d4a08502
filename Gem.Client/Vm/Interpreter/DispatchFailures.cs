using Gem.Vm.Bytecode;
using Gem.Vm.Values;

namespace Gem.Vm.Interpreter;

/// <summary>What happens when no method is found or it may not be called: method_missing, doesNotUnderstand:, errors.</summary>
internal static class DispatchFailures
{
    /// <summary>A send without a callable method; <paramref name="entry"/> is the one that visibility forbids, if any.</summary>
    public static Value Missing(VmThread thread, MethodEntry? entry, SymbolObject selector, int window, int count, CallFlags flags, int environment)
    {
        VirtualMachine vm = thread.Vm;
        Value receiver = thread.Stack[window];
        if (environment == 0)
        {
            return DoesNotUnderstand(thread, selector, window, count);
        }

        if (selector == vm.Selectors.NotEqual && entry is null && count == 1)
        {
            return Value.FromBoolean(!thread.Send(receiver, vm.Selectors.Equal, thread.Stack[window + 2]).IsTruthy);
        }

        MethodEntry? missing = vm.Methods.Find(vm.ClassOf(receiver), vm.Selectors.MethodMissing, 1);
        if (missing is not null && missing.Owner != vm.Classes.BasicObject && missing.Owner != vm.Classes.Object)
        {
            Shift(thread, selector, window, count);
            return Calls.Invoke(thread, missing.Code(vm), window, count + 1, (flags & CallFlags.Keywords) != 0);
        }

        throw NoMethod(thread, receiver, selector, entry?.Visibility, flags);
    }

    /// <summary>A super send without a method above.</summary>
    public static Value MissingSuper(VmThread thread, CompiledCode method, int window, int count, CallFlags flags)
    {
        VirtualMachine vm = thread.Vm;
        Value receiver = thread.Stack[window];
        if (method.EnvironmentId == 0)
        {
            return DoesNotUnderstand(thread, method.Name!, window, count);
        }

        MethodEntry? missing = vm.Methods.Find(vm.ClassOf(receiver), vm.Selectors.MethodMissing, 1);
        if (missing is not null && missing.Owner != vm.Classes.BasicObject && missing.Owner != vm.Classes.Object)
        {
            Shift(thread, method.Name!, window, count);
            return Calls.Invoke(thread, missing.Code(vm), window, count + 1, (flags & CallFlags.Keywords) != 0);
        }

        throw NameError(thread, vm.Classes.NoMethodError, $"super: no superclass method '{method.Name!.Text}' for {Describe(thread, receiver)}", method.Name, receiver);
    }

    /// <summary>The NoMethodError or NameError for a send.</summary>
    public static GuestException NoMethod(VmThread thread, Value receiver, SymbolObject selector, Visibility? forbidden, CallFlags flags)
    {
        string name = selector.Text;
        if ((flags & CallFlags.VariableCall) != 0)
        {
            return NameError(thread, thread.Vm.Classes.NameError, $"undefined local variable or method '{name}' for {Describe(thread, receiver)}", selector, receiver);
        }

        string message = forbidden switch
        {
            Visibility.Private => $"private method '{name}' called for {Describe(thread, receiver)}",
            Visibility.Protected => $"protected method '{name}' called for {Describe(thread, receiver)}",
            _ => $"undefined method '{name}' for {Describe(thread, receiver)}",
        };
        return NameError(thread, thread.Vm.Classes.NoMethodError, message, selector, receiver);
    }

    /// <summary>A NameError or NoMethodError with name and receiver.</summary>
    public static GuestException NameError(VmThread thread, ClassObject @class, string message, SymbolObject name, Value receiver)
    {
        GuestException error = thread.Error(@class, message);
        ExceptionObject exception = (ExceptionObject)error.Exception.Ref!;
        exception.Subject = name;
        exception.Receiver = receiver;
        return error;
    }

    /// <summary>How messages of MRI 3.4 name a receiver.</summary>
    public static string Describe(VmThread thread, Value receiver)
    {
        VirtualMachine vm = thread.Vm;
        if (receiver.IsNil)
        {
            return "nil";
        }

        if (receiver.Ref == Tags.True || receiver.Ref == Tags.False)
        {
            return receiver.Ref == Tags.True ? "true" : "false";
        }

        if (Value.Same(receiver, vm.Main))
        {
            return "main:Object";
        }

        return receiver.Ref is ClassObject @class
            ? $"{(@class.IsModule ? "module" : "class")} {@class}"
            : $"an instance of {vm.Hierarchy.RealClass(vm.ClassOf(receiver))}";
    }

    private static void Shift(VmThread thread, SymbolObject selector, int window, int count)
    {
        thread.EnsureStack(window + 3 + count);
        Span<Value> arguments = thread.Stack.AsSpan(window + 2, count + 1);
        arguments[..count].CopyTo(arguments[1..]);
        arguments[0] = selector;
    }

    private static Value DoesNotUnderstand(VmThread thread, SymbolObject selector, int window, int count)
    {
        VirtualMachine vm = thread.Vm;
        MethodEntry? handler = vm.Methods.Find(vm.ClassOf(thread.Stack[window]), vm.Selectors.DoesNotUnderstand, 0);
        if (handler is null)
        {
            throw NoMethod(thread, thread.Stack[window], selector, null, CallFlags.None);
        }

        ArrayObject arguments = vm.NewArray(thread.Stack.AsSpan(window + 2, count));
        thread.Stack[window + 2] = vm.MessageMaker is { } make ? make(selector, arguments) : vm.NewArray([selector, arguments], 2);
        return Calls.Invoke(thread, handler.Code(vm), window, 1, false);
    }
}
