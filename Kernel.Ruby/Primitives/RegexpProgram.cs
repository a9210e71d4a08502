using System.Text;
using System.Text.RegularExpressions;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>What a <see cref="RegexpObject"/> compiles to. Patterns are made when first used: start-up pays for none.</summary>
internal sealed class RegexpProgram
{
    private readonly string _source;
    private readonly bool _isExtended;
    private readonly bool _isMultiLine;
    private readonly RegexOptions _options;
    private readonly Regex _plain;
    private Regex? _wide, _plainHere, _wideHere;

    /// <summary>Compiles a regular expression; <see cref="RegexpSyntaxException"/> when it is wrong.</summary>
    public RegexpProgram(RegexpObject regexp)
    {
        _source = regexp.Encoding == StringEncoding.Utf8 ? Encoding.UTF8.GetString(regexp.Source!) : Encoding.Latin1.GetString(regexp.Source!);
        _isExtended = (regexp.Options & RegexpObject.Extended) != 0;
        _isMultiLine = (regexp.Options & RegexpObject.MultiLine) != 0;
        _options = RegexOptions.CultureInvariant | RegexOptions.Multiline | ((regexp.Options & RegexpObject.IgnoreCase) != 0 ? RegexOptions.IgnoreCase : 0);
        Translation = RegexpTranslator.Translate(_source, _isExtended, _isMultiLine, isWide: false);
        _plain = Build(Translation.Pattern);
    }

    /// <summary>Groups and names.</summary>
    public RegexpTranslation Translation { get; }

    /// <summary>First match at or after a unit; null when there is none.</summary>
    public Match? Search(RegexpSubject subject, int unit)
    {
        Regex regex = subject.IsWide ? _wide ??= Build(Wide()) : _plain;
        Match match = regex.Match(subject.Text, unit);
        return match.Success ? match : null;
    }

    /// <summary>Match that begins exactly at a unit; null when there is none.</summary>
    public Match? MatchAt(RegexpSubject subject, int unit)
    {
        Regex regex = subject.IsWide ? _wideHere ??= Build($@"\G(?:{Wide()})") : _plainHere ??= Build($@"\G(?:{Translation.Pattern})");
        Match match = regex.Match(subject.Text, unit);
        return match.Success ? match : null;
    }

    private string Wide() => RegexpTranslator.Translate(_source, _isExtended, _isMultiLine, isWide: true).Pattern;

    private Regex Build(string pattern)
    {
        try
        {
            return new Regex(pattern, _options);
        }
        catch (ArgumentException error)
        {
            throw new RegexpSyntaxException(error is RegexParseException parse ? parse.Error.ToString() : error.Message);
        }
    }
}
