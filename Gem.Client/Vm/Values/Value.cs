using System.Runtime.CompilerServices;

namespace Gem.Vm.Values;

/// <summary>
/// Any value of the guest languages, in two machine words.
/// <code>
///  Ref                     Bits
///  null                    the integer                (every 64-bit integer is immediate)
///  Tags.Float              the double's bits
///  Tags.Nil/True/False     0
///  Tags.Character          code point
///  Tags.Unfaulted          object id                  (only in slots of faulted objects, never in a register)
///  an object               0
/// </code>
/// <c>default(Value)</c> is the integer 0, so new slots must be filled with nil.
/// </summary>
public readonly struct Value
{
    /// <summary>The object, the tag of an immediate, or null for an integer.</summary>
    public readonly HeapObject? Ref;

    /// <summary>Payload of an immediate; 0 for an object.</summary>
    public readonly long Bits;

    /// <summary>Builds a value from its two words.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Value(HeapObject? reference, long bits)
    {
        Ref = reference;
        Bits = bits;
    }

    /// <summary>nil.</summary>
    public static Value Nil
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Tags.Nil, 0);
    }

    /// <summary>true.</summary>
    public static Value True
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Tags.True, 0);
    }

    /// <summary>false.</summary>
    public static Value False
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Tags.False, 0);
    }

    /// <summary>The mark of an argument or slot that was not given. Never visible to a program.</summary>
    public static Value Undefined
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Tags.Undefined, 0);
    }

    /// <summary>What a call without a block has in its block register: the integer 0, which costs no write barrier.</summary>
    public static Value NoBlock => default;

    /// <summary>True for a 64-bit integer.</summary>
    public bool IsFixnum
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Ref is null;
    }

    /// <summary>True for a double.</summary>
    public bool IsFloat
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Ref == Tags.Float;
    }

    /// <summary>True for nil.</summary>
    public bool IsNil
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Ref == Tags.Nil;
    }

    /// <summary>True for the mark of something not given.</summary>
    public bool IsUndefined
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Ref == Tags.Undefined;
    }

    /// <summary>True for a reference that has not been faulted in.</summary>
    public bool IsUnfaulted
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Ref == Tags.Unfaulted;
    }

    /// <summary>Everything but nil and false.</summary>
    public bool IsTruthy
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Ref != Tags.False && Ref != Tags.Nil;
    }

    /// <summary>True for integers, floats, nil, booleans, characters: values without an object of their own.</summary>
    public bool IsImmediate => Ref is null or ImmediateTag;

    /// <summary>The double of a float.</summary>
    public double Float
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => BitConverter.Int64BitsToDouble(Bits);
    }

    /// <summary>Shape id: of the object, or of the immediate's kind.</summary>
    public int ShapeId
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Ref is null ? Shapes.ShapeIds.Integer : (int)Ref.Header;
    }

    /// <summary>An integer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Value FromInteger(long value) => new(null, value);

    /// <summary>A float.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Value FromFloat(double value) => new(Tags.Float, BitConverter.DoubleToInt64Bits(value));

    /// <summary>A boolean.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Value FromBoolean(bool value) => value ? True : False;

    /// <summary>A Smalltalk character.</summary>
    public static Value FromCharacter(int codePoint) => new(Tags.Character, codePoint);

    /// <summary>A reference that is resolved when it is loaded from its slot.</summary>
    public static Value FromUnfaulted(ulong objectId) => new(Tags.Unfaulted, (long)objectId);

    /// <summary>An object.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Value(HeapObject reference) => new(reference, 0);

    /// <summary>Same object, or same immediate (integers and floats by value): <c>equal?</c> and <c>==</c> of Smalltalk.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Same(Value left, Value right) => left.Ref == right.Ref && left.Bits == right.Bits;

    /// <summary>For debuggers and failed assertions.</summary>
    public override string ToString() => Ref switch
    {
        null => Bits.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ImmediateTag tag => tag == Tags.Float ? Float.ToString(System.Globalization.CultureInfo.InvariantCulture) : tag.Name,
        _ => Ref.ToString() ?? Ref.GetType().Name,
    };
}
