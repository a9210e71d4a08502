using Shared.ObjectFormat.Configuration;
using Shared.ObjectFormat.MessagePack;
using Shared.ObjectFormat.Pages;
using Shared.ObjectFormat.Platform;
using Shared.ObjectFormat.Protocol;

namespace Gem.Vm.Session;

/// <summary>What a login gives: the socket whose end means the stone is gone, the shared memory, and the stone's facts.</summary>
internal sealed class SessionConnection : IDisposable
{
    private const int MemoryCount = 3;

    private SessionConnection(
        IPlatform platform, LocalStream stream, LoginReply reply, SharedMemory slot, SharedMemory published, SharedMemory doorbell, FileMap extents)
    {
        Platform = platform;
        Stream = stream;
        Reply = reply;
        Slot = slot;
        Published = published;
        Doorbell = doorbell;
        Extents = extents;
    }

    /// <summary>The platform that waits and wakes as the stone does.</summary>
    internal IPlatform Platform { get; }

    /// <summary>The session socket.</summary>
    internal LocalStream Stream { get; }

    /// <summary>The stone's facts.</summary>
    internal LoginReply Reply { get; }

    /// <summary>The session's slot.</summary>
    internal SharedMemory Slot { get; }

    /// <summary>The published page, read-only.</summary>
    internal SharedMemory Published { get; }

    /// <summary>The doorbell page.</summary>
    internal SharedMemory Doorbell { get; }

    /// <summary>The extents, read-only, at the places that their frames' numbers tell.</summary>
    internal FileMap Extents { get; }

    /// <summary>Logs in to the stone of that name under that home.</summary>
    /// <param name="paths">Where the stone is.</param>
    /// <param name="program">What status shows.</param>
    /// <param name="platform">Whose sockets to use.</param>
    /// <exception cref="StoneUnreachableException">None runs, or it refused.</exception>
    internal static SessionConnection Login(StonePaths paths, string program, IPlatform platform)
    {
        LocalStream stream;
        try
        {
            stream = platform.Connect(paths.SessionSocket);
        }
        catch (IOException e)
        {
            throw new StoneUnreachableException($"No stone \"{paths.Name}\" runs in {paths.Home}.", e);
        }
        try
        {
            return Exchange(paths, stream, program, platform);
        }
        catch (Exception e) when (e is IOException or MessagePackFormatException)
        {
            stream.Dispose();
            throw new StoneUnreachableException($"The login to stone \"{paths.Name}\" failed: {e.Message}", e);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Unmaps everything and logs out by closing the socket.</summary>
    public void Dispose()
    {
        Stream.Dispose();
        Slot.Dispose();
        Published.Dispose();
        Doorbell.Dispose();
        Extents.Dispose();
    }

    private static SessionConnection Exchange(StonePaths paths, LocalStream stream, string program, IPlatform platform)
    {
        MessagePackWriter writer = new();
        // Environment.UserName would ask the user database, which takes longer than the whole login.
        string user = Environment.GetEnvironmentVariable("USER") ?? "";
        new LoginRequest(SlotHeader.VersionValue, Environment.ProcessId, user, program).WriteTo(writer);
        SessionMessage.Send(stream, writer.Written, []);
        Span<int> descriptors = stackalloc int[MemoryCount];
        LoginReply reply = LoginReply.Read(SessionMessage.Receive(stream, descriptors, out int count));
        if (reply.Refusal.Length > 0)
            throw new StoneUnreachableException($"Stone \"{paths.Name}\" refused the login: {reply.Refusal}");
        bool byPath = reply.MemoryPaths.Count == MemoryCount;
        if (!byPath && count != MemoryCount)
            throw new IOException($"{count} descriptors came with the reply instead of {MemoryCount}");
        // A stone that shares memory by path also polls instead of waking: do as it does.
        IPlatform shared = byPath ? Platforms.Choose(portable: true) : platform;
        SharedMemory Open(int index, int descriptor, int lengthBytes, SharedAccess access) =>
            shared.OpenSharedMemory(byPath ? -1 : descriptor, byPath ? reply.MemoryPaths[index] : null, lengthBytes, access);
        SharedMemory slot = Open(0, descriptors[0], SlotHeader.SlotBytes, SharedAccess.ReadWrite);
        SharedMemory published = Open(1, descriptors[1], SharedPages.PageBytes, SharedAccess.ReadOnlyForOthers);
        SharedMemory doorbell = Open(2, descriptors[2], SharedPages.PageBytes, SharedAccess.ReadWrite);
        FileMap extents = shared.MapFiles(reply.ExtentPaths, Frame.ExtentSpanBytes, reply.ExtentLimitBytes, writable: false);
        return new SessionConnection(shared, stream, reply, slot, published, doorbell, extents);
    }
}
