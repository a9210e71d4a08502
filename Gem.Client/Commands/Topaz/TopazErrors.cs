using Gem.Vm;
using Gem.Vm.Interpreter;
using Gem.Vm.Values;
using Kernel.Smalltalk;

namespace Gem.Client.Commands.Topaz;

/// <summary>Errors as GemStone's topaz shows them: number, class, text.</summary>
internal static class TopazErrors
{
    /// <summary>Number of an error without one of its own.</summary>
    public const int GenericNumber = 2710;

    /// <summary>Number of a compilation error.</summary>
    public const int CompileNumber = 1001;

    /// <summary>GemStone's number of an error, which Smalltalk's exceptions know; of two of Ruby's it is told here.</summary>
    public static int NumberOf(VmThread thread, Value exception, string className)
    {
        try
        {
            return className switch
            {
                "SyntaxError" => CompileNumber,
                "FrozenError" => 2034,
                _ => thread.Send(exception, thread.Vm.Symbols.Intern("number"), 0, null) is { IsFixnum: true } number ? (int)number.Bits : GenericNumber,
            };
        }
        catch (Exception error) when (error is GuestException or UnwindException)
        {
            return GenericNumber;
        }
    }

    /// <summary>Smalltalk's name for an exception's class.</summary>
    public static string ClassName(VmThread thread, Value exception)
    {
        ClassObject found = thread.Vm.Hierarchy.RealClass(thread.Vm.ClassOf(exception));
        return thread.Send(found, thread.Vm.Symbols.Intern("name"), 0, null).Ref is StringObject name ? name.ToString() : found.ToString();
    }

    /// <summary>An exception's text.</summary>
    public static string Text(VmThread thread, Value exception)
    {
        try
        {
            return thread.Send(exception, thread.Vm.Symbols.Intern("messageText"), 0, null).Ref is StringObject text ? text.ToString() : "";
        }
        catch (Exception error) when (error is GuestException or UnwindException)
        {
            return "its messageText failed";
        }
    }

    /// <summary>The line that topaz prints.</summary>
    public static string Line(string className, int number, string text)
    {
        string article = "aeiouAEIOU".Contains(className[0]) ? "an" : "a";
        return $"ERROR {number} , {article} {className} occurred (error {number}), {text} ({className})";
    }
}
