namespace Kernel.Ruby.Encodings;

/// <summary>What stopped a conversion.</summary>
/// <param name="Outcome">Invalid, incomplete or undefined.</param>
/// <param name="From">Source encoding of the step.</param>
/// <param name="To">Target encoding of the step.</param>
/// <param name="Bytes">The bytes at fault.</param>
/// <param name="ReadAgain">Bytes behind them that told, and are looked at again.</param>
internal sealed record ConversionFault(StepOutcome Outcome, string From, string To, byte[] Bytes, byte[] ReadAgain);
