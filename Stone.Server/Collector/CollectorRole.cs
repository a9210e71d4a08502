using System.Diagnostics;
using Shared.ObjectFormat.Configuration;
using Shared.ObjectFormat.Platform;
using Shared.ObjectFormat.Protocol;
using Stone.Server.Collection;
using Stone.Server.Commands;
using Stone.Server.Storage;

namespace Stone.Server.Collector;

/// <summary>`stone gc serve`: the collector process. Makes the collections that its stone wants, until that needs it no more.</summary>
internal static class CollectorRole
{
    private const string Work = "maglev.stone.v1.Collector/Work";

    /// <summary>Runs until the stone ends the call; the exit status.</summary>
    public static int Run(StonePaths paths)
    {
        LetOthersFirst();
        using GrpcChannel channel = new(paths.ControlSocket);
        try
        {
            ServeAsync(channel).GetAwaiter().GetResult();
            return 0;
        }
        catch (GrpcException e)
        {
            throw new StartFailureException($"The collector of stone \"{paths.Name}\" ends: {e.Message}", e);
        }
    }

    private static async Task ServeAsync(GrpcChannel channel)
    {
        using MappedExtents extents = new();
        WorkRequest request = new() { ProcessId = Environment.ProcessId };
        await foreach (WorkItem item in channel.StreamAsync(Work, request, WorkItem.Parser, CancellationToken.None).ConfigureAwait(false))
        {
            Collect(channel, item, extents.Of(item));
        }
    }

    private static void Collect(GrpcChannel channel, WorkItem item, FileMap extents)
    {
        CollectorSettings settings = new() { ReclaimThreads = item.ReclaimThreads, Share = item.Share, DiskBytesPerSecond = item.DiskBytesPerSecond };
        settings = item.MarkThreads > 0 ? settings with { MarkThreads = item.MarkThreads } : settings;
        GrpcStone stone = new(channel, item, extents);
        using CollectionRun run = new(stone, (CollectionKind)item.Kind, settings.WithCallsByShare());
        bool isWhole = false;
        try
        {
            isWhole = run.RunAll();
        }
        catch (RepositoryFullException full)
        {
            stone.Failure = full.Message;
        }
        stone.End(isWhole);
    }

    /// <summary>Where processors are short the stone and its gems come first.</summary>
    private static void LetOthersFirst()
    {
        try
        {
            using Process self = Process.GetCurrentProcess();
            self.PriorityClass = ProcessPriorityClass.BelowNormal;
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or PlatformNotSupportedException)
        {
            // It keeps to its share all the same.
        }
    }
}
