namespace Kernel.Ruby.Lowering;

/// <summary>Something around the code being lowered that a jump out of it must respect.</summary>
internal abstract class ControlContext;
