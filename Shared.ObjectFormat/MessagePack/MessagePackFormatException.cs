namespace Shared.ObjectFormat.MessagePack;

/// <summary>The bytes are not what was expected; the message names the position in bytes.</summary>
public sealed class MessagePackFormatException(int position, string reason)
    : Exception($"MessagePack at byte {position}: {reason}.")
{
    /// <summary>Where the value begins, in bytes from the start of the input.</summary>
    public int Position { get; } = position;
}
