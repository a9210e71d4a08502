namespace Gem.Vm.Values;

/// <summary>A plain object with two inline slots.</summary>
public class PlainObject2 : PlainObject
{
    /// <summary>Slots 0 and 1.</summary>
    public Value Slot0 = Value.Nil, Slot1 = Value.Nil;
}
