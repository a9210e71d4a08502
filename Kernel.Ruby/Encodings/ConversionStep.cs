namespace Kernel.Ruby.Encodings;

/// <summary>One step of a conversion: from one encoding to another, or a change of line ends or of XML's characters.</summary>
internal abstract class ConversionStep(string from, string to)
{
    /// <summary>Source encoding; empty for a decorator.</summary>
    public string From { get; } = from;

    /// <summary>Target encoding; the name of a decorator.</summary>
    public string To { get; } = to;

    /// <summary>Changes characters within an encoding that has ASCII.</summary>
    public bool IsDecorator => From.Length == 0;

    /// <summary>
    /// Converts what is at the front of the input, a character or more.
    /// </summary>
    /// <param name="input">Not empty.</param>
    /// <param name="isLast">Nothing comes behind the input.</param>
    /// <param name="output">Takes what was converted.</param>
    /// <param name="consumed">Bytes that were converted, or are at fault.</param>
    /// <param name="readAgain">Bytes behind those at fault that told.</param>
    public abstract StepOutcome Convert(ReadOnlySpan<byte> input, bool isLast, ByteQueue output, out int consumed, out int readAgain);

    /// <summary>Writes what belongs behind the text.</summary>
    public virtual void Finish(ByteQueue output)
    {
    }
}
