using Gem.Vm;
using Gem.Vm.Interpreter;
using Gem.Vm.Memory;
using Gem.Vm.Primitives;
using Gem.Vm.Session;
using Gem.Vm.Values;
using Shared.ObjectFormat.Protocol;

namespace Kernel.Ruby.Primitives;

/// <summary>Shared counters, sessions and their statistics, and signals between them.</summary>
internal static unsafe class SessionPrimitives
{
    /// <summary>Adds the primitives of sessions.</summary>
    public static void Register(PrimitiveTable table)
    {
        table.Add("maglev_counter", &Counter, 1);
        table.Add("maglev_add_to_counter", &AddToCounter, 2);
        table.Add("maglev_set_counter", &SetCounter, 2);
        table.Add("maglev_stone_name", &StoneName, 0);
        table.Add("maglev_stone_process_id", &StoneProcessId, 0);
        table.Add("maglev_objects_in_memory", &ObjectsInMemory, 0);
        table.Add("maglev_sessions", &Sessions, 0);
        table.Add("maglev_statistic", &Statistic, 1);
        table.Add("maglev_set_statistic", &SetStatistic, 2);
        table.Add("maglev_object_space", &ObjectSpace, 0);
        table.Add("maglev_watch", &Watch, 1);
        table.Add("maglev_unwatch", &Unwatch, 1);
        table.Add("maglev_unwatch_all", &UnwatchAll, 0);
        table.Add("maglev_send_signal", &SendSignal, 3);
        table.Add("maglev_take_signal", &TakeSignal, 1);
        table.Add("maglev_tell_of_signals", &TellOfSignals, 1);
        table.Add("maglev_call_later", &CallLater, 1);
        table.Add("maglev_tell_of_memory", &TellOfMemory, 1);
        table.Add("maglev_memory_threshold", &MemoryThreshold, 0);
        table.Add("maglev_set_memory_threshold", &SetMemoryThreshold, 1);
    }

    /// <summary>What this VM's session shares with others. Raises in a VM without a repository.</summary>
    internal static ISessionServices Services(VmThread t) =>
        t.Vm.Memory.Store as ISessionServices ?? throw t.Error(t.Vm.Classes.OutsideOfTransactionException, "this VM has no repository");

    /// <summary>Asks the stone; what it refuses becomes the guest's ArgumentError.</summary>
    internal static T Ask<T>(VmThread t, Func<ISessionServices, T> question)
    {
        ISessionServices services = Services(t);
        try
        {
            return question(services);
        }
        catch (StoneRefusedException refused)
        {
            throw t.Error(t.Vm.Classes.ArgumentError, refused.Message);
        }
    }

    /// <summary>Has the stone do something; what it refuses becomes the guest's ArgumentError. Answers nil.</summary>
    internal static Value Tell(VmThread t, Action<ISessionServices> order)
    {
        Ask(t, services =>
        {
            order(services);
            return true;
        });
        return Value.Nil;
    }

    private static Value Counter(VmThread t, Arguments a)
    {
        int index = Coercions.ToInt(t, a[0]);
        return Value.FromInteger(Ask(t, services => services.Counter(index)));
    }

    private static Value AddToCounter(VmThread t, Arguments a)
    {
        int index = Coercions.ToInt(t, a[0]);
        long by = Coercions.ToLong(t, a[1]);
        return Value.FromInteger(Ask(t, services => services.AddToCounter(index, by)));
    }

    private static Value SetCounter(VmThread t, Arguments a)
    {
        int index = Coercions.ToInt(t, a[0]);
        long value = Coercions.ToLong(t, a[1]);
        Tell(t, services => services.SetCounter(index, value));
        return a[1];
    }

    private static Value StoneName(VmThread t, Arguments a) => t.Vm.NewString(Services(t).StoneName);

    private static Value StoneProcessId(VmThread t, Arguments a) => Value.FromInteger(Services(t).StoneProcessId);

    /// <summary>How many committed objects are in memory, and how many of them are written and wait for a commit.</summary>
    private static Value ObjectsInMemory(VmThread t, Arguments a)
    {
        Value[] pair = [Value.FromInteger(t.Vm.Memory.LoadedCount), Value.FromInteger(t.Vm.Memory.DirtyObjects.Count)];
        return t.Vm.NewArray(pair, pair.Length);
    }

    /// <summary>Arrays: session, process, user, program, microseconds since 1970 at login, commit of the view, commits, statistics.</summary>
    private static Value Sessions(VmThread t, Arguments a)
    {
        ArrayObject rows = t.Vm.NewArray([], 0);
        foreach (SessionDescription session in Ask(t, services => services.Sessions()))
        {
            Value[] statistics = [.. session.Statistics.Select(Value.FromInteger)];
            Value[] row =
            [
                Value.FromInteger(session.SessionId), Value.FromInteger(session.ProcessId), t.Vm.NewString(session.User), t.Vm.NewString(session.Program),
                Value.FromInteger(session.StartedMicroseconds), Value.FromInteger((long)session.ViewCommitId), Value.FromInteger(session.Commits),
                t.Vm.NewArray(statistics, statistics.Length),
            ];
            rows.Append(t.Vm.NewArray(row, row.Length));
        }

        return rows;
    }

    private static Value Statistic(VmThread t, Arguments a) => Value.FromInteger(Services(t).Statistics[StatisticPlace(t, a[0])]);

    private static Value SetStatistic(VmThread t, Arguments a)
    {
        Services(t).Statistics[StatisticPlace(t, a[0])] = Coercions.ToLong(t, a[1]);
        return a[1];
    }

    private static int StatisticPlace(VmThread t, Value index)
    {
        int place = Coercions.ToInt(t, index);
        return place is >= 0 and < SlotHeader.StatisticCount
            ? place
            : throw t.Error(t.Vm.Classes.ArgumentError, $"there is no session statistic {place}: they are numbered from 0 to {SlotHeader.StatisticCount - 1}");
    }

    /// <summary>Bytes that objects take, as the last collection found, and bytes that they may take.</summary>
    private static Value ObjectSpace(VmThread t, Arguments a)
    {
        GCMemoryInfo last = GC.GetGCMemoryInfo(GCKind.Any);
        Value[] pair =
        [
            Value.FromInteger(Math.Max(last.HeapSizeBytes - last.FragmentedBytes, 0)),
            Value.FromInteger(t.Vm.Memory.Space?.LimitBytes ?? last.TotalAvailableMemoryBytes),
        ];
        return t.Vm.NewArray(pair, pair.Length);
    }

    /// <summary>Argument: an array of objects. Answers those that cannot be watched because they are not committed.</summary>
    private static Value Watch(VmThread t, Arguments a)
    {
        ArrayObject unknown = t.Vm.NewArray([], 0);
        ulong[] ids = t.Vm.Transaction.Locks.IdsOf((ArrayObject)a[0].Ref!, unknown);
        Tell(t, services => services.Watch(ids));
        return unknown;
    }

    private static Value Unwatch(VmThread t, Arguments a)
    {
        ulong[] ids = t.Vm.Transaction.Locks.IdsOf((ArrayObject)a[0].Ref!, t.Vm.NewArray([], 0));
        return ids.Length == 0 ? Value.Nil : Tell(t, services => services.Unwatch(ids));
    }

    private static Value UnwatchAll(VmThread t, Arguments a) => Tell(t, services => services.Unwatch([]));

    /// <summary>Arguments: session, number, text.</summary>
    private static Value SendSignal(VmThread t, Arguments a)
    {
        int session = Coercions.ToInt(t, a[0]);
        long number = Coercions.ToLong(t, a[1]);
        string text = Expect.Text(t, a[2]);
        return Tell(t, services => services.SendSignal(session, number, text));
    }

    /// <summary>Argument: a kind. The next signal of it: kind, sender, number, text, objects; nil when there is none.</summary>
    private static Value TakeSignal(VmThread t, Arguments a)
    {
        SignalKind kind = Expect.Name(t, a[0]).Text switch
        {
            "objects_committed" => SignalKind.ObjectsCommitted,
            "from_session" => SignalKind.FromSession,
            _ => SignalKind.Abort,
        };
        if (Ask(t, services => services.TakeSignal(kind)) is not { } signal)
        {
            return Value.Nil;
        }

        Value[] parts =
        [
            a[0], Value.FromInteger(signal.Sender), Value.FromInteger(signal.Number), t.Vm.NewString(signal.Text), t.Vm.Transaction.Locks.ObjectsOf(signal.ObjectIds),
        ];
        return t.Vm.NewArray(parts, parts.Length);
    }

    /// <summary>Argument: a proc that is called on the main thread when there may be signals to take; nil: none is.</summary>
    private static Value TellOfSignals(VmThread t, Arguments a)
    {
        VirtualMachine vm = t.Vm;
        Services(t);
        vm.News!.TellOfSignals(a[0].Ref is ProcObject told ? () => vm.MainThread.Post(thread => thread.Yield(told)) : null);
        return a[0];
    }

    /// <summary>Argument: a proc that the main thread calls between two of its next steps.</summary>
    private static Value CallLater(VmThread t, Arguments a)
    {
        var called = (ProcObject)a[0].Ref!;
        t.Vm.MainThread.Post(thread => thread.Yield(called));
        return Value.Nil;
    }

    /// <summary>Argument: a proc that is called with a text when memory is short, instead of an error; nil: the error. Nothing without a limit.</summary>
    private static Value TellOfMemory(VmThread t, Arguments a)
    {
        if (t.Vm.Memory.Space is { } space)
        {
            space.Told = a[0].Ref is ProcObject told ? (thread, text) => thread.Yield(told, thread.Vm.NewString(text)) : null;
        }

        return a[0];
    }

    private static Value MemoryThreshold(VmThread t, Arguments a) =>
        Value.FromInteger(t.Vm.Memory.Space?.FullPercent ?? TemporaryObjectSpace.UsualFullPercent);

    private static Value SetMemoryThreshold(VmThread t, Arguments a)
    {
        if (t.Vm.Memory.Space is { } space)
        {
            space.FullPercent = (int)a[0].Bits;
        }

        return a[0];
    }
}
