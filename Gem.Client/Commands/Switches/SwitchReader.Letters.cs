using Kernel.Ruby.Syntax;

namespace Gem.Client.Commands.Switches;

/// <summary>Switches of one letter.</summary>
internal sealed partial class SwitchReader
{
    private void ReadLetters(string word)
    {
        string rest = word[1..];
        while (rest.Length > 0)
        {
            char letter = rest[0];
            rest = rest[1..];
            if (_place == SwitchPlace.RubyOptions && !AllowedInRubyOptions.Contains(letter))
            {
                throw NotInRubyOptions($"-{letter}");
            }

            if (!ReadFlag(letter))
            {
                rest = ReadWithOperand(letter, rest, word);
            }
        }
    }

    /// <summary>A letter that stands alone; false when it is not one.</summary>
    private bool ReadFlag(char letter)
    {
        switch (letter)
        {
            case 'v':
                _switches.PrintsVersion |= _place is SwitchPlace.CommandLine or SwitchPlace.RubyOptions;
                SetWarnings(2);
                return true;
            case 'w':
                SetWarnings(2);
                return true;
            case 'd':
                SetDebug();
                return true;
            case 'c':
                _switches.OnlyChecksSyntax = true;
                return true;
            case 'h':
                _switches.OnlyPrints = SwitchUsage.Text;
                return true;
            case 'n':
                _switches.LineLoop |= LineLoop.Reads;
                return true;
            case 'p':
                _switches.LineLoop |= LineLoop.Reads | LineLoop.Prints;
                _switches.AddPrelude("$__p = true");
                return true;
            case 'a':
                _switches.LineLoop |= LineLoop.Splits;
                _switches.AddPrelude("$__a = true");
                return true;
            case 'l':
                _switches.LineLoop |= LineLoop.Chomps;
                _switches.AddPrelude("$__l = true; $\\ = $/");
                return true;
            case 's':
                _switches.SetsGlobals = true;
                return true;
            case 'S':
                _switches.SearchesPath = true;
                return true;
            case 'U':
                SetInternalEncoding("UTF-8");
                return true;
            default:
                // -q: irb's; -y: a parser's debugging output, which this one has not.
                return letter is 'q' or 'y';
        }
    }

    private void SetDebug()
    {
        SetWarnings(2);
        _switches.AddPrelude("$DEBUG = true");
    }

    /// <summary>A letter with an operand; answers what of the word is left.</summary>
    private string ReadWithOperand(char letter, string rest, string word)
    {
        switch (letter)
        {
            case 'e':
                string code = Operand("-e", rest);
                _switches.Code = _switches.Code is null ? code : _switches.Code + "\n" + code;
                return "";
            case 'I':
                _switches.LoadPath.AddRange(Operand("-I", rest).Split(':'));
                return "";
            case 'r':
                _switches.Requires.Add(Operand("-r", rest));
                return "";
            case 'C' or 'X':
                string folder = Operand($"-{letter}", rest);
                _switches.Folder = _switches.Folder is null ? folder : Path.Combine(_switches.Folder, folder);
                return "";
            case 'E':
                SetEncodings("-E", Operand("-E", rest));
                return "";
            case 'F':
                _switches.AddPrelude($"$; = Regexp.new({RubySwitches.Quote(Operand("-F", rest))})");
                return "";
            case 'i':
                _switches.AddPrelude($"ARGF.inplace_mode = {RubySwitches.Quote(rest)}");
                return "";
            case 'x':
                _switches.SkipsToShebang = true;
                _switches.Folder = rest.Length > 0 ? rest : _switches.Folder;
                return "";
            case 'T':
                return rest.TrimStart('0', '1', '2', '3', '4');
            case 'W':
                return SetWarnings(rest, word);
            case 'K':
                return SetSourceEncoding(rest, word);
            case '0':
                return SetSeparator(rest);
            case 'M':
                SetMode(word);
                return "";
            default:
                throw Unknown($"-{letter}");
        }
    }

    /// <summary>-W, -W0 to -W2, -W:category, -W:no-category.</summary>
    private string SetWarnings(string rest, string word)
    {
        if (rest.StartsWith(':'))
        {
            string category = rest[1..];
            bool isOff = category.StartsWith("no-", StringComparison.Ordinal);
            string name = (isOff ? category[3..] : category).Replace('-', '_');
            if (name is not ("deprecated" or "experimental" or "performance" or "strict_unused_block"))
            {
                throw Wrong($"unknown warning category: '{category}'");
            }

            _switches.AddPrelude($"Warning[:{name}] = {(isOff ? "false" : "true")}");
            return "";
        }

        if (rest.Length > 0 && char.IsAsciiDigit(rest[0]))
        {
            SetWarnings(rest[0] > '2' ? throw Unknown(word) : rest[0] - '0');
            return rest[1..];
        }

        SetWarnings(2);
        return rest;
    }

    /// <summary>What RUBYOPT says gives way to the command line.</summary>
    private void SetWarnings(int level)
    {
        if (_place != SwitchPlace.RubyOptions || !_switches.HasWarningLevel)
        {
            _switches.WarningLevel = level;
            _switches.HasWarningLevel = true;
        }
    }

    /// <summary>-0: the separator of input by its octal code; -00 paragraphs, -0777 all at once.</summary>
    private string SetSeparator(string rest)
    {
        int digits = 0;
        int code = 0;
        while (digits < rest.Length && digits < 3 && rest[digits] is >= '0' and <= '7')
        {
            code = (code * 8) + (rest[digits++] - '0');
        }

        string separator = code > 255 ? "nil" : digits > 0 && code == 0 ? "''" : $"{code}.chr";
        _switches.AddPrelude($"$/ = {separator}");
        return rest[digits..];
    }

    private string SetSourceEncoding(string rest, string word)
    {
        string? name = rest.Length == 0 ? throw Unknown(word) : char.ToLowerInvariant(rest[0]) switch
        {
            'u' => "UTF-8",
            'e' => "EUC-JP",
            's' => "Windows-31J",
            'n' or 'a' => "ASCII-8BIT",
            _ => null,
        };
        if (name is not null)
        {
            _switches.SourceEncoding = name;
            _switches.AddPrelude($"Encoding.default_external = '{name}'");
        }

        return rest[1..];
    }

    /// <summary>-E external[:internal].</summary>
    private void SetEncodings(string name, string names)
    {
        string[] parts = names.Split(':', 3);
        if (parts.Length == 3)
        {
            throw Wrong($"extra argument for {name}: {parts[2]} (RuntimeError)");
        }

        if (parts[0].Length > 0)
        {
            _switches.AddPrelude($"Encoding.default_external = {RubySwitches.Quote(parts[0])}");
        }

        if (parts.Length > 1 && parts[1].Length > 0)
        {
            SetInternalEncoding(parts[1]);
        }
    }

    /// <summary>The internal encoding is said once; what RUBYOPT says gives way.</summary>
    private void SetInternalEncoding(string name)
    {
        if (_switches.InternalEncoding is { } said)
        {
            if (_place != SwitchPlace.RubyOptions && !said.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                throw Wrong($"default_internal already set to {said} (RuntimeError)");
            }

            return;
        }

        _switches.InternalEncoding = name;
        _switches.AddPrelude($"Encoding.default_internal = {RubySwitches.Quote(name)}");
    }

    /// <summary>-M…: MagLev's own.</summary>
    private void SetMode(string word)
    {
        switch (word)
        {
            case "-Mcommit":
                _switches.IsPersistent = _switches.CommitsAtEnd = true;
                break;
            case "-Mpersistent":
                _switches.IsPersistent = true;
                break;
            case "-MtraceLoad":
                _switches.TracesLoads = true;
                break;
            case "-MtraceGlobals":
                _switches.TracesGlobals = true;
                break;
            case "-MlogSexp":
                _switches.TracesTrees = true;
                break;
            case "-MmaglevVersion":
                _switches.OnlyPrints = SwitchUsage.Version;
                break;
            case "-MnoCaptureStack":
                // Stacks are captured at no cost until somebody asks for them.
                break;
            default:
                throw Unknown(word);
        }
    }
}
