using System.Text;

namespace Gem.Vm.Values;

/// <summary>Which strings go together: MRI's rules of Encoding.compatible? and of comparison.</summary>
public static class EncodingCompatibility
{
    /// <summary>True when a text is ASCII and its encoding has it.</summary>
    public static bool IsAscii(StringObject text) => EncodingTable.IsAsciiCompatible(text.Encoding) && Ascii.IsValid(text.Span);

    /// <summary>The encoding of a text put together from two; false when they cannot be.</summary>
    public static bool TryCombine(StringObject left, StringObject right, out StringEncoding encoding)
    {
        encoding = left.Encoding;
        if (left.Encoding == right.Encoding || right.Length == 0)
        {
            return true;
        }

        if (left.Length == 0)
        {
            encoding = EncodingTable.IsAsciiCompatible(left.Encoding) && IsAscii(right) ? left.Encoding : right.Encoding;
            return true;
        }

        if (!EncodingTable.IsAsciiCompatible(left.Encoding) || !EncodingTable.IsAsciiCompatible(right.Encoding))
        {
            return false;
        }

        if (Ascii.IsValid(right.Span))
        {
            return true;
        }

        encoding = right.Encoding;
        return Ascii.IsValid(left.Span);
    }

    /// <summary>True when texts with equal bytes are equal.</summary>
    public static bool AreComparable(StringObject left, StringObject right)
    {
        if (left.Encoding == right.Encoding || left.Length == 0 || right.Length == 0)
        {
            return true;
        }

        bool isLeftAscii = IsAscii(left), isRightAscii = IsAscii(right);
        return (isLeftAscii && (isRightAscii || EncodingTable.IsAsciiCompatible(right.Encoding)))
            || (isRightAscii && EncodingTable.IsAsciiCompatible(left.Encoding));
    }
}
