namespace Gem.Vm.Tracing;

/// <summary>What may happen in a traced program; the names are TracePoint's.</summary>
[Flags]
public enum TraceEvents
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A statement begins on a new line.</summary>
    Line = 1,

    /// <summary>The body of a class or module begins.</summary>
    Class = 2,

    /// <summary>The body of a class or module ends.</summary>
    End = 4,

    /// <summary>A method of the program is called.</summary>
    Call = 8,

    /// <summary>A method of the program is left.</summary>
    Return = 16,

    /// <summary>A method of the kernel is called.</summary>
    CCall = 32,

    /// <summary>A method of the kernel is left.</summary>
    CReturn = 64,

    /// <summary>An exception is raised.</summary>
    Raise = 128,

    /// <summary>A block is called.</summary>
    BCall = 256,

    /// <summary>A block is left.</summary>
    BReturn = 512,

    /// <summary>A thread begins.</summary>
    ThreadBegin = 1024,

    /// <summary>A thread ends.</summary>
    ThreadEnd = 2048,

    /// <summary>A text was compiled.</summary>
    ScriptCompiled = 4096,

    /// <summary>An exception is rescued. Not told yet.</summary>
    Rescue = 8192,

    /// <summary>Those for which code must be marked.</summary>
    Marked = Line | Class | End | Call | Return | CCall | CReturn | BCall | BReturn,
}
