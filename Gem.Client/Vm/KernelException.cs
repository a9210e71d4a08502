using Gem.Vm.Interpreter;
using Gem.Vm.Values;

namespace Gem.Vm;

/// <summary>
/// A kernel cannot be loaded: a load order that does not fit its folder, a source that does not compile or that raises. The
/// message has a line for each fault, which begins with the place.
/// </summary>
public class KernelException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What a kernel source ended with: its path and line, message and class, and where it was raised if that is elsewhere.</summary>
    /// <param name="vm">The VM it was loaded into.</param>
    /// <param name="path">The source's path, for the reader.</param>
    /// <param name="file">The name under which its code is known.</param>
    /// <param name="exception">The exception that nobody rescued.</param>
    public static KernelException Of(VirtualMachine vm, string path, string file, Value exception)
    {
        string kind = $"({vm.Hierarchy.RealClass(vm.ClassOf(exception))})";
        ExceptionObject? error = exception.Ref as ExceptionObject;
        string message = (error?.Message.Ref is StringObject text ? text.ToString() : "no message").Split('\n')[0];
        if (message.StartsWith(file + ":", StringComparison.Ordinal))
        {
            return new KernelException($"{path}{message[file.Length..]} {kind}");
        }

        BacktraceEntry[] entries = error?.RaisedAt ?? [];
        int here = Array.FindIndex(entries, entry => entry.File == file);
        string place = here < 0 ? path : $"{path}:{entries[here].Line}";
        return new KernelException($"{place}: {message} {kind}" + (here == 0 || entries.Length == 0 ? "" : $", raised in {entries[0]}"));
    }
}
