using System.Text;
using Gem.Vm.Values;
using Kernel.Ruby.Regexps.Compiling;
using Kernel.Ruby.Regexps.Parsing;

namespace Kernel.Ruby.Regexps;

/// <summary>
/// What a regexp's source means: names and numbers of its groups, and its programs, one for each encoding it has met. They are
/// compiled when first needed.
/// </summary>
internal sealed class RegexpPattern
{
    private readonly byte[] _source;
    private readonly PatternOptions _options;
    private readonly ParsedPattern _parsed;
    private RegexpProgram[] _programs = [];

    /// <summary>Parses; <see cref="RegexpSyntaxException"/> when the pattern is wrong.</summary>
    /// <param name="source">What stands between the slashes.</param>
    /// <param name="encoding">Encoding of the source.</param>
    /// <param name="options">Options as <see cref="RegexpObject"/> has them.</param>
    public RegexpPattern(byte[] source, StringEncoding encoding, int options)
    {
        _source = source;
        _options = OptionsOf(options);
        byte[] text = Prepare(source, encoding, options, out StringEncoding? forced);
        bool isFixed = (options & RegexpObject.FixedEncoding) != 0;
        IsNone = (options & RegexpObject.NoEncoding) != 0;
        IsFixed = isFixed || forced is not null;
        Encoding = forced ?? (isFixed ? encoding : StringEncoding.UsAscii);
        _parsed = Parse(text, CharacterCoding.Of(Encoding));
    }

    /// <summary>Encoding that the regexp has.</summary>
    public StringEncoding Encoding { get; }

    /// <summary>It is for that encoding only.</summary>
    public bool IsFixed { get; }

    /// <summary>Option n.</summary>
    public bool IsNone { get; }

    /// <summary>Groups beside the whole match.</summary>
    public int GroupCount => _parsed.Groups.Count;

    /// <summary>Names in order of appearance, with the numbers that bear them.</summary>
    public List<GroupName> Names => _parsed.Names;

    /// <summary>What is doubtful in it.</summary>
    public List<PatternWarning> Warnings => _parsed.Warnings;

    /// <summary>The pattern as it was parsed, for warnings.</summary>
    public byte[] Text => _parsed.Text;

    /// <summary>Matching takes time in proportion to the text.</summary>
    public bool IsLinear => LinearTime.Holds(_parsed.Root);

    /// <summary>What a literal means; null when that is nothing.</summary>
    public static RegexpPattern? TryParse(byte[] source, StringEncoding encoding, int options)
    {
        try
        {
            return new RegexpPattern(source, encoding, options);
        }
        catch (RegexpSyntaxException)
        {
            return null;
        }
    }

    /// <summary>The program for texts of an encoding.</summary>
    public RegexpProgram ProgramFor(StringEncoding encoding)
    {
        foreach (RegexpProgram program in _programs)
        {
            if (program.Coding.Encoding == encoding)
            {
                return program;
            }
        }

        CharacterCoding coding = CharacterCoding.Of(encoding);
        RegexpProgram made = PatternCompiler.Compile(Parse(PatternSource.Prepare(_source, encoding, _options, out _), coding), coding);
        _programs = [.. _programs, made];
        return made;
    }

    private static byte[] Prepare(byte[] source, StringEncoding encoding, int options, out StringEncoding? forced)
    {
        bool isNone = (options & RegexpObject.NoEncoding) != 0, isFixed = (options & RegexpObject.FixedEncoding) != 0;
        if (isNone && encoding != StringEncoding.Binary && !Ascii.IsValid(source))
        {
            throw new RegexpSyntaxException("/.../n has a non escaped non ASCII character in non ASCII-8BIT script");
        }

        byte[] text = PatternSource.Prepare(source, isNone ? StringEncoding.Binary : encoding, OptionsOf(options), out forced);
        bool clashes = forced is { } one && (isNone ? one != StringEncoding.Binary : isFixed && one != encoding);
        return clashes ? throw new RegexpSyntaxException("incompatible character encoding") : text;
    }

    private static PatternOptions OptionsOf(int options) =>
        (PatternOptions)(options & (RegexpObject.IgnoreCase | RegexpObject.Extended | RegexpObject.MultiLine));

    private ParsedPattern Parse(byte[] text, CharacterCoding coding)
    {
        ParsedPattern parsed = PatternParser.Parse(text, coding, _options);
        PatternCheck.Check(parsed);
        return parsed;
    }
}
