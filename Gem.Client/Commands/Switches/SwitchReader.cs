namespace Gem.Client.Commands.Switches;

/// <summary>Reads switches into <see cref="RubySwitches"/>: letters may be joined (<c>-ane</c>), long ones take <c>=</c> or the next word.</summary>
internal sealed partial class SwitchReader
{
    private const string AllowedInRubyOptions = "dEIKrTUvwW";

    private readonly RubySwitches _switches;
    private readonly IReadOnlyList<string> _words;
    private readonly SwitchPlace _place;
    private IOwnSwitches? _own;
    private int _next;

    private SwitchReader(RubySwitches switches, IReadOnlyList<string> words, SwitchPlace place)
    {
        _switches = switches;
        _words = words;
        _place = place;
    }

    /// <summary>Reads MAGLEV_OPTS, the command line, then RUBYOPT. A program's own switches may stand on its command line.</summary>
    /// <exception cref="UsageException">An unknown switch, one that is not allowed where it stands, or one without its argument.</exception>
    public static RubySwitches Read(IReadOnlyList<string> arguments, string? maglevOptions, string? rubyOptions, IOwnSwitches? own = null)
    {
        RubySwitches switches = new() { Program = own?.Program ?? "maglev-ruby" };
        ReadText(switches, maglevOptions ?? "", SwitchPlace.MaglevOptions);
        SwitchReader line = new(switches, arguments, SwitchPlace.CommandLine) { _own = own };
        line.ReadSwitches();
        line.ReadProgram();
        if (switches.ReadsRubyOptions)
        {
            ReadText(switches, rubyOptions ?? "", SwitchPlace.RubyOptions);
        }

        return switches;
    }

    /// <summary>Reads switches out of a text, separated by blanks.</summary>
    public static void ReadText(RubySwitches switches, string text, SwitchPlace place)
    {
        string[] words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        // A switch in RUBYOPT may be without its dash.
        string[] dashed = place == SwitchPlace.RubyOptions && words.Length > 0 && words[0][0] != '-' ? ["-" + words[0], .. words[1..]] : words;
        SwitchReader reader = new(switches, dashed, place);
        reader.ReadSwitches();
        if (reader._next < dashed.Length && place != SwitchPlace.Shebang)
        {
            throw reader.Wrong($"'{dashed[reader._next]}' in {(place == SwitchPlace.RubyOptions ? "RUBYOPT" : "MAGLEV_OPTS")} is no switch");
        }
    }

    private void ReadSwitches()
    {
        while (_next < _words.Count && _words[_next].Length > 1 && _words[_next][0] == '-')
        {
            string word = _words[_next++];
            if (word == "--")
            {
                return;
            }

            if (_own?.TryRead(word, name => Operand(name, "")) == true)
            {
                continue;
            }

            if (word.StartsWith("--", StringComparison.Ordinal))
            {
                ReadLong(word);
            }
            else
            {
                ReadLetters(word);
            }
        }
    }

    private void ReadProgram()
    {
        if (_switches.Code is null && _next < _words.Count)
        {
            _switches.Script = _words[_next++];
        }

        while (_switches.SetsGlobals && _next < _words.Count && _words[_next].Length > 1 && _words[_next][0] == '-')
        {
            string word = _words[_next++];
            if (word == "--")
            {
                break;
            }

            SetGlobal(word);
        }

        _switches.Arguments.AddRange(_words.Skip(_next));
    }

    /// <summary>-s: <c>-name</c> sets $name to true, <c>-name=text</c> to the text; all dashes but the first become underscores.</summary>
    private void SetGlobal(string word)
    {
        int equals = word.IndexOf('=', StringComparison.Ordinal);
        string name = (equals < 0 ? word[1..] : word[1..equals]).Replace('-', '_');
        if (name.Length == 0 || !name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_') || char.IsAsciiDigit(name[0]))
        {
            throw Wrong($"'{word}' can't be made a global variable (-s)");
        }

        _switches.AddPrelude($"${name} = {(equals < 0 ? "true" : RubySwitches.Quote(word[(equals + 1)..]))}");
    }

    /// <summary>The rest of the word, or the next word.</summary>
    private string Operand(string switchName, string rest) =>
        rest.Length > 0 ? rest : _next < _words.Count ? _words[_next++]
            : throw Wrong($"no argument given for {switchName}  (-h will show valid options)");

    private UsageException Unknown(string option) => Wrong($"invalid option {option}  (-h will show valid options) (RuntimeError)");

    private UsageException NotInRubyOptions(string option) => Wrong($"invalid switch in RUBYOPT: {option} (RuntimeError)");

    private UsageException Wrong(string reason) => new($"{_switches.Program}: {reason}");
}
