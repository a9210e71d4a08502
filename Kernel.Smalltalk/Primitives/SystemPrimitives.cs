using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Session;
using Gem.Vm.Transactions;
using Gem.Vm.Values;

namespace Kernel.Smalltalk.Primitives;

/// <summary>Output, the session, the clock.</summary>
internal static unsafe class SystemPrimitives
{
    public static void Register(PrimitiveTable table)
    {
        table.Add("consoleWrite", &Write, 1);
        table.Add("consoleFlush", &Flush, 0);
        table.Add("systemCommit", &Commit, 0);
        table.Add("systemAbort", &Abort, 0);
        table.Add("systemBegin", &Begin, 0);
        table.Add("systemBeginNested", &BeginNested, 0);
        table.Add("systemContinue", &Continue, 0);
        table.Add("systemTransactionLevel", &TransactionLevel, 0);
        table.Add("systemTransactionMode", &TransactionMode, 0);
        table.Add("systemSetTransactionMode", &SetTransactionMode, 1);
        table.Add("systemNeedsCommit", &NeedsCommit, 0);
        table.Add("systemGuard", &Guard, 1);
        table.Add("systemDependOn", &DependOn, 1);
        table.Add("systemConflicts", &Conflicts, 0);
        table.Add("systemSessionId", &SessionId, 0);
        table.Add("systemUserId", &UserId, 0);
        table.Add("systemMilliseconds", &Milliseconds, 0);
    }

    private static ISmalltalkSession Session(VmThread t) => SmalltalkLanguage.Of(t.Vm).Session;

    private static Value Write(VmThread t, Arguments a)
    {
        if (!StringText.IsText(a[0]))
        {
            return Value.Undefined;
        }

        SmalltalkLanguage.Of(t.Vm).Output.Write(StringText.Bytes(t.Vm, a[0]));
        return a[0];
    }

    private static Value Flush(VmThread t, Arguments a)
    {
        SmalltalkLanguage.Of(t.Vm).Output.Flush();
        return a.Self;
    }

    private static Value Commit(VmThread t, Arguments a) => InTransaction(() => Value.FromBoolean(Session(t).Commit()));

    private static Value Continue(VmThread t, Arguments a) => InTransaction(() => Value.FromBoolean(Session(t).Continue()));

    private static Value Begin(VmThread t, Arguments a)
    {
        Value self = a.Self;
        return InTransaction(() =>
        {
            Session(t).Begin();
            return self;
        });
    }

    private static Value BeginNested(VmThread t, Arguments a)
    {
        Value self = a.Self;
        return InTransaction(() =>
        {
            Session(t).BeginNested();
            return self;
        });
    }

    /// <summary>Fails, so that the method's own statements say so, when the step needs a transaction that is not open, or one less.</summary>
    private static Value InTransaction(Func<Value> step)
    {
        try
        {
            return step();
        }
        catch (Exception refused) when (refused is OutsideOfTransactionException or TooManyLevelsException)
        {
            return Value.Undefined;
        }
    }

    private static Value TransactionLevel(VmThread t, Arguments a) => Value.FromInteger(Session(t).TransactionLevel);

    private static Value TransactionMode(VmThread t, Arguments a) => t.Vm.Symbol(Session(t).TransactionMode);

    private static Value SetTransactionMode(VmThread t, Arguments a) =>
        a[0].Ref is SymbolObject mode && Session(t).SetTransactionMode(mode.Text) ? a.Self : Value.Undefined;

    private static Value Abort(VmThread t, Arguments a)
    {
        Session(t).Abort();
        return a.Self;
    }

    private static Value NeedsCommit(VmThread t, Arguments a) => Value.FromBoolean(Session(t).NeedsCommit);

    private static Value Guard(VmThread t, Arguments a)
    {
        t.Vm.Transaction.Guard(a[0]);
        return a.Self;
    }

    private static Value DependOn(VmThread t, Arguments a)
    {
        t.Vm.Transaction.DependOn(a[0]);
        return a.Self;
    }

    private static Value Conflicts(VmThread t, Arguments a)
    {
        ArrayObject rows = t.Vm.NewArray([], 0);
        foreach (TransactionConflict conflict in Session(t).Conflicts)
        {
            Value[] row =
            [
                t.Vm.Symbol(NameOf(conflict.Kind)), conflict.Object, Value.FromInteger(conflict.OtherSession),
                Value.FromInteger(conflict.TimeMicroseconds),
            ];
            rows.Append(t.Vm.NewArray(row, row.Length));
        }

        return rows;
    }

    private static string NameOf(ConflictKind kind) => kind switch
    {
        ConflictKind.WriteDependency => "Write-Dependency",
        ConflictKind.WriteLock => "Write-WriteLock",
        ConflictKind.ReadWrite => "Read-Write",
        ConflictKind.RcWriteWrite => "Rc-Write-Write",
        ConflictKind.ReferenceToCollected => "Reference-To-Collected",
        _ => "Write-Write",
    };

    private static Value SessionId(VmThread t, Arguments a) => Value.FromInteger(Session(t).SessionId);

    private static Value UserId(VmThread t, Arguments a) => t.Vm.NewString(Session(t).UserId);

    private static Value Milliseconds(VmThread t, Arguments a) => Value.FromInteger(Environment.TickCount64);
}
