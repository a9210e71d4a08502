using System.Runtime.InteropServices;

namespace Shared.ObjectFormat.Platform;

/// <summary>A Unix stream socket by Linux's calls, which carries descriptors (SCM_RIGHTS).</summary>
internal sealed unsafe class LinuxLocalStream : LocalStream
{
    private const int DescriptorLimit = 16;
    private int _descriptor;

    internal LinuxLocalStream(int descriptor)
    {
        _descriptor = descriptor;
        // struct ucred: process, user, group.
        int* credentials = stackalloc int[3];
        uint length = 3 * sizeof(int);
        if (LinuxCalls.getsockopt(descriptor, LinuxCalls.SocketLevel, LinuxCalls.PeerCredentials, credentials, &length) == 0)
            PeerProcessId = credentials[0];
    }

    /// <summary>The socket.</summary>
    internal int Descriptor => _descriptor;

    /// <inheritdoc/>
    public override int PeerProcessId { get; }

    /// <inheritdoc/>
    public override bool IsClosedByPeer
    {
        get
        {
            PollEntry entry = new() { Descriptor = _descriptor, Events = LinuxCalls.PollIn };
            if (LinuxCalls.poll(&entry, 1, 0) <= 0)
                return false;
            if ((entry.Returned & ~LinuxCalls.PollIn) != 0)
                return true;
            const int peek = 2, doNotWait = 0x40;
            byte one;
            return LinuxCalls.recv(_descriptor, &one, 1, peek | doNotWait) == 0;
        }
    }

    internal static LinuxLocalStream Connect(string path)
    {
        Span<byte> address = stackalloc byte[SocketAddress.PathLimitBytes + 3];
        uint length = SocketAddress.Write(path, address);
        int descriptor = LinuxCalls.socket(LinuxCalls.UnixFamily, LinuxCalls.Stream | LinuxCalls.SocketCloseOnExec, 0);
        if (descriptor < 0)
            throw NativeCallException.FromLast("socket", path);
        fixed (byte* pointer = address)
        {
            if (LinuxCalls.connect(descriptor, pointer, length) == 0)
                return new LinuxLocalStream(descriptor);
        }
        NativeCallException failure = NativeCallException.FromLast("connect", path);
        LinuxCalls.close(descriptor);
        throw failure;
    }

    /// <inheritdoc/>
    public override void Send(ReadOnlySpan<byte> bytes, ReadOnlySpan<int> descriptors = default)
    {
        if (descriptors.Length > DescriptorLimit)
            throw new ArgumentException("Too many descriptors for one message.", nameof(descriptors));
        byte* control = stackalloc byte[sizeof(ControlHeader) + DescriptorLimit * sizeof(int)];
        MessageHeader message = default;
        if (!descriptors.IsEmpty)
        {
            *(ControlHeader*)control = new ControlHeader
            {
                Length = (nuint)(sizeof(ControlHeader) + descriptors.Length * sizeof(int)),
                Level = LinuxCalls.SocketLevel,
                Type = LinuxCalls.RightsMessage,
            };
            descriptors.CopyTo(new Span<int>(control + sizeof(ControlHeader), DescriptorLimit));
            message.Control = control;
            // The space, unlike the length, is padded to the alignment of a header.
            message.ControlLength = (nuint)(sizeof(ControlHeader) + (descriptors.Length * sizeof(int) + 7 & ~7));
        }
        fixed (byte* pointer = bytes)
        {
            BufferVector vector = new() { Base = pointer, Length = (nuint)bytes.Length };
            message.Vectors = &vector;
            message.VectorCount = 1;
            while (vector.Length > 0)
            {
                nint sent = LinuxCalls.sendmsg(_descriptor, &message, LinuxCalls.NoSignal);
                if (sent < 0 && Marshal.GetLastPInvokeError() == LinuxCalls.ErrorInterrupted)
                    continue;
                if (sent < 0)
                    throw NativeCallException.FromLast("sendmsg", "session socket");
                vector.Base = (byte*)vector.Base + sent;
                vector.Length -= (nuint)sent;
                message.Control = null;
                message.ControlLength = 0;
            }
        }
    }

    /// <inheritdoc/>
    public override int Receive(Span<byte> buffer, Span<int> descriptors, out int descriptorCount)
    {
        int controlBytes = sizeof(ControlHeader) + DescriptorLimit * sizeof(int);
        byte* control = stackalloc byte[sizeof(ControlHeader) + DescriptorLimit * sizeof(int)];
        descriptorCount = 0;
        fixed (byte* pointer = buffer)
        {
            BufferVector vector = new() { Base = pointer, Length = (nuint)buffer.Length };
            MessageHeader message = new()
            {
                Vectors = &vector,
                VectorCount = 1,
                Control = control,
                ControlLength = (nuint)controlBytes,
            };
            nint got;
            do
                got = LinuxCalls.recvmsg(_descriptor, &message, LinuxCalls.ReceiveCloseOnExec);
            while (got < 0 && Marshal.GetLastPInvokeError() == LinuxCalls.ErrorInterrupted);
            if (got < 0)
                throw NativeCallException.FromLast("recvmsg", "session socket");
            if (message.ControlLength >= (nuint)sizeof(ControlHeader))
                descriptorCount = TakeDescriptors(control, descriptors);
            return (int)got;
        }
    }

    /// <inheritdoc/>
    public override void Shutdown() => LinuxCalls.shutdown(_descriptor, 2);

    /// <inheritdoc/>
    public override void Dispose()
    {
        int descriptor = Interlocked.Exchange(ref _descriptor, -1);
        if (descriptor >= 0)
            LinuxCalls.close(descriptor);
    }

    /// <summary>Hands over what the control message holds; closes what the caller has no room for.</summary>
    private static int TakeDescriptors(byte* control, Span<int> descriptors)
    {
        ControlHeader* header = (ControlHeader*)control;
        if (header->Level != LinuxCalls.SocketLevel || header->Type != LinuxCalls.RightsMessage)
            return 0;
        int sent = (int)(header->Length - (nuint)sizeof(ControlHeader)) / sizeof(int);
        int* values = (int*)(control + sizeof(ControlHeader));
        for (int i = 0; i < sent; i++)
        {
            if (i < descriptors.Length)
                descriptors[i] = values[i];
            else
                LinuxCalls.close(values[i]);
        }
        return Math.Min(sent, descriptors.Length);
    }
}
