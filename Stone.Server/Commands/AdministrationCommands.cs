using Google.Protobuf;
using Shared.ObjectFormat.Configuration;
using Shared.ObjectFormat.Platform;
using Shared.ObjectFormat.Protocol;

namespace Stone.Server.Commands;

/// <summary>The commands that ask a running stone over gRPC: `stop`, `status`, `checkpoint`.</summary>
public static class AdministrationCommands
{
    private const string Service = "maglev.stone.v1.Stone/";
    private static readonly TimeSpan StopLimit = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(10);

    /// <summary>`stone stop`: returns when the process has ended; says so when that takes long.</summary>
    public static int Stop(string[] arguments)
    {
        StonePaths paths = StoneOptions.Parse("stone stop", arguments).Paths;
        // It writes a checkpoint, which may take a while.
        using WaitNotice notice = new($"stone {paths.Name} is stopping");
        StopReply reply = Call(paths, "Stop", new StopRequest(), StopReply.Parser, AnswerLimit);
        try
        {
            using ProcessWatch process = Platforms.Native.WatchProcess(reply.ProcessId);
            WaitForEnd(paths, process);
        }
        catch (IOException)
        {
            // It ended before we looked.
        }
        Console.Out.WriteLine($"stone {paths.Name} stopped");
        return 0;
    }

    /// <summary>`stone status`: a table for people, of one stone or, with `--all`, of all.</summary>
    public static int Status(string[] arguments)
    {
        StoneOptions options = StoneOptions.Parse("stone status", arguments);
        Console.Out.Write(options.IsForAll
            ? StoneListTable.Format([.. StonePaths.Under(options.Paths.Home).AsParallel().AsOrdered().Select(StoneListRow.Of)], options.Paths.Home)
            : StatusTable.Format(Status(options.Paths)));
        return 0;
    }

    /// <summary>The status of a stone that runs.</summary>
    internal static StatusReply Status(StonePaths paths) => Call(paths, "Status", new StatusRequest(), StatusReply.Parser, AnswerLimit);

    /// <summary>`stone checkpoint`: returns when it is complete.</summary>
    public static int Checkpoint(string[] arguments)
    {
        StonePaths paths = StoneOptions.Parse("stone checkpoint", arguments).Paths;
        CheckpointReply reply = Call(paths, "Checkpoint", new CheckpointRequest(), CheckpointReply.Parser, Timeout.InfiniteTimeSpan);
        Console.Out.WriteLine($"stone {paths.Name}: checkpoint at commit {reply.CommitId}");
        return 0;
    }

    private static void WaitForEnd(StonePaths paths, ProcessWatch process)
    {
        DateTime limit = DateTime.UtcNow + StopLimit;
        while (!process.HasExited)
        {
            if (DateTime.UtcNow > limit)
                throw new StartFailureException($"Stone \"{paths.Name}\" (process {process.ProcessId}) was asked to stop and still runs.");
            Thread.Sleep(10);
        }
    }

    /// <summary>Calls a method that answers at once. Throws <see cref="StartFailureException"/> with one line for the user.</summary>
    internal static TReply Call<TReply>(StonePaths paths, string method, IMessage request, MessageParser<TReply> parser)
        where TReply : class, IMessage<TReply> => Call(paths, method, request, parser, AnswerLimit);

    /// <summary>Calls a method that answers as often as it likes; each answer is handed over. Throws as <see cref="Call{TReply}(StonePaths, string, IMessage, MessageParser{TReply})"/> does.</summary>
    internal static void Stream<TReply>(StonePaths paths, string method, IMessage request, MessageParser<TReply> parser, Action<TReply> answered)
        where TReply : class, IMessage<TReply> => Ask(paths, async channel =>
        {
            await foreach (TReply reply in channel.StreamAsync(Service + method, request, parser, CancellationToken.None).ConfigureAwait(false))
                answered(reply);
            return true;
        });

    private static TReply Call<TReply>(StonePaths paths, string method, IMessage request, MessageParser<TReply> parser, TimeSpan limit)
        where TReply : class, IMessage<TReply> => Ask(paths, async channel =>
        {
            using CancellationTokenSource over = new(limit);
            return await channel.CallAsync(Service + method, request, parser, over.Token).ConfigureAwait(false);
        });

    private static T Ask<T>(StonePaths paths, Func<GrpcChannel, Task<T>> ask)
    {
        using GrpcChannel channel = new(paths.ControlSocket);
        try
        {
            return ask(channel).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException e)
        {
            throw new StartFailureException($"Stone \"{paths.Name}\" does not answer.", e);
        }
        catch (GrpcException e) when (e.Status == GrpcStatusCode.Unavailable)
        {
            throw new StartFailureException(
                paths.FindProcess() is { } process
                    ? $"Stone \"{paths.Name}\" (process {process}) does not answer: it may be starting or stopping; {paths.LogFile} tells more."
                    : $"No stone \"{paths.Name}\" runs in {paths.Home}.", e);
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
