using System.Text;
using Gem.Vm.Interpreter;
using Gem.Vm.Values;
using Kernel.Ruby.Regexps;

namespace Kernel.Ruby.Primitives;

/// <summary>In which encoding a regexp matches a text, and whether it may.</summary>
internal static class RegexpEncodings
{
    [ThreadStatic]
    private static (byte[] Bytes, int Length, StringEncoding Encoding, bool IsAscii) _last;

    /// <summary>
    /// The program for a text; ArgumentError when the text is broken, Encoding::CompatibilityError when the regexp is for another
    /// encoding.
    /// </summary>
    public static RegexpProgram ProgramFor(VmThread t, RegexpPattern pattern, StringObject text)
    {
        StringEncoding encoding = text.Encoding;
        bool isAscii = IsCheckedAscii(t, text);
        if (pattern.Encoding != encoding && !(EncodingTable.IsAsciiCompatible(encoding) && EncodingTable.IsAsciiCompatible(pattern.Encoding)))
        {
            throw Incompatible(t, pattern, encoding);
        }

        if (isAscii)
        {
            return pattern.ProgramFor(pattern.IsFixed || encoding == pattern.Encoding || pattern.Encoding == StringEncoding.UsAscii ? pattern.Encoding : encoding);
        }

        if (pattern.Encoding != encoding && pattern.IsFixed)
        {
            throw Incompatible(t, pattern, encoding);
        }

        if (pattern.IsNone && encoding != StringEncoding.Binary && !RubyRuntime.Of(t.Vm).Verbose.IsNil)
        {
            t.Warn($"historical binary regexp match /.../n against {EncodingPrimitives.NameOf(encoding)} string");
        }

        return pattern.ProgramFor(encoding);
    }

    private static GuestException Incompatible(VmThread t, RegexpPattern pattern, StringEncoding encoding) => t.Error(
        Coercions.ClassNamed(t, "Encoding", "CompatibilityError"),
        $"incompatible encoding regexp match ({Name(pattern.Encoding)} regexp with {Name(encoding)} string)");

    /// <summary>What a message calls an encoding.</summary>
    private static string Name(StringEncoding encoding) =>
        encoding == StringEncoding.Binary ? "BINARY (ASCII-8BIT)" : EncodingPrimitives.NameOf(encoding);

    /// <summary>
    /// True when a text is all ASCII. The last text is remembered by its bytes: searches go on in the same one, and a store that is
    /// shared does not change.
    /// </summary>
    private static bool IsCheckedAscii(VmThread t, StringObject text)
    {
        bool isLarge = text.Length > 64;
        if (isLarge && (text.IsShared || text.IsFrozen) && _last.Bytes == text.Bytes && _last.Length == text.Length && _last.Encoding == text.Encoding)
        {
            return _last.IsAscii;
        }

        bool isAscii = Ascii.IsValid(text.Span);
        if (!isAscii && !CharacterText.IsValid(text))
        {
            throw Coercions.ArgumentError(t, $"invalid byte sequence in {EncodingPrimitives.NameOf(text.Encoding)}");
        }

        if (isLarge && (text.IsShared || text.IsFrozen))
        {
            _last = (text.Bytes, text.Length, text.Encoding, isAscii);
        }

        return isAscii;
    }
}
