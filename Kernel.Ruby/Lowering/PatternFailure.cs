namespace Kernel.Ruby.Lowering;

/// <summary>Registers in which a lone pattern notes why it did not match.</summary>
/// <param name="Description">What failed, a string.</param>
/// <param name="Key">The key that a hash pattern missed, Undefined for another failure.</param>
/// <param name="Matchee">The hash in which it was missed.</param>
internal sealed record PatternFailure(int Description, int Key, int Matchee);
