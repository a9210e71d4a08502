using System.Text;
using System.Text.RegularExpressions;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>What a <see cref="RegexpObject"/> compiles to. Patterns are made when first used: start-up pays for none.</summary>
internal sealed class RegexpProgram
{
    private readonly string source;
    private readonly bool isExtended;
    private readonly bool isMultiLine;
    private readonly RegexOptions options;
    private readonly Regex plain;
    private Regex? wide, plainHere, wideHere;

    /// <summary>Compiles a regular expression; <see cref="RegexpSyntaxException"/> when it is wrong.</summary>
    public RegexpProgram(RegexpObject regexp)
    {
        source = regexp.Encoding == StringEncoding.Utf8 ? Encoding.UTF8.GetString(regexp.Source!) : Encoding.Latin1.GetString(regexp.Source!);
        isExtended = (regexp.Options & RegexpObject.Extended) != 0;
        isMultiLine = (regexp.Options & RegexpObject.MultiLine) != 0;
        options = RegexOptions.CultureInvariant | RegexOptions.Multiline | ((regexp.Options & RegexpObject.IgnoreCase) != 0 ? RegexOptions.IgnoreCase : 0);
        Translation = RegexpTranslator.Translate(source, isExtended, isMultiLine, isWide: false);
        plain = Build(Translation.Pattern);
    }

    /// <summary>Groups and names.</summary>
    public RegexpTranslation Translation { get; }

    /// <summary>First match at or after a unit; null when there is none.</summary>
    public Match? Search(RegexpSubject subject, int unit)
    {
        Regex regex = subject.IsWide ? wide ??= Build(Wide()) : plain;
        Match match = regex.Match(subject.Text, unit);
        return match.Success ? match : null;
    }

    /// <summary>Match that begins exactly at a unit; null when there is none.</summary>
    public Match? MatchAt(RegexpSubject subject, int unit)
    {
        Regex regex = subject.IsWide ? wideHere ??= Build($@"\G(?:{Wide()})") : plainHere ??= Build($@"\G(?:{Translation.Pattern})");
        Match match = regex.Match(subject.Text, unit);
        return match.Success ? match : null;
    }

    private string Wide() => RegexpTranslator.Translate(source, isExtended, isMultiLine, isWide: true).Pattern;

    private Regex Build(string pattern)
    {
        try
        {
            return new Regex(pattern, options);
        }
        catch (ArgumentException error)
        {
            throw new RegexpSyntaxException(error is RegexParseException parse ? parse.Error.ToString() : error.Message);
        }
    }
}
