using Gem.Vm.Session;

namespace StoneGem;

/// <summary>A gem without a language, for tests and measurements of a stone: `StoneGem COMMAND HOME NAME [COUNT [BYTES]]`.</summary>
public static class Program
{
    /// <summary>Runs a command; 3 when the stone became unreachable.</summary>
    public static int Main(string[] args)
    {
        if (args.Length < 3)
        {
            Console.Error.WriteLine("usage: StoneGem hold|commit|login|measure HOME NAME [COUNT [BYTES]]");
            return 1;
        }
        int count = args.Length > 3 ? int.Parse(args[3], System.Globalization.CultureInfo.InvariantCulture) : 1;
        int byteCount = args.Length > 4 ? int.Parse(args[4], System.Globalization.CultureInfo.InvariantCulture) : 100;
        try
        {
            switch (args[0])
            {
                case "login":
                    Measurements.Login(args[1], args[2]);
                    return 0;
                case "hold":
                    using (StoneSession session = StoneSession.Connect(args[1], args[2], "hold"))
                    {
                        Console.Out.WriteLine($"session {session.SessionId}");
                        Console.In.ReadLine();
                    }
                    return 0;
                case "commit":
                    CommitLoop.Run(args[1], args[2], count, byteCount);
                    return 0;
                case "measure":
                    Measurements.Run(args[1], args[2], count, byteCount);
                    return 0;
                default:
                    Console.Error.WriteLine($"unknown command {args[0]}");
                    return 1;
            }
        }
        catch (StoneUnreachableException e)
        {
            Console.Error.WriteLine(e.Message);
            return 3;
        }
    }
}
