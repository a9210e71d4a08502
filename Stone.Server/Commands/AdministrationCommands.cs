using Shared.ObjectFormat.Configuration;
using Shared.ObjectFormat.Platform;
using Shared.ObjectFormat.Protocol;

namespace Stone.Server.Commands;

/// <summary>The commands that ask a running stone over gRPC: `stop`, `status`, `checkpoint`.</summary>
public static class AdministrationCommands
{
    private const string Service = "maglev.stone.v1.Stone/";
    private static readonly TimeSpan StopLimit = TimeSpan.FromMinutes(2);

    /// <summary>`stone stop`: returns when the process has ended.</summary>
    public static int Stop(string[] arguments)
    {
        StonePaths paths = StoneOptions.Parse("stone stop", arguments).Paths;
        StopReply reply = Call(paths, "Stop", new StopRequest(), StopReply.Parser);
        DateTime limit = DateTime.UtcNow + StopLimit;
        try
        {
            using ProcessWatch process = Platforms.Native.WatchProcess(reply.ProcessId);
            while (!process.HasExited)
            {
                if (DateTime.UtcNow > limit)
                    throw new StartFailureException($"Stone \"{paths.Name}\" (process {reply.ProcessId}) was asked to stop and still runs.");
                Thread.Sleep(10);
            }
        }
        catch (IOException)
        {
            // It ended before we looked.
        }
        Console.Out.WriteLine($"stone {paths.Name} stopped");
        return 0;
    }

    /// <summary>`stone status`: a table for people.</summary>
    public static int Status(string[] arguments)
    {
        StonePaths paths = StoneOptions.Parse("stone status", arguments).Paths;
        Console.Out.Write(StatusTable.Format(Call(paths, "Status", new StatusRequest(), StatusReply.Parser)));
        return 0;
    }

    /// <summary>`stone checkpoint`: returns when it is complete.</summary>
    public static int Checkpoint(string[] arguments)
    {
        StonePaths paths = StoneOptions.Parse("stone checkpoint", arguments).Paths;
        CheckpointReply reply = Call(paths, "Checkpoint", new CheckpointRequest(), CheckpointReply.Parser);
        Console.Out.WriteLine($"stone {paths.Name}: checkpoint at commit {reply.CommitId}");
        return 0;
    }

    private static TReply Call<TReply>(
        StonePaths paths, string method, Google.Protobuf.IMessage request, Google.Protobuf.MessageParser<TReply> parser)
        where TReply : class, Google.Protobuf.IMessage<TReply>
    {
        using GrpcChannel channel = new(paths.ControlSocket);
        try
        {
            return channel.CallAsync(Service + method, request, parser, CancellationToken.None).GetAwaiter().GetResult();
        }
        catch (GrpcException e) when (e.Status == GrpcStatusCode.Unavailable)
        {
            throw new StartFailureException($"No stone \"{paths.Name}\" runs in {paths.Home}.", e);
        }
        catch (GrpcException e) when (e.Status == GrpcStatusCode.Aborted)
        {
            throw new StartFailureException($"Stone \"{paths.Name}\" ended before it answered; {paths.LogFile} may say why.", e);
        }
        catch (GrpcException e)
        {
            throw new StartFailureException($"Stone \"{paths.Name}\" answers: {e.Message}", e);
        }
    }
}
