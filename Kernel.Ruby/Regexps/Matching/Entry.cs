namespace Kernel.Ruby.Regexps.Matching;

/// <summary>
/// What going back finds on the stack. A tag of 0 or more is the address of a choice; a negative one says what is to be put back, or
/// leaves a trace.
/// </summary>
internal struct Entry
{
    /// <summary>B of a choice that is just that.</summary>
    public const int Plain = -1;

    /// <summary>Characters that a lazy loop may still take, when there is no end.</summary>
    public const int Endless = int.MaxValue - 2;

    /// <summary>Tags up to here are traces.</summary>
    public const int LastTrace = int.MinValue + 15;

    /// <summary>Trace: a call.</summary>
    public const int Call = int.MinValue;

    /// <summary>Trace: a return.</summary>
    public const int Return = int.MinValue + 1;

    /// <summary>Trace: group A began at B.</summary>
    public const int GroupStart = int.MinValue + 2;

    /// <summary>Trace: group A ended at B.</summary>
    public const int GroupEnd = int.MinValue + 3;

    /// <summary>Absence began at A, when the text ended at B: that is put back.</summary>
    public const int AbsentPlace = int.MinValue + 4;

    /// <summary>Trace: what must be absent is tried.</summary>
    public const int AbsentMark = int.MinValue + 5;

    /// <summary>Address, ~slot, or one of the above.</summary>
    public int Tag;

    /// <summary>Choices: position. Slots: the old value.</summary>
    public int A;

    /// <summary>
    /// Choices: <see cref="Plain"/>; of a greedy loop the first position it may go back to; of a lazy one -2 less the characters it may
    /// still take.
    /// </summary>
    public int B;
}
