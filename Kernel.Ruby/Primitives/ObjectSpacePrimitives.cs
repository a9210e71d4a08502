using Gem.Vm;
using Gem.Vm.Interpreter;
using Gem.Vm.Memory;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>What is in this VM's memory, and what .NET's collector says of it.</summary>
internal static unsafe class ObjectSpacePrimitives
{
    private static readonly CollectionLog Log = new();

    /// <summary>Adds the primitives.</summary>
    public static void Register(PrimitiveTable table)
    {
        table.Add("objectspace_objects", &Objects, 1);
        table.Add("objectspace_census", &Census, 1);
        table.Add("objectspace_size", &Size, 1);
        table.Add("objectspace_references", &References, 1);
        table.Add("gc_start", &Collect, 1);
        table.Add("gc_figures", &Figures, 0);
        table.Add("gc_log", &LogOf, 1);
    }

    /// <summary>Argument: a class or module. Its instances in memory, as far as they are found.</summary>
    private static Value Objects(VmThread t, Arguments a)
    {
        var wanted = (ClassObject)a[0].Ref!;
        Value[] found = [.. new LocalObjects(t.Vm).Reachable().Where(IsVisible).Select(body => (Value)body).Where(value => t.Vm.Hierarchy.IsKindOf(t.Vm.ClassOf(value), wanted))];
        return t.Vm.NewArray(found, found.Length);
    }

    /// <summary>
    /// Argument: a class or module of whose instances to tell, or nil for all. An array for each type of object, by MRI's name: the
    /// name, how many there are, their bytes.
    /// </summary>
    private static Value Census(VmThread t, Arguments a)
    {
        SortedDictionary<string, (long Count, long Bytes)> types = new(StringComparer.Ordinal);
        ClassObject? wanted = a[0].Ref as ClassObject;
        foreach (HeapObject body in new LocalObjects(t.Vm).Reachable())
        {
            if (wanted is null || (IsVisible(body) && t.Vm.Hierarchy.IsKindOf(t.Vm.ClassOf(body), wanted)))
            {
                string type = TypeOf(t.Vm, body);
                (long count, long bytes) = types.GetValueOrDefault(type);
                types[type] = (count + 1, bytes + ObjectSizes.Of(body));
            }
        }

        Value[] rows = [.. types.Select(type => Row(t, type.Key, type.Value.Count, type.Value.Bytes))];
        return t.Vm.NewArray(rows, rows.Length);
    }

    private static Value Size(VmThread t, Arguments a) =>
        Value.FromInteger(a[0].Ref is null or ImmediateTag or SymbolObject ? 0 : ObjectSizes.Of(t.Vm.Fresh(a[0].Ref!)));

    /// <summary>Argument: an object. What it refers to in memory, its class first.</summary>
    private static Value References(VmThread t, Arguments a)
    {
        Value[] found =
        [
            t.Vm.Hierarchy.RealClass(t.Vm.ClassOf(a[0])), .. new LocalObjects(t.Vm).VisibleFrom(t.Vm.Fresh(a[0].Ref!)).Where(IsVisible).Select(body => (Value)body),
        ];
        return t.Vm.NewArray(found, found.Length);
    }

    /// <summary>Argument: whether old objects are looked at, too.</summary>
    private static Value Collect(VmThread t, Arguments a)
    {
        if (a[0].IsTruthy)
        {
            GC.Collect();
        }
        else
        {
            GC.Collect(0);
        }

        if (Log.IsRunning)
        {
            // So that the log has each of several in a row.
            GC.WaitForPendingFinalizers();
        }

        return Value.Nil;
    }

    /// <summary>
    /// Collections, of these full ones; bytes in use, bytes allocated so far, nanoseconds of pauses; bytes that the heap has of the system,
    /// bytes in use and in the oldest generation after the last collection, objects that wait for their finalizers, the last one's generation.
    /// </summary>
    private static Value Figures(VmThread t, Arguments a)
    {
        GCMemoryInfo last = GC.GetGCMemoryInfo(GCKind.Any);
        long used = GC.GetTotalMemory(forceFullCollection: false);
        Value[] figures =
        [
            Value.FromInteger(GC.CollectionCount(0)), Value.FromInteger(GC.CollectionCount(GC.MaxGeneration)),
            Value.FromInteger(used), Value.FromInteger(GC.GetTotalAllocatedBytes()),
            Value.FromInteger(GC.GetTotalPauseDuration().Ticks * TimeSpan.NanosecondsPerTick),
            Value.FromInteger(Math.Max(last.TotalCommittedBytes, used)), Value.FromInteger(last.HeapSizeBytes - last.FragmentedBytes),
            Value.FromInteger(last.GenerationInfo.Length > 2 ? last.GenerationInfo[2].SizeAfterBytes : 0), Value.FromInteger(last.FinalizationPendingCount),
            Value.FromInteger(last.Index == 0 ? -1 : last.Generation),
        ];
        return t.Vm.NewArray(figures, figures.Length);
    }

    /// <summary>
    /// Argument: :start, :stop or :clear, and then whether collections are noted; nil for those that were: arrays of nanoseconds since the
    /// program began, nanoseconds of the pause, generation, bytes in use, bytes of the heap.
    /// </summary>
    private static Value LogOf(VmThread t, Arguments a)
    {
        switch ((a[0].Ref as SymbolObject)?.Text)
        {
            case "start":
                Log.Start();
                break;
            case "stop":
                Log.Stop();
                break;
            case "clear":
                Log.Clear();
                break;
            case null:
                Value[] rows = [.. Log.Entries.Select(entry => RowOf(t, entry))];
                return t.Vm.NewArray(rows, rows.Length);
        }

        return Value.FromBoolean(Log.IsRunning);
    }

    private static Value RowOf(VmThread t, CollectionLog.Entry entry)
    {
        Value[] row =
        [
            Value.FromInteger(entry.At.Ticks * TimeSpan.NanosecondsPerTick), Value.FromInteger(entry.Pause.Ticks * TimeSpan.NanosecondsPerTick),
            Value.FromInteger(entry.Generation), Value.FromInteger(entry.UsedBytes), Value.FromInteger(entry.TotalBytes),
        ];
        return t.Vm.NewArray(row, row.Length);
    }

    private static Value Row(VmThread t, string type, long count, long bytes)
    {
        Value[] row = [t.Vm.Symbol(type), Value.FromInteger(count), Value.FromInteger(bytes)];
        return t.Vm.NewArray(row, row.Length);
    }

    /// <summary>Whether programs see an object: not the VM's own parts, nor singleton classes, as in MRI.</summary>
    private static bool IsVisible(HeapObject body) => !LocalObjects.IsPart(body) && body is not ClassObject { IsSingleton: true };

    private static string TypeOf(VirtualMachine vm, HeapObject body) => body switch
    {
        _ when LocalObjects.IsPart(body) => "T_IMEMO",
        ClassObject { IsModule: true } => "T_MODULE",
        ClassObject => "T_CLASS",
        StringObject => "T_STRING",
        ArrayObject => "T_ARRAY",
        HashObject => "T_HASH",
        RegexpObject => "T_REGEXP",
        MatchDataObject => "T_MATCH",
        BigIntegerObject => "T_BIGNUM",
        RangeObject => "T_STRUCT",
        ExceptionObject => "T_OBJECT",
        PlainObject => TypeOfPlain(vm, body),
        _ => vm.Hierarchy.IsKindOf(vm.ClassOf(body), vm.Classes.Object) && IsA(vm, body, "IO") ? "T_FILE" : "T_DATA",
    };

    private static string TypeOfPlain(VirtualMachine vm, HeapObject body) =>
        IsA(vm, body, "Struct") ? "T_STRUCT" : IsA(vm, body, "Rational") ? "T_RATIONAL" : IsA(vm, body, "Complex") ? "T_COMPLEX" : IsA(vm, body, "IO") ? "T_FILE" : "T_OBJECT";

    private static bool IsA(VirtualMachine vm, HeapObject body, string name) =>
        vm.Constants.TryOwn(vm.Classes.Object, vm.Symbols.Intern(name), out Value found) && found.Ref is ClassObject @class && vm.Hierarchy.IsKindOf(vm.ClassOf(body), @class);
}
