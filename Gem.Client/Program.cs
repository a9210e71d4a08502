using Gem.Client.Commands;
using Gem.Client.Commands.Maglev;
using Gem.Vm.Memory;
using Gem.Vm.Session;
using Shared.ObjectFormat.Configuration;

namespace Gem.Client;

/// <summary>Entry point of the gem process.</summary>
public static class Program
{
    /// <summary>Runs the command that the first argument names; returns the exit status.</summary>
    public static int Main(string[] args)
    {
        string command = args.Length == 0 ? "" : args[0];
        string[] rest = args.Length == 0 ? [] : args[1..];
        try
        {
            return command switch
            {
                "maglev-ruby" => MaglevRubyCommand.Run(rest),
                "maglev-irb" => MaglevIrbCommand.Run(rest),
                "maglev" => MaglevCommand.Run(rest),
                "topaz" => TopazCommand.Run(rest),
                "build-image" => BuildImageCommand.Run(rest),
                _ => throw new UsageException($"gem: unknown command '{command}' (maglev-ruby, maglev-irb, maglev, topaz, build-image)"),
            };
        }
        catch (Exception error) when (error is UsageException or StoneUnreachableException or StoneRefusedException or StoneNameException
            or ImageException or IOException)
        {
            StandardError.WriteLine(error.Message);
            return 1;
        }
        catch (Exception error)
        {
            StandardError.WriteLine(CrashReport.Write(error));
            return 70;
        }
    }
}
