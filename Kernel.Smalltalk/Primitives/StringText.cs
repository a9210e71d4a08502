using System.Text;
using Gem.Vm;
using Gem.Vm.Values;

namespace Kernel.Smalltalk.Primitives;

/// <summary>Strings and symbols as characters over bytes. Bytes that are no UTF-8 count as a character each.</summary>
internal static class StringText
{
    /// <summary>True for a String or Symbol (a ByteArray has the same body, but is none).</summary>
    public static bool IsText(Value value) => value.Ref is StringObject or SymbolObject;

    /// <summary>Bytes of a String or Symbol.</summary>
    public static ReadOnlySpan<byte> Bytes(VirtualMachine vm, Value value) =>
        value.Ref is SymbolObject symbol ? symbol.Bytes : value.Ref is StringObject text ? vm.Fresh(text).Span : default;

    /// <summary>Encoding of a String or Symbol.</summary>
    public static StringEncoding EncodingOf(Value value) => value.Ref is SymbolObject symbol ? symbol.Encoding : ((StringObject)value.Ref!).Encoding;

    /// <summary>A String or Symbol as .NET text.</summary>
    public static string Of(VirtualMachine vm, Value value) => Encoding.UTF8.GetString(Bytes(vm, value));

    /// <summary>Number of characters.</summary>
    public static int Count(ReadOnlySpan<byte> bytes, StringEncoding encoding)
    {
        if (encoding != StringEncoding.Utf8 || Ascii.IsValid(bytes))
        {
            return bytes.Length;
        }

        int count = 0;
        for (; bytes.Length > 0; bytes = bytes[Width(bytes)..])
        {
            count++;
        }

        return count;
    }

    /// <summary>Byte offset of a character; the length for the one behind the last, -1 beyond.</summary>
    public static int OffsetOf(ReadOnlySpan<byte> bytes, StringEncoding encoding, int character)
    {
        if (encoding != StringEncoding.Utf8 || (character <= bytes.Length && Ascii.IsValid(bytes[..character])))
        {
            return character <= bytes.Length ? character : -1;
        }

        int offset = 0;
        for (; character > 0; character--)
        {
            if (offset == bytes.Length)
            {
                return -1;
            }

            offset += Width(bytes[offset..]);
        }

        return offset;
    }

    /// <summary>Number of the character at a byte offset.</summary>
    public static int CharacterAt(ReadOnlySpan<byte> bytes, StringEncoding encoding, int offset) => Count(bytes[..offset], encoding);

    /// <summary>Code point of the character that begins the bytes; a byte that is no UTF-8 stands for itself.</summary>
    public static int CodePoint(ReadOnlySpan<byte> bytes, StringEncoding encoding) =>
        encoding == StringEncoding.Utf8 && Rune.DecodeFromUtf8(bytes, out Rune rune, out _) == System.Buffers.OperationStatus.Done ? rune.Value : bytes[0];

    /// <summary>Bytes of the character that begins the bytes.</summary>
    public static int Width(ReadOnlySpan<byte> bytes) =>
        bytes[0] < 0x80 || Rune.DecodeFromUtf8(bytes, out _, out int width) != System.Buffers.OperationStatus.Done ? 1 : width;

    /// <summary>Sets the length in bytes, filling up with a byte. The caller has passed the write barrier.</summary>
    public static void SetLength(StringObject text, int length, byte filler)
    {
        byte[] bytes = text.OwnBytes(length > text.Bytes.Length ? Math.Max(length, text.Length + (text.Length >> 1)) : text.Bytes.Length);
        if (length > text.Length)
        {
            bytes.AsSpan(text.Length, length - text.Length).Fill(filler);
        }

        text.Length = length;
    }

    /// <summary>Puts bytes in place of a range of others. The caller has passed the write barrier.</summary>
    public static void Splice(StringObject text, int start, int length, ReadOnlySpan<byte> replacement)
    {
        if (length == replacement.Length)
        {
            replacement.CopyTo(text.OwnBytes(text.Length).AsSpan(start));
            return;
        }

        byte[] spliced = [.. text.Span[..start], .. replacement, .. text.Span[(start + length)..]];
        text.Replace(spliced, spliced.Length);
    }
}
