namespace Kernel.Ruby.Syntax;

/// <summary>The switches that run a program for each line of input (MRI's -n, -p, -a, -l).</summary>
[Flags]
public enum LineLoop
{
    /// <summary>The program runs once.</summary>
    None = 0,

    /// <summary>-n: for each line, which is in $_.</summary>
    Reads = 1,

    /// <summary>-p: $_ is printed when the program has run.</summary>
    Prints = 2,

    /// <summary>-a: $F has the line's fields.</summary>
    Splits = 4,

    /// <summary>-l: the line comes without its end.</summary>
    Chomps = 8,
}
