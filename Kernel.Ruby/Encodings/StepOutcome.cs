namespace Kernel.Ruby.Encodings;

/// <summary>How one step of a conversion went.</summary>
internal enum StepOutcome
{
    /// <summary>Something was converted.</summary>
    Progress,

    /// <summary>What there is does not suffice.</summary>
    NeedsInput,

    /// <summary>Everything is converted.</summary>
    Finished,

    /// <summary>The output has reached its limit.</summary>
    OutputFull,

    /// <summary>Bytes that are no character.</summary>
    Invalid,

    /// <summary>The text ends within a character.</summary>
    Incomplete,

    /// <summary>A character that the other encoding does not have.</summary>
    Undefined,
}
