using Gem.Vm;
using Gem.Vm.Bytecode;
using Gem.Vm.Interpreter;
using Gem.Vm.Values;
using Kernel.Smalltalk.Definition;
using Kernel.Smalltalk.Primitives;
using Kernel.Smalltalk.Sources;
using Kernel.Smalltalk.Syntax;

namespace Kernel.Smalltalk;

/// <summary>
/// Brings Smalltalk into a VM. <see cref="Install"/> is all that a VM on an image needs; the image builder also loads the
/// kernel, which works without Ruby's.
/// </summary>
public static class SmalltalkRuntime
{
    /// <summary>Where the kernel's sources stand beside the program.</summary>
    public static string KernelFolder => Path.Combine(AppContext.BaseDirectory, "smalltalk", "kernel");

    /// <summary>Binds the primitives and the language. Reads no file.</summary>
    public static SmalltalkLanguage Install(VirtualMachine vm)
    {
        SmalltalkPrimitives.Register(vm.Primitives);
        var language = new SmalltalkLanguage(vm);
        vm.Languages[0] = language;
        vm.MessageMaker = language.NewMessage;
        return language;
    }

    /// <summary>Loads the kernel's sources from a folder with a load order; definitions go where the main thread's persistent mode says.</summary>
    /// <param name="vm">The VM.</param>
    /// <param name="folder">The kernel's folder.</param>
    /// <param name="wants">Told of each file as the turn of its methods comes; false leaves them out. Null takes all.</param>
    /// <exception cref="KernelException">The folder does not fit its load order, or a source cannot be compiled or raises.</exception>
    public static void LoadKernel(VirtualMachine vm, string folder, Func<string, bool>? wants = null)
    {
        LoadOrder order = LoadOrder.Read(folder);
        try
        {
            var sources = new List<ClassSource>(order.Files.Count);
            foreach (string file in order.Files)
            {
                sources.Add(ClassSourceReader.ReadFile(Path.Combine(folder, file), CompiledCode.KernelFile(file)));
            }

            KernelLoader.Load(vm.MainThread, sources, wants is null ? null : source => wants(order.Files[sources.IndexOf(source)]));
        }
        catch (Exception error) when (error is SmalltalkSyntaxException or KernelException)
        {
            throw new KernelException(WithPaths(error.Message, folder), error);
        }
    }

    /// <summary>A message with the path of the source in place of the name under which its code is known.</summary>
    private static string WithPaths(string message, string folder) =>
        message.StartsWith(CompiledCode.KernelPrefix, StringComparison.Ordinal) && message.IndexOf('>') is > 0 and var end
            ? Path.Combine(folder, message[CompiledCode.KernelPrefix.Length..end]) + message[(end + 1)..]
            : message;

    /// <summary>Loads one class file, as a program brings it along.</summary>
    public static void LoadFile(VirtualMachine vm, string path) => KernelLoader.Load(vm.MainThread, [ClassSourceReader.ReadFile(path)]);

    /// <summary>Runs text and answers the value of its last statement.</summary>
    /// <exception cref="SmalltalkSyntaxException">The text cannot be compiled.</exception>
    /// <exception cref="GuestException">An exception that nobody handled.</exception>
    public static Value Run(VmThread thread, SourceText source)
    {
        SmalltalkLanguage language = SmalltalkLanguage.Of(thread.Vm);
        try
        {
            return thread.RunBody(language.Compiler.CompileDoIt(source), Value.Nil);
        }
        catch (UnwindException unwound) when (unwound.Unwinding.IsException)
        {
            throw new GuestException(unwound.Unwinding.Exception);
        }
    }

    /// <summary>What printString answers, as text.</summary>
    public static string PrintString(VmThread thread, Value value) =>
        thread.Send(value, thread.Vm.Symbols.Intern("printString"), 0, null).Ref is StringObject text ? text.ToString() : "a value whose printString is no String";
}
