using Gem.Client.Commands.Switches;
using Kernel.Ruby.Syntax;

namespace Gem.Client.Commands.Irb;

/// <summary>What a command line of <c>maglev-irb</c> says: Ruby's switches, and its own.</summary>
internal sealed class IrbOptions : IOwnSwitches
{
    /// <summary>Printed by -h.</summary>
    public const string Usage = """
        usage: maglev-irb [switches] [--] [file] [arguments]
          -f               don't read ~/.maglev_irbrc, ~/.irbrc and .irbrc
          --prompt MODE    default, simple or null
          --simple-prompt  the same as --prompt simple
          --noprompt       the same as --prompt null
          --noecho         don't print results
          --nocolor        no colours (as when NO_COLOR is set)
          -I FOLDERS       add folders, separated by colons, to $LOAD_PATH
          -r FILE          require FILE first
          -C, -X FOLDER    change to FOLDER first
          -w, -W[0-2]      warnings
          -d               $DEBUG = true
          -Mpersistent     persistent mode: what is defined goes to the repository with the next commit
          --stone NAME     the stone to use (default: STONENAME, or maglev)
          -v, --version, -h, --help
                           print that
        With a file its expressions are evaluated and their results printed. `help` at the prompt tells the rest.
        Ruby's switches are read from MAGLEV_OPTS, the command line, then RUBYOPT.
        """;

    /// <summary>What --version prints.</summary>
    public const string Version = "maglev-irb, " + SwitchUsage.Version;

    /// <inheritdoc/>
    public string Program => "maglev-irb";

    /// <summary>Ruby's switches.</summary>
    public RubySwitches Ruby { get; private set; } = new();

    /// <summary>File to read expressions from; null for standard input.</summary>
    public string? File => Ruby.Script is null or "-" ? null : Ruby.Script;

    /// <summary>Read the user's customisation files.</summary>
    public bool ReadsCustomisation { get; private set; } = true;

    /// <summary>Prompts; null when the command line says nothing.</summary>
    public PromptMode? Prompt { get; private set; }

    /// <summary>Print results; null when the command line says nothing.</summary>
    public bool? Echo { get; private set; }

    /// <summary>Use colours; null when the command line says nothing.</summary>
    public bool? Colours { get; private set; }

    /// <summary>Nothing but this text was asked for.</summary>
    public string? OnlyPrints { get; private set; }

    /// <summary>Reads a command line, and what the environment says.</summary>
    /// <exception cref="UsageException">An unknown switch, one that has no meaning here, or one without its argument.</exception>
    public static IrbOptions Parse(string[] args, string? maglevOptions = null, string? rubyOptions = null)
    {
        IrbOptions options = new();
        options.Ruby = SwitchReader.Read(args, maglevOptions, rubyOptions, options);
        options.OnlyPrints ??= options.Ruby.OnlyPrints;
        string? meaningless = options.Ruby switch
        {
            { Code: not null } => "-e",
            { OnlyChecksSyntax: true } => "-c",
            { DumpsTree: true } => "--dump",
            { CommitsAtEnd: true } => "-Mcommit",
            { SkipsToShebang: true } => "-x",
            { LineLoop: not LineLoop.None } => "-n, -p, -a or -l",
            _ => null,
        };
        return meaningless is null ? options : throw new UsageException($"maglev-irb: {meaningless} has no meaning here  (-h will show valid options)");
    }

    /// <inheritdoc/>
    public bool TryRead(string word, Func<string, string> operandOf)
    {
        int equals = word.IndexOf('=');
        switch (equals < 0 ? word : word[..equals])
        {
            case "-f": ReadsCustomisation = false; break;
            case "--prompt" or "--prompt-mode": Prompt = ModeOf(equals < 0 ? operandOf(word) : word[(equals + 1)..]); break;
            case "--simple-prompt": Prompt = PromptMode.Simple; break;
            case "--noprompt": Prompt = PromptMode.Null; break;
            case "--echo": Echo = true; break;
            case "--noecho": Echo = false; break;
            case "--color" or "--colorize": Colours = true; break;
            case "--nocolor" or "--nocolorize": Colours = false; break;
            case "-v" or "--version": OnlyPrints = Version; break;
            case "-h" or "--help": OnlyPrints = Usage; break;
            default: return false;
        }

        return true;
    }

    private static PromptMode ModeOf(string name) => Enum.TryParse(name, ignoreCase: true, out PromptMode mode) && char.IsAsciiLetter(name[0])
        ? mode
        : throw new UsageException($"maglev-irb: unknown prompt '{name}' (default, simple or null)");
}
