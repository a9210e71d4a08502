namespace Gem.Vm.Values;

/// <summary>A plain object with four inline slots.</summary>
public class PlainObject4 : PlainObject2
{
    /// <summary>Slots 2 and 3.</summary>
    public Value Slot2 = Value.Nil, Slot3 = Value.Nil;
}
