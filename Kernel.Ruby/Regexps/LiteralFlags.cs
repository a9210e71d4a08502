using Gem.Vm.Values;
using Kernel.Ruby.Syntax.Nodes;

namespace Kernel.Ruby.Regexps;

/// <summary>What the flags of a regexp literal ask for.</summary>
internal static class LiteralFlags
{
    /// <summary>The options of Regexp.new.</summary>
    public static int OptionsOf(RegularExpressionFlags flags)
    {
        int options = (flags & RegularExpressionFlags.IgnoreCase) != 0 ? RegexpObject.IgnoreCase : 0;
        options |= (flags & RegularExpressionFlags.Extended) != 0 ? RegexpObject.Extended : 0;
        options |= (flags & RegularExpressionFlags.MultiLine) != 0 ? RegexpObject.MultiLine : 0;
        options |= (flags & (RegularExpressionFlags.Utf8 | RegularExpressionFlags.EucJP | RegularExpressionFlags.Windows31J)) != 0 ? RegexpObject.FixedEncoding : 0;
        options |= (flags & RegularExpressionFlags.Ascii8Bit) != 0 ? RegexpObject.NoEncoding : 0;
        return options;
    }

    /// <summary>The encoding of a literal's text.</summary>
    /// <param name="flags">The literal's flags.</param>
    /// <param name="source">Encoding of the program.</param>
    public static StringEncoding EncodingOf(RegularExpressionFlags flags, StringEncoding source) =>
        (flags & RegularExpressionFlags.ForcedBinaryEncoding) != 0 ? StringEncoding.Binary
            : (flags & (RegularExpressionFlags.ForcedUtf8Encoding | RegularExpressionFlags.Utf8)) != 0 ? StringEncoding.Utf8
            : (flags & RegularExpressionFlags.EucJP) != 0 ? StringEncoding.EucJp
            : (flags & RegularExpressionFlags.Windows31J) != 0 ? StringEncoding.Windows31J : source;
}
