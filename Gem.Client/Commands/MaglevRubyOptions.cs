namespace Gem.Client.Commands;

/// <summary>What a command line of <c>maglev-ruby</c> says.</summary>
internal sealed class MaglevRubyOptions
{
    /// <summary>Printed by -h.</summary>
    public const string Usage = """
        usage: maglev-ruby [switches] [--] [file] [arguments]
          -e CODE          run CODE (may be given several times)
          -I FOLDER        add FOLDER to $LOAD_PATH
          -r FILE          require FILE first
          -C, -X FOLDER    change to FOLDER first
          -Mcommit         persistent mode; commit at the end
          -Mpersistent     persistent mode
          -v, -w, -W[0-2]  warnings; -v prints the version
          -d, --debug      $DEBUG = true
          -c               check the syntax only
          --stone NAME     the stone to use (default: STONENAME, or maglev)
          --version        print the version
          --copyright      print the copyright
          -h, --help       print this
        Without a file and without -e the program comes from standard input.
        """;

    /// <summary>Code of -e, lines joined; null without.</summary>
    public string? Code { get; private set; }

    /// <summary>Script file; null without, "-" for standard input.</summary>
    public string? Script { get; private set; }

    /// <summary>Arguments of the program.</summary>
    public List<string> Arguments { get; } = [];

    /// <summary>Folders of -I.</summary>
    public List<string> LoadPath { get; } = [];

    /// <summary>Files of -r.</summary>
    public List<string> Requires { get; } = [];

    /// <summary>Folder of -C.</summary>
    public string? Folder { get; private set; }

    /// <summary>Persistent mode from the start.</summary>
    public bool IsPersistent { get; private set; }

    /// <summary>Commit when the program has ended well.</summary>
    public bool CommitsAtEnd { get; private set; }

    /// <summary>0 no warnings, 1 the usual ones, 2 all.</summary>
    public int WarningLevel { get; private set; } = 1;

    /// <summary>$DEBUG.</summary>
    public bool IsDebug { get; private set; }

    /// <summary>-v: print the version first.</summary>
    public bool PrintsVersion { get; private set; }

    /// <summary>Nothing but the version was asked for.</summary>
    public bool OnlyVersion { get; private set; }

    /// <summary>Nothing but the copyright was asked for.</summary>
    public bool OnlyCopyright { get; private set; }

    /// <summary>Nothing but the usage was asked for.</summary>
    public bool OnlyHelp { get; private set; }

    /// <summary>-c.</summary>
    public bool OnlyChecksSyntax { get; private set; }

    /// <summary>The stone to use.</summary>
    public string StoneName { get; private set; } = Installation.StoneName;

    /// <summary>Reads a command line.</summary>
    /// <exception cref="UsageException">An unknown option, or one without its argument.</exception>
    public static MaglevRubyOptions Parse(string[] args)
    {
        MaglevRubyOptions options = new();
        int next = 0;
        while (next < args.Length && args[next].Length > 1 && args[next][0] == '-')
        {
            string option = args[next++];
            if (option == "--")
            {
                break;
            }

            options.Take(option, args, ref next);
        }

        if (options.Code is null && next < args.Length)
        {
            options.Script = args[next++];
        }

        options.Arguments.AddRange(args[next..]);
        return options;
    }

    private void Take(string option, string[] args, ref int next)
    {
        if (option.StartsWith("--", StringComparison.Ordinal))
        {
            TakeLong(option, args, ref next);
            return;
        }

        switch (option[1])
        {
            case 'e':
                string code = Operand(option, args, ref next);
                Code = Code is null ? code : Code + "\n" + code;
                break;
            case 'I':
                LoadPath.AddRange(Operand(option, args, ref next).Split(':'));
                break;
            case 'r':
                Requires.Add(Operand(option, args, ref next));
                break;
            case 'C' or 'X':
                Folder = Operand(option, args, ref next);
                break;
            case 'M':
                TakeMode(option);
                break;
            case 'W':
                WarningLevel = option.Length == 2 ? 2 : option[2] is >= '0' and <= '2' && option.Length == 3 ? option[2] - '0' : option[2] == ':' ? WarningLevel : throw Unknown(option);
                break;
            default:
                TakeLetters(option);
                break;
        }
    }

    private void TakeLetters(string option)
    {
        foreach (char letter in option.AsSpan(1))
        {
            switch (letter)
            {
                case 'v':
                    PrintsVersion = true;
                    WarningLevel = 2;
                    break;
                case 'w':
                    WarningLevel = 2;
                    break;
                case 'd':
                    IsDebug = true;
                    break;
                case 'c':
                    OnlyChecksSyntax = true;
                    break;
                case 'h':
                    OnlyHelp = true;
                    break;
                case 'q' or 'S' or 'U':
                    break;
                default:
                    throw Unknown(option);
            }
        }
    }

    private void TakeLong(string option, string[] args, ref int next)
    {
        switch (option)
        {
            case "--version":
                OnlyVersion = true;
                break;
            case "--copyright":
                OnlyCopyright = true;
                break;
            case "--help":
                OnlyHelp = true;
                break;
            case "--debug":
                IsDebug = true;
                break;
            case "--verbose":
                WarningLevel = 2;
                break;
            case "--stone":
                StoneName = next < args.Length ? args[next++] : throw Missing(option);
                break;
            case "--disable-gems" or "--enable=frozen-string-literal" or "--disable=gems" or "--disable-did_you_mean" or "--disable=did_you_mean":
                break;
            default:
                if (option.StartsWith("--stone=", StringComparison.Ordinal))
                {
                    StoneName = option["--stone=".Length..];
                    break;
                }

                throw Unknown(option);
        }
    }

    private void TakeMode(string option)
    {
        switch (option)
        {
            case "-Mcommit":
                IsPersistent = CommitsAtEnd = true;
                break;
            case "-Mpersistent":
                IsPersistent = true;
                break;
            default:
                throw Unknown(option);
        }
    }

    private static string Operand(string option, string[] args, ref int next) =>
        option.Length > 2 ? option[2..] : next < args.Length ? args[next++] : throw Missing(option);

    private static UsageException Unknown(string option) => new($"maglev-ruby: invalid option {option}  (-h will show valid options)");

    private static UsageException Missing(string option) => new($"maglev-ruby: no argument given for {option}  (-h will show valid options)");
}
