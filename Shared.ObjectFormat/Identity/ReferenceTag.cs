namespace Shared.ObjectFormat.Identity;

/// <summary>The low three bits of a <see cref="ReferenceWord"/>. Values are on disk and never change; 4 to 7 are invalid.</summary>
public enum ReferenceTag : byte
{
    /// <summary>An object id, shifted left by three. The word 0 stands for "no object".</summary>
    ObjectId = 0,

    /// <summary>A signed integer of 61 bits.</summary>
    Fixnum = 1,

    /// <summary>A double whose exponent is near enough to zero to give up three of its bits.</summary>
    Flonum = 2,

    /// <summary>nil, true, false, undefined or a character: see <see cref="ImmediateKind"/>.</summary>
    Immediate = 3,
}
