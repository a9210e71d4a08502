using Gem.Vm.Interpreter;
using Gem.Vm.Memory;
using Gem.Vm.Primitives;
using Gem.Vm.Session;
using Gem.Vm.Transactions;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>Behind module Maglev, Module#maglev_persistable and Object#committed?.</summary>
internal static unsafe class MaglevPrimitives
{
    private const long PersistentBit = 1, InstancesBit = 2;

    /// <summary>Adds the primitives of Maglev.</summary>
    public static void Register(PrimitiveTable table)
    {
        table.Add("maglev_commit", &Commit, 0);
        table.Add("maglev_abort", &Abort, 0);
        table.Add("maglev_begin", &Begin, 0);
        table.Add("maglev_begin_nested", &BeginNested, 0);
        table.Add("maglev_continue", &Continue, 0);
        table.Add("maglev_transaction_level", &Level, 0);
        table.Add("maglev_transaction_mode", &TransactionModeOf, 0);
        table.Add("maglev_set_transaction_mode", &SetTransactionMode, 1);
        table.Add("maglev_add_transaction_hook", &AddHook, 2);
        table.Add("maglev_remove_transaction_hook", &RemoveHook, 1);
        table.Add("maglev_session_id", &SessionId, 0);
        table.Add("maglev_log_operation", &LogOperation, 4);
        table.Add("maglev_needs_commit", &NeedsCommit, 0);
        table.Add("maglev_guard", &Guard, 1);
        table.Add("maglev_depend_on", &DependOn, 1);
        table.Add("maglev_persistent_root", &PersistentRoot, 0);
        table.Add("maglev_mode", &Mode, 0);
        table.Add("maglev_set_mode", &SetMode, 1);
        table.Add("maglev_mode_for", &ModeFor, 1);
        table.Add("maglev_is_persistent", &IsPersistent, 0);
        table.Add("maglev_persistable", &MakePersistable, 0, 1);
        table.Add("maglev_is_persistable", &IsPersistable, 0);
        table.Add("maglev_instances_persistable", &AreInstancesPersistable, 0);
        table.Add("maglev_set_instances_persistable", &SetInstancesPersistable, 1);
        table.Add("maglev_is_committed", &IsCommitted, 0);
        table.Add("maglev_nil_references", &NilReferences, 0);
        table.Add("maglev_trap", &Trap, 1);
    }

    private static Value Commit(VmThread t, Arguments a) => Do(t, transaction => transaction.Commit(t));

    private static Value Abort(VmThread t, Arguments a) => Do(t, transaction => transaction.Abort(t));

    private static Value Begin(VmThread t, Arguments a) => Do(t, transaction => transaction.Begin(t));

    private static Value BeginNested(VmThread t, Arguments a) => Do(t, transaction => transaction.BeginNested(t));

    private static Value Continue(VmThread t, Arguments a) => Do(t, transaction => transaction.Continue(t));

    /// <summary>Runs a step of the session's transaction; what is refused becomes the guest's exception. Answers true.</summary>
    private static Value Do(VmThread t, Action<SessionTransaction> step)
    {
        RequireStore(t);
        try
        {
            step(t.Vm.Transaction);
            return Value.True;
        }
        catch (CommitFailedException failure)
        {
            throw Failed(t, failure);
        }
        catch (CommitRefusedException refused)
        {
            throw t.Error(t.Vm.Classes.MaglevException, refused.Message);
        }
        catch (TooManyLevelsException refused)
        {
            throw t.Error(t.Vm.Classes.MaglevException, refused.Message);
        }
        catch (OutsideOfTransactionException refused)
        {
            throw t.Error(t.Vm.Classes.OutsideOfTransactionException, refused.Message);
        }
        catch (NotPersistableException refused)
        {
            GuestException error = t.Error(t.Vm.Classes.NotPersistableException, $"{ObjectDescription.Of(t, refused.Culprit)} {refused.Message}");
            SlotAccess.Set(t, error.Exception, t.Vm.Symbols.Intern("@object"), refused.Culprit);
            throw error;
        }
    }

    private static Value Level(VmThread t, Arguments a) => Value.FromInteger(t.Vm.Memory.Store is null ? 0 : t.Vm.Transaction.Level);

    private static Value TransactionModeOf(VmThread t, Arguments a) => t.Vm.Symbol(t.Vm.Transaction.Mode switch
    {
        TransactionMode.AutoBegin => "autoBegin",
        TransactionMode.ManualBegin => "manualBegin",
        _ => "transactionless",
    });

    private static Value SetTransactionMode(VmThread t, Arguments a)
    {
        string name = Expect.Name(t, a[0]).Text;
        TransactionMode mode = name switch
        {
            "autoBegin" => TransactionMode.AutoBegin,
            "manualBegin" => TransactionMode.ManualBegin,
            "transactionless" => TransactionMode.Transactionless,
            _ => throw t.Error(t.Vm.Classes.ArgumentError, $"unknown transaction mode :{name} (:autoBegin, :manualBegin or :transactionless)"),
        };
        Do(t, transaction => transaction.SetMode(mode, t));
        return a[0];
    }

    /// <summary>Arguments: when (before_commit and its like), and what answers call. Answers that.</summary>
    private static Value AddHook(VmThread t, Arguments a)
    {
        t.Vm.Transaction.Hooks.Add(Enum.Parse<TransactionEvent>(Expect.Name(t, a[0]).Text.Replace("_", "", StringComparison.Ordinal), ignoreCase: true), a[1]);
        return a[1];
    }

    private static Value RemoveHook(VmThread t, Arguments a) => Value.FromBoolean(t.Vm.Transaction.Hooks.Remove(a[0]));

    /// <summary>Arguments: the object that the operation writes, its receiver, its name, and its arguments in an array.</summary>
    private static Value LogOperation(VmThread t, Arguments a)
    {
        t.Vm.Transaction.Replays.Add(a[0].Ref!, a[1], (SymbolObject)a[2].Ref!, ((ArrayObject)a[3].Ref!).Span.ToArray());
        return Value.Nil;
    }

    private static Value SessionId(VmThread t, Arguments a) => Value.FromInteger(t.Vm.Memory.Store?.SessionId ?? 0);

    private static Value Guard(VmThread t, Arguments a)
    {
        RequireStore(t);
        t.Vm.Transaction.Guard(a[0]);
        return a[0];
    }

    private static Value DependOn(VmThread t, Arguments a)
    {
        RequireStore(t);
        t.Vm.Transaction.DependOn(a[0]);
        return a[0];
    }

    private static Value NeedsCommit(VmThread t, Arguments a) =>
        Value.FromBoolean(t.Vm.Memory.Store is not null && t.Vm.Transaction.NeedsCommit);

    private static Value PersistentRoot(VmThread t, Arguments a) => t.Vm.Transaction.PersistentRoot;

    private static Value Mode(VmThread t, Arguments a) =>
        Value.FromInteger((t.IsPersistentMode ? PersistentBit : 0) | (t.InstancesPersistable ? InstancesBit : 0));

    private static Value SetMode(VmThread t, Arguments a)
    {
        t.IsPersistentMode = (a[0].Bits & PersistentBit) != 0;
        t.InstancesPersistable = (a[0].Bits & InstancesBit) != 0;
        return Value.Nil;
    }

    /// <summary>The mode of a block: persistent, with instances persistable as the argument says.</summary>
    private static Value ModeFor(VmThread t, Arguments a) => Value.FromInteger(PersistentBit | (a[0].IsTruthy ? InstancesBit : 0));

    private static Value IsPersistent(VmThread t, Arguments a) => Value.FromBoolean(t.IsPersistentMode);

    private static Value MakePersistable(VmThread t, Arguments a)
    {
        ClassObject module = (ClassObject)a.Self.Ref!;
        ProcObject? block = a.Block;
        Func<ClassObject, bool>? takesModule = block is null ? null : mixedIn => t.Yield(block, mixedIn).IsTruthy;
        if (!Persistable.Stage(t.Vm, module, a.OrNil(0).IsTruthy, takesModule))
        {
            throw t.Error(t.Vm.Classes.ArgumentError, $"{module} is in {module.LexicalParent}, which is not persistable");
        }

        return a.Self;
    }

    private static Value IsPersistable(VmThread t, Arguments a) => Value.FromBoolean(Persistable.Is((ClassObject)a.Self.Ref!));

    private static Value AreInstancesPersistable(VmThread t, Arguments a) =>
        Value.FromBoolean((((ClassObject)a.Self.Ref!).Flags & ClassFlags.InstancesPersistable) != 0);

    private static Value SetInstancesPersistable(VmThread t, Arguments a)
    {
        Persistable.SetInstances(t.Vm, (ClassObject)a.Self.Ref!, a[0].IsTruthy);
        return a[0];
    }

    private static Value IsCommitted(VmThread t, Arguments a) =>
        Value.FromBoolean(a.Self.IsImmediate || a.Self.Ref!.IsCommitted || (a.Self.Ref is SymbolObject && t.Vm.Memory.HasRecord(a.Self.Ref)));

    private static Value NilReferences(VmThread t, Arguments a)
    {
        ClassObject module = (ClassObject)a.Self.Ref!;
        if (Persistable.Is(module))
        {
            throw t.Error(t.Vm.Classes.ArgumentError, $"{module} is persistable: references to it are committed");
        }

        t.Vm.WillWrite(module);
        module.Flags |= ClassFlags.NilReferences;
        return a.Self;
    }

    /// <summary>Argument: an object that was never committed, or nil.</summary>
    private static Value Trap(VmThread t, Arguments a)
    {
        if (!a[0].IsNil && (a[0].IsImmediate || a[0].Ref is { IsCommitted: true } or SymbolObject or BigIntegerObject))
        {
            throw t.Error(t.Vm.Classes.ArgumentError, $"{ObjectDescription.Of(t, a[0])} {(a[0].Ref is { IsCommitted: true } ? "is committed already" : "is its own value")}");
        }

        t.Vm.Transaction.Trapped = a[0].IsNil ? null : a[0].Ref;
        return a[0];
    }

    /// <summary>The guest's exception: its message names the objects, transaction_conflicts has them alive, by kind.</summary>
    private static GuestException Failed(VmThread t, CommitFailedException failure)
    {
        HashObject byKind = t.Vm.NewHash();
        ArrayObject rows = t.Vm.NewArray([], 0);
        Dictionary<int, string> users = UsersOf(t, failure);
        List<string> names = [];
        foreach (TransactionConflict conflict in failure.Conflicts)
        {
            Value kind = t.Vm.Symbol(NameOf(conflict.Kind));
            if (!HashAccess.TryGet(t, byKind, kind, out Value objects))
            {
                objects = t.Vm.NewArray([], 0);
                HashAccess.Set(t, byKind, kind, objects);
            }

            ((ArrayObject)objects.Ref!).Append(conflict.Object);
            string user = users.GetValueOrDefault(conflict.OtherSession, "");
            string other = conflict.OtherSession == 0 ? "" : user.Length == 0 ? $" with session {conflict.OtherSession}" : $" with session {conflict.OtherSession} of {user}";
            Value[] row = [kind, conflict.Object, Value.FromInteger(conflict.OtherSession), t.Vm.NewString(user), Value.FromInteger(conflict.TimeMicroseconds)];
            rows.Append(t.Vm.NewArray(row, row.Length));
            names.Add($"{NameOf(conflict.Kind).Replace('_', '-')} conflict on {Described(t, conflict)}{other}");
        }

        GuestException error = t.Error(t.Vm.Classes.CommitFailedException, "commit failed: " + string.Join("; ", names));
        SlotAccess.Set(t, error.Exception, t.Vm.Symbols.Intern("@transaction_conflicts"), byKind);
        SlotAccess.Set(t, error.Exception, t.Vm.Symbols.Intern("@conflict_rows"), rows);
        return error;
    }

    /// <summary>The object; of one that is gone its number.</summary>
    private static string Described(VmThread t, TransactionConflict conflict)
    {
        string body = conflict.Object.IsFixnum ? $"object #{conflict.Object.Bits}" : ObjectDescription.Of(t, conflict.Object);
        return conflict.Kind == ConflictKind.ReferenceToCollected ? body + ", which was collected" : body;
    }

    /// <summary>Whose the sessions are that were first, as far as they still are there.</summary>
    private static Dictionary<int, string> UsersOf(VmThread t, CommitFailedException failure) =>
        failure.Conflicts.Any(conflict => conflict.OtherSession > 0) && t.Vm.Memory.Store is ISessionServices services
            ? services.Sessions().ToDictionary(session => session.SessionId, session => session.User)
            : [];

    private static string NameOf(ConflictKind kind) => kind switch
    {
        ConflictKind.WriteWrite => "write_write",
        ConflictKind.WriteDependency => "write_dependency",
        ConflictKind.WriteLock => "write_lock",
        ConflictKind.ReadWrite => "read_write",
        ConflictKind.RcWriteWrite => "rc_write_write",
        _ => "reference_to_collected",
    };

    private static void RequireStore(VmThread t)
    {
        if (t.Vm.Memory.Store is null)
        {
            throw t.Error(t.Vm.Classes.OutsideOfTransactionException, "this VM has no repository");
        }
    }
}
