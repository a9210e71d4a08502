namespace Gem.Vm.Values;

/// <summary>A plain object with eight inline slots.</summary>
public class PlainObject8 : PlainObject4
{
    /// <summary>Slots 4 to 7.</summary>
    public Value Slot4 = Value.Nil, Slot5 = Value.Nil, Slot6 = Value.Nil, Slot7 = Value.Nil;
}
