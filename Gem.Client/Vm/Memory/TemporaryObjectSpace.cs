using Gem.Vm.Interpreter;

namespace Gem.Vm.Memory;

/// <summary>
/// The memory that the objects of a process may take. Clean ones are let go in time; when those that cannot go (new ones, and
/// what this transaction has written) come near the limit, the program gets AlmostOutOfMemory at its next poll, while there is
/// still room for it to drop them or to abort. What takes the rest at one stroke gets it from .NET.
/// </summary>
public sealed class TemporaryObjectSpace
{
    /// <summary>Clean objects may take this part of the limit before they are let go; the collector needs room to work in.</summary>
    private const int CleanPart = 3;

    /// <summary>Percent of the limit that an error is due at, unless a program says otherwise.</summary>
    public const int UsualFullPercent = 75;

    /// <summary>When so much less is in use it may be due again.</summary>
    private const int RoomyPercentLess = 5;

    /// <summary>Room is made again when the heap has grown by this percentage since: close to the limit every full collection costs much.</summary>
    private const int GrowthPercent = 5;

    private readonly VirtualMachine _vm;
    private readonly long _limitBytes;
    private volatile bool _isPosted;
    private volatile int _percentAfterMakingRoom;
    private volatile bool _hasTold;
    private volatile int _fullPercent = UsualFullPercent;

    private TemporaryObjectSpace(VirtualMachine vm, long limitBytes)
    {
        _vm = vm;
        _limitBytes = limitBytes;
    }

    /// <summary>Limits the objects of this process, which has one VM.</summary>
    public static void Limit(VirtualMachine vm, long bytes)
    {
        AppContext.SetData("GCHeapHardLimit", (ulong)bytes);
        GC.RefreshMemoryLimit();
        vm.Memory.CleanBytesLimit = Math.Min(vm.Memory.CleanBytesLimit, bytes / CleanPart);
        vm.Memory.Space = new TemporaryObjectSpace(vm, bytes);
        GC.KeepAlive(new Sentinel(vm.Memory.Space));
    }

    /// <summary>How many bytes objects may take.</summary>
    public long LimitBytes => _limitBytes;

    /// <summary>Percent of the limit that an error is due at.</summary>
    public int FullPercent
    {
        get => _fullPercent;
        set => (_fullPercent, _percentAfterMakingRoom) = (value, 0);
    }

    /// <summary>What a program does when room is getting short, instead of getting an error; null: it gets one.</summary>
    public Action<VmThread, string>? Told { get; set; }

    /// <summary>What a language raises when room is getting short; null: NoMemoryError.</summary>
    public Func<VmThread, string, GuestException>? AlmostOutOfMemory { get; set; }

    /// <summary>
    /// When .NET has no more memory: that room is short, for a program that took it faster than polls came to tell it before; null for one
    /// that was told, or that takes too much at one stroke. One error is enough until there is room.
    /// </summary>
    internal GuestException? LateShortage(VmThread thread)
    {
        int percent = PercentInUse();
        bool isNews = !_hasTold && Told is null && percent >= FullPercent;
        _hasTold = true;
        return isNews ? Shortage(thread, Text(percent)) : null;
    }

    /// <summary>A collection has ended: on the finalizer's thread.</summary>
    private void Look()
    {
        int percent = PercentInUse();
        _hasTold &= percent >= FullPercent - RoomyPercentLess;
        _percentAfterMakingRoom = Math.Min(_percentAfterMakingRoom, percent);
        if (percent >= FullPercent && percent >= _percentAfterMakingRoom + GrowthPercent && !_isPosted)
        {
            _isPosted = true;
            _vm.MainThread.Post(MakeRoom);
        }
    }

    private void MakeRoom(VmThread thread)
    {
        _vm.Memory.Unfault();
        int percent = _percentAfterMakingRoom = PercentInUse();
        _isPosted = false;
        if (percent >= FullPercent && !_hasTold)
        {
            _hasTold = true;
            if (Told is { } told)
            {
                told(thread, Text(percent));
                // What it dropped counts as room only when it is collected: else the next shortage would go untold.
                GC.Collect();
                return;
            }

            throw Shortage(thread, Text(percent));
        }
    }

    private string Text(int percent) =>
        $"failed to allocate memory: {percent} % of the {_limitBytes >> 10} KB for objects are in use, {_vm.Memory.DirtyObjects.Count} of the repository's wait for a commit";

    private GuestException Shortage(VmThread thread, string text) =>
        AlmostOutOfMemory?.Invoke(thread, text) ?? thread.Error(_vm.Classes.NoMemoryError, text);

    private int PercentInUse()
    {
        GCMemoryInfo last = GC.GetGCMemoryInfo(GCKind.Any);
        return (int)(100 * (last.HeapSizeBytes - last.FragmentedBytes) / _limitBytes);
    }

    /// <summary>Nobody refers to it, so the next collection, whichever it is, has it finalised.</summary>
    private sealed class Sentinel(TemporaryObjectSpace space)
    {
        ~Sentinel()
        {
            if (!Environment.HasShutdownStarted)
            {
                space.Look();
                GC.KeepAlive(new Sentinel(space));
            }
        }
    }
}
