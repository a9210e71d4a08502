using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
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

    private static Value Commit(VmThread t, Arguments a) => Value.FromBoolean(Session(t).Commit());

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

    private static Value Conflicts(VmThread t, Arguments a) => t.Vm.NewArray([.. Session(t).Conflicts], Session(t).Conflicts.Count);

    private static Value SessionId(VmThread t, Arguments a) => Value.FromInteger(Session(t).SessionId);

    private static Value UserId(VmThread t, Arguments a) => t.Vm.NewString(Session(t).UserId);

    private static Value Milliseconds(VmThread t, Arguments a) => Value.FromInteger(Environment.TickCount64);
}
