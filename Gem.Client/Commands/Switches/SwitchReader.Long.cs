namespace Gem.Client.Commands.Switches;

/// <summary>Switches that are words.</summary>
internal sealed partial class SwitchReader
{
    // Below it the kernel itself does not fit.
    private const long LeastTemporaryObjectKilobytes = 32_000;
    private const long MostTemporaryObjectKilobytes = 1L << 31;

    private void ReadLong(string word)
    {
        int equals = word.IndexOf('=', StringComparison.Ordinal);
        string name = equals < 0 ? word : word[..equals];
        string value = equals < 0 ? "" : word[(equals + 1)..];
        switch (name)
        {
            case "--version" or "--copyright" or "--help" or "--dump" when _place == SwitchPlace.RubyOptions:
                throw NotInRubyOptions(name);
            case "--version":
                _switches.OnlyPrints = SwitchUsage.Version;
                break;
            case "--copyright":
                _switches.OnlyPrints = SwitchUsage.Copyright;
                break;
            case "--help":
                _switches.OnlyPrints = SwitchUsage.Text;
                break;
            case "--debug":
                SetDebug();
                break;
            case "--verbose":
                SetWarnings(2);
                break;
            case "--stone":
                _switches.StoneName = Operand(name, value);
                break;
            case "--stonehost":
                RequireThisHost(Operand(name, value));
                break;
            case "--tocsz":
                SetTemporaryObjectSpace(Operand(name, value));
                break;
            case "--netldiname":
                // Gems start without NetLDI.
                Operand(name, value);
                break;
            case "--backtrace-limit":
                SetBacktraceLimit(Operand(name, value));
                break;
            case "--encoding" or "--external-encoding":
                SetEncodings(name, Operand(name, value));
                break;
            case "--internal-encoding":
                SetEncodings(name, ":" + Operand(name, value));
                break;
            case "--dump" when Operand(name, value) is "ast":
                _switches.DumpsTree = true;
                break;
            case "--dump":
                throw Wrong($"{word}: only ast can be dumped");
            case "--enable" or "--disable":
                SetFeatures(Operand(name, value), name == "--enable");
                break;
            default:
                ReadFeature(word);
                break;
        }
    }

    /// <summary>--enable-FEATURE, --disable-FEATURE; compilers of MRI's that have no meaning here.</summary>
    private void ReadFeature(string word)
    {
        if (word.StartsWith("--enable-", StringComparison.Ordinal))
        {
            SetFeatures(word["--enable-".Length..], true);
        }
        else if (word.StartsWith("--disable-", StringComparison.Ordinal))
        {
            SetFeatures(word["--disable-".Length..], false);
        }
        else if (word is not ("--yjit" or "--jit" or "--rjit" or "--parser=prism"))
        {
            throw Unknown(word);
        }
    }

    private void SetBacktraceLimit(string value)
    {
        if (!int.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out int limit) || limit < -1)
        {
            throw Wrong($"wrong limit for backtrace length  (-h will show valid options) (RuntimeError)");
        }

        _switches.AddPrelude($"Thread::Backtrace.__maglev_limit__ = {limit}");
    }

    private void SetFeatures(string names, bool isOn)
    {
        foreach (string name in names.Split(','))
        {
            switch (name.Replace('_', '-'))
            {
                case "frozen-string-literal":
                    _switches.FrozenStringLiteral = isOn;
                    break;
                case "rc":
                    _switches.ReadsCustomisation = isOn;
                    break;
                case "rubyopt":
                    _switches.ReadsRubyOptions = isOn;
                    break;
                case "all":
                    _switches.ReadsCustomisation = _switches.ReadsRubyOptions = isOn;
                    _switches.FrozenStringLiteral = isOn;
                    break;
                case "gems" or "gem" or "did-you-mean" or "error-highlight" or "syntax-suggest" or "jit" or "yjit" or "rjit":
                    break;
                default:
                    StandardError.WriteLine($"{_switches.Program}: warning: unknown argument for --{(isOn ? "enable" : "disable")}: '{name}'");
                    break;
            }
        }
    }

    /// <summary>Gems of this program map the stone's files, so the stone must be on this machine.</summary>
    private void RequireThisHost(string host)
    {
        if (host is not ("localhost" or "127.0.0.1" or "::1") && !host.Equals(Environment.MachineName, StringComparison.OrdinalIgnoreCase))
        {
            throw Wrong($"--stonehost {host}: a stone on another machine can't be used yet");
        }
    }

    private void SetTemporaryObjectSpace(string kilobytes)
    {
        if (!long.TryParse(kilobytes, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out long size)
            || size is < LeastTemporaryObjectKilobytes or > MostTemporaryObjectKilobytes)
        {
            throw Wrong($"--tocsz {kilobytes}: the temporary object space has from {LeastTemporaryObjectKilobytes} to {MostTemporaryObjectKilobytes} KB");
        }

        _switches.TemporaryObjectKilobytes = size;
    }
}
