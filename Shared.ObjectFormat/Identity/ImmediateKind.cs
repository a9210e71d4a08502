namespace Shared.ObjectFormat.Identity;

/// <summary>Bits 3 to 7 of a <see cref="ReferenceWord"/> that is tagged as an immediate. Values are on disk and never change.</summary>
public enum ImmediateKind : byte
{
    /// <summary>nil in both languages.</summary>
    Nil = 0,

    /// <summary>true.</summary>
    True = 1,

    /// <summary>false.</summary>
    False = 2,

    /// <summary>The mark of a slot that was never assigned; no program sees it.</summary>
    Undefined = 3,

    /// <summary>A character; the code point is the payload, from bit 8.</summary>
    Character = 4,
}
