using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Shared.ObjectFormat.Identity;

/// <summary>
/// One slot of an object record: an object id or a small value, in 64 bits.
/// <code>
///  63                                                        3 2   0
/// ┌───────────────────────────────────────────────────────────┬─────┐
/// │ object id (0 = no object)                                 │ 000 │
/// │ signed integer, 61 bits                                   │ 001 │
/// │ double, rotated left by 4, without its 3 redundant bits   │ 010 │
/// │ payload, 56 bits                    │ kind, bits 3 to 7   │ 011 │
/// └───────────────────────────────────────────────────────────┴─────┘
/// </code>
/// Flonum: after a rotation left by four the low four bits are the sign and the exponent's three highest bits, and bit 63 is
/// the exponent's fourth. Doubles whose four highest exponent bits are 0111 or 1000 (2^-127 to 2^129) fit, for then bit 63
/// tells the other three, which make room for the tag. ±2^-127 is given up for ±0.0, as MRI gives up one value for 0.0.
/// </summary>
public readonly struct ReferenceWord : IEquatable<ReferenceWord>
{
    /// <summary>The smallest integer that fits: -2^60.</summary>
    public const long MinimumFixnum = -(1L << 60);

    /// <summary>The largest integer that fits: 2^60 - 1.</summary>
    public const long MaximumFixnum = (1L << 60) - 1;

    private const int TagBits = 3;
    private const ulong TagMask = 7;
    private const int PayloadShift = 8;
    private const ulong SmallestMagnitude = 0x3800000000000000;
    private const ulong SignBit = 0x8000000000000000;

    /// <summary>The word as it stands in the record.</summary>
    public readonly ulong Bits;

    /// <summary>Takes a word as it stands in a record; nothing is checked, see <see cref="IsValid"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReferenceWord(ulong bits) => Bits = bits;

    /// <summary>No object: the word 0.</summary>
    public static ReferenceWord None => default;

    /// <summary>nil.</summary>
    public static ReferenceWord Nil => Immediate(ImmediateKind.Nil, 0);

    /// <summary>true.</summary>
    public static ReferenceWord True => Immediate(ImmediateKind.True, 0);

    /// <summary>false.</summary>
    public static ReferenceWord False => Immediate(ImmediateKind.False, 0);

    /// <summary>The mark of a slot that was never assigned.</summary>
    public static ReferenceWord Undefined => Immediate(ImmediateKind.Undefined, 0);

    /// <summary>The low three bits.</summary>
    public ReferenceTag Tag => (ReferenceTag)(Bits & TagMask);

    /// <summary>True for the word 0.</summary>
    public bool IsNone => Bits == 0;

    /// <summary>True when the word names an object.</summary>
    public bool IsObject => (Bits & TagMask) == 0 && Bits != 0;

    /// <summary>True for an integer.</summary>
    public bool IsFixnum => Tag == ReferenceTag.Fixnum;

    /// <summary>True for a double.</summary>
    public bool IsFlonum => Tag == ReferenceTag.Flonum;

    /// <summary>True for nil, true, false, undefined or a character.</summary>
    public bool IsImmediate => Tag == ReferenceTag.Immediate;

    /// <summary>True when tag, kind and payload are ones that this format defines.</summary>
    public bool IsValid => Tag switch
    {
        ReferenceTag.ObjectId or ReferenceTag.Fixnum or ReferenceTag.Flonum => true,
        ReferenceTag.Immediate => Kind == ImmediateKind.Character ? Payload <= uint.MaxValue : Kind < ImmediateKind.Character && Payload == 0,
        _ => false,
    };

    /// <summary>The object id; 0 for "no object". Only for tag <see cref="ReferenceTag.ObjectId"/>.</summary>
    public ulong ObjectId => Bits >> TagBits;

    /// <summary>The integer. Only for tag <see cref="ReferenceTag.Fixnum"/>.</summary>
    public long Fixnum => (long)Bits >> TagBits;

    /// <summary>The kind of an immediate.</summary>
    public ImmediateKind Kind => (ImmediateKind)((Bits >> TagBits) & 31);

    /// <summary>The payload of an immediate, 56 bits; a character's code point.</summary>
    public ulong Payload => Bits >> PayloadShift;

    /// <summary>The double. Only for tag <see cref="ReferenceTag.Flonum"/>.</summary>
    public double Flonum
    {
        get
        {
            ulong redundant = (long)Bits < 0 ? 3UL : 4UL;
            ulong bits = ulong.RotateRight((Bits & ~TagMask) | redundant, 4);
            return BitConverter.UInt64BitsToDouble((bits & ~SignBit) == SmallestMagnitude ? bits & SignBit : bits);
        }
    }

    /// <summary>The word that names an object. Ids above <see cref="ObjectIds.Maximum"/> do not fit and lose their high bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReferenceWord FromObjectId(ulong objectId) => new(objectId << TagBits);

    /// <summary>True when an integer fits into 61 bits; others are boxed.</summary>
    public static bool FitsFixnum(long value) => value >= MinimumFixnum && value <= MaximumFixnum;

    /// <summary>The word of an integer for which <see cref="FitsFixnum"/> holds.</summary>
    public static ReferenceWord FromFixnum(long value) => new(((ulong)value << TagBits) | (ulong)ReferenceTag.Fixnum);

    /// <summary>The word of a double; false when it does not fit and has to be boxed (NaN, infinities, very large and very small ones).</summary>
    public static bool TryFromFlonum(double value, out ReferenceWord word)
    {
        ulong bits = BitConverter.DoubleToUInt64Bits(value);
        ulong magnitude = bits & ~SignBit;
        if (magnitude == 0)
        {
            bits |= SmallestMagnitude;
        }
        else if ((magnitude >> 59) is not (7 or 8) || magnitude == SmallestMagnitude)
        {
            word = default;
            return false;
        }
        word = new((ulong.RotateLeft(bits, 4) & ~TagMask) | (ulong)ReferenceTag.Flonum);
        return true;
    }

    /// <summary>The word of a character, by code point.</summary>
    public static ReferenceWord FromCharacter(uint codePoint) => Immediate(ImmediateKind.Character, codePoint);

    /// <summary>The word of true or false.</summary>
    public static ReferenceWord FromBoolean(bool value) => value ? True : False;

    /// <summary>The word of an immediate with its payload, of which 56 bits fit.</summary>
    public static ReferenceWord Immediate(ImmediateKind kind, ulong payload) =>
        new((payload << PayloadShift) | ((ulong)kind << TagBits) | (ulong)ReferenceTag.Immediate);

    /// <summary>True when both words have the same bits.</summary>
    public bool Equals(ReferenceWord other) => Bits == other.Bits;

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? other) => other is ReferenceWord word && Equals(word);

    /// <inheritdoc/>
    public override int GetHashCode() => (int)(Bits ^ (Bits >> 32));

    /// <summary>True when both words have the same bits.</summary>
    public static bool operator ==(ReferenceWord left, ReferenceWord right) => left.Bits == right.Bits;

    /// <summary>True when the words differ.</summary>
    public static bool operator !=(ReferenceWord left, ReferenceWord right) => left.Bits != right.Bits;

    /// <summary>The word as a person reads it, for messages: <c>#1024</c>, <c>7</c>, <c>1.5</c>, <c>nil</c>, <c>U+0041</c>.</summary>
    public override string ToString() => Tag switch
    {
        ReferenceTag.ObjectId => IsNone ? "none" : string.Create(CultureInfo.InvariantCulture, $"#{ObjectId}"),
        ReferenceTag.Fixnum => Fixnum.ToString(CultureInfo.InvariantCulture),
        ReferenceTag.Flonum => Flonum.ToString("R", CultureInfo.InvariantCulture),
        ReferenceTag.Immediate when Kind == ImmediateKind.Character => string.Create(CultureInfo.InvariantCulture, $"U+{Payload:X4}"),
        ReferenceTag.Immediate when Kind < ImmediateKind.Character => Kind.ToString().ToLowerInvariant(),
        _ => string.Create(CultureInfo.InvariantCulture, $"invalid word {Bits:X16}"),
    };
}
