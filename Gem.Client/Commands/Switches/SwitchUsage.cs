namespace Gem.Client.Commands.Switches;

/// <summary>What -h, --version and --copyright print.</summary>
internal static class SwitchUsage
{
    /// <summary>--version, -v.</summary>
    public const string Version = "ruby 3.4.9 (2026-11-21 revision 0) maglev 0.1.0 [x86_64-linux]";

    /// <summary>--copyright.</summary>
    public const string Copyright = "maglev - Copyright (C) 2026 the MagLev.NET authors";

    /// <summary>-h.</summary>
    public const string Text = """
        usage: maglev-ruby [switches] [--] [file] [arguments]
          -e CODE            run CODE (may be given several times)
          -I FOLDERS         add folders, separated by colons, to $LOAD_PATH
          -r FILE            require FILE first
          -C, -X FOLDER      change to FOLDER first
          -S                 look for the file in PATH
          -s                 -name and -name=value after the file set $name
          -x[FOLDER]         skip text before a line with #! and ruby
          -n, -p             run the program for each line of input; -p prints $_ then
          -a, -l, -F PATTERN with -n and -p: split lines into $F, cut line ends, split at PATTERN
          -i[EXTENSION]      edit the files of ARGV in place, keeping copies with EXTENSION
          -0[OCTAL]          separator of input; -00 paragraphs, -0777 everything at once
          -c                 check the syntax only
          --dump=ast         print the syntax trees of the file and of those after it as JSON
          -v, -w, -W[0-2], -W:[no-]CATEGORY
                             warnings; -v prints the version
          -d, --debug        $DEBUG = true
          -E EXT[:INT], -U, -K u|e|s|n
                             encodings
          --enable, --disable=frozen-string-literal,rc
                             features; rc is ~/.maglevrc
          -Mcommit           persistent mode; commit at the end
          -Mpersistent       persistent mode
          -MtraceLoad        name each file as it is loaded
          -MtraceGlobals     tell of each assignment to a global variable
          -MlogSexp          show the syntax tree of each source
          -MmaglevVersion    print the version
          --tocsz KB         memory for objects; more raises NoMemoryError
          --stone NAME       the stone to use (default: STONENAME, or maglev)
          --version, --copyright, -h, --help
                             print that
        Switches are read from MAGLEV_OPTS, the command line, then RUBYOPT.
        Without a file and without -e the program comes from standard input.
        """;
}
