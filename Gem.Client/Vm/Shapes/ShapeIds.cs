namespace Gem.Vm.Shapes;

/// <summary>Shape ids that are the same in every VM.</summary>
public static class ShapeIds
{
    /// <summary>No shape: never matches a cache that was filled.</summary>
    public const int None = 0;

    /// <summary>64-bit integers.</summary>
    public const int Integer = 1;

    /// <summary>Doubles.</summary>
    public const int Float = 2;

    /// <summary>nil.</summary>
    public const int Nil = 3;

    /// <summary>true.</summary>
    public const int True = 4;

    /// <summary>false.</summary>
    public const int False = 5;

    /// <summary>Smalltalk characters.</summary>
    public const int Character = 6;

    /// <summary>The mark of something not given.</summary>
    public const int Undefined = 7;

    /// <summary>An object id in a slot.</summary>
    public const int Unfaulted = 8;

    /// <summary>An object whose record has changed under a new view: reloaded on its next use.</summary>
    public const int Stale = 9;

    /// <summary>Symbols.</summary>
    public const int Symbol = 10;

    /// <summary>First id that a VM gives out.</summary>
    public const int FirstFree = 16;
}
