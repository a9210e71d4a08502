namespace Gem.Client.Commands.Irb;

/// <summary>What a command line of <c>maglev-irb</c> says.</summary>
internal sealed class IrbOptions
{
    /// <summary>Printed by -h.</summary>
    public const string Usage = """
        usage: maglev-irb [switches] [--] [file] [arguments]
          -I FOLDER        add FOLDER to $LOAD_PATH
          -r FILE          require FILE first
          -C, -X FOLDER    change to FOLDER first
          -f               don't read ~/.maglev_irbrc or .irbrc
          -Mpersistent     persistent mode: what is defined goes to the repository with the next commit
          -w, -W[0-2]      warnings
          -d               $DEBUG = true
          --stone NAME     the stone to use (default: STONENAME, or maglev)
          --prompt MODE    default, simple or null
          --simple-prompt  the same as --prompt simple
          --noprompt       the same as --prompt null
          --noecho         don't print results
          --nocolor        no colours (as when NO_COLOR is set)
          -v, --version    print the version
          -h, --help       print this
        With a file its expressions are evaluated and their results printed. `help` at the prompt tells the rest.
        """;

    /// <summary>File to read expressions from; null for standard input.</summary>
    public string? File { get; private set; }

    /// <summary>Arguments behind the file.</summary>
    public List<string> Arguments { get; } = [];

    /// <summary>Folders of -I.</summary>
    public List<string> LoadPath { get; } = [];

    /// <summary>Files of -r.</summary>
    public List<string> Requires { get; } = [];

    /// <summary>Folder of -C.</summary>
    public string? Folder { get; private set; }

    /// <summary>Read the user's customisation files.</summary>
    public bool ReadsCustomisation { get; private set; } = true;

    /// <summary>Persistent mode from the start.</summary>
    public bool IsPersistent { get; private set; }

    /// <summary>0 no warnings, 1 the usual ones, 2 all.</summary>
    public int WarningLevel { get; private set; } = 1;

    /// <summary>$DEBUG.</summary>
    public bool IsDebug { get; private set; }

    /// <summary>Prompts; null when the command line says nothing.</summary>
    public PromptMode? Prompt { get; private set; }

    /// <summary>Print results; null when the command line says nothing.</summary>
    public bool? Echo { get; private set; }

    /// <summary>Use colours; null when the command line says nothing.</summary>
    public bool? Colours { get; private set; }

    /// <summary>Nothing but the usage was asked for.</summary>
    public bool OnlyHelp { get; private set; }

    /// <summary>Nothing but the version was asked for.</summary>
    public bool OnlyVersion { get; private set; }

    /// <summary>The stone to use.</summary>
    public string StoneName { get; private set; } = Installation.StoneName;

    /// <summary>Reads a command line.</summary>
    /// <exception cref="UsageException">An unknown option, or one without its argument.</exception>
    public static IrbOptions Parse(string[] args)
    {
        IrbOptions options = new();
        int next = 0;
        while (next < args.Length && args[next].Length > 1 && args[next][0] == '-')
        {
            string option = args[next++];
            if (option == "--")
            {
                break;
            }

            if (option.StartsWith("--", StringComparison.Ordinal))
            {
                options.TakeLong(option, args, ref next);
            }
            else
            {
                options.TakeShort(option, args, ref next);
            }
        }

        if (next < args.Length)
        {
            string file = args[next++];
            options.File = file == "-" ? null : file;
        }

        options.Arguments.AddRange(args[next..]);
        return options;
    }

    private void TakeShort(string option, string[] args, ref int next)
    {
        switch (option[1])
        {
            case 'I':
                LoadPath.AddRange(Operand(option, args, ref next).Split(':'));
                break;
            case 'r':
                Requires.Add(Operand(option, args, ref next));
                break;
            case 'C' or 'X':
                Folder = Operand(option, args, ref next);
                break;
            case 'M' when option == "-Mpersistent":
                IsPersistent = true;
                break;
            case 'W' when option.Length == 2 || (option.Length == 3 && option[2] is >= '0' and <= '2'):
                WarningLevel = option.Length == 2 ? 2 : option[2] - '0';
                break;
            default:
                foreach (char letter in option.AsSpan(1))
                {
                    TakeLetter(letter, option);
                }

                break;
        }
    }

    private void TakeLetter(char letter, string option)
    {
        switch (letter)
        {
            case 'f':
                ReadsCustomisation = false;
                break;
            case 'w':
                WarningLevel = 2;
                break;
            case 'd':
                IsDebug = true;
                break;
            case 'v':
                OnlyVersion = true;
                break;
            case 'h':
                OnlyHelp = true;
                break;
            default:
                throw Unknown(option);
        }
    }

    private void TakeLong(string option, string[] args, ref int next)
    {
        int equals = option.IndexOf('=');
        string name = equals < 0 ? option : option[..equals];
        switch (name)
        {
            case "--stone":
                StoneName = LongOperand(option, equals, args, ref next);
                return;
            case "--prompt" or "--prompt-mode":
                Prompt = ModeOf(LongOperand(option, equals, args, ref next));
                return;
        }

        switch (option)
        {
            case "--simple-prompt": Prompt = PromptMode.Simple; break;
            case "--noprompt": Prompt = PromptMode.Null; break;
            case "--echo": Echo = true; break;
            case "--noecho": Echo = false; break;
            case "--color" or "--colorize": Colours = true; break;
            case "--nocolor" or "--nocolorize": Colours = false; break;
            case "--version": OnlyVersion = true; break;
            case "--help": OnlyHelp = true; break;
            default: throw Unknown(option);
        }
    }

    private static PromptMode ModeOf(string name) => Enum.TryParse(name, ignoreCase: true, out PromptMode mode) && !char.IsAsciiDigit(name[0])
        ? mode
        : throw new UsageException($"maglev-irb: unknown prompt '{name}' (default, simple or null)");

    private static string LongOperand(string option, int equals, string[] args, ref int next) =>
        equals >= 0 ? option[(equals + 1)..] : next < args.Length ? args[next++] : throw Missing(option);

    private static string Operand(string option, string[] args, ref int next) =>
        option.Length > 2 ? option[2..] : next < args.Length ? args[next++] : throw Missing(option);

    private static UsageException Unknown(string option) => new($"maglev-irb: invalid option {option}  (-h will show valid options)");

    private static UsageException Missing(string option) => new($"maglev-irb: no argument given for {option}  (-h will show valid options)");
}
