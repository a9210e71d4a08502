namespace Kernel.Ruby.Interactive;

/// <summary>Whether what was typed can run.</summary>
public enum InputState
{
    /// <summary>It can.</summary>
    Complete,

    /// <summary>It needs more lines.</summary>
    Incomplete,

    /// <summary>No more lines would mend it.</summary>
    Wrong,
}
