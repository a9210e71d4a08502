namespace Shared.ObjectFormat.MessagePack;

/// <summary>The families of values that MessagePack has.</summary>
public enum MessagePackType
{
    /// <summary>nil.</summary>
    Nil,

    /// <summary>true or false.</summary>
    Boolean,

    /// <summary>An integer from -2^63 to 2^64-1.</summary>
    Integer,

    /// <summary>A float of 32 or 64 bits.</summary>
    Float,

    /// <summary>UTF-8 text.</summary>
    String,

    /// <summary>Bytes.</summary>
    Binary,

    /// <summary>A sequence of values.</summary>
    Array,

    /// <summary>A sequence of pairs.</summary>
    Map,

    /// <summary>Bytes with an application's type number; a negative one is the format's own.</summary>
    Extension,
}
