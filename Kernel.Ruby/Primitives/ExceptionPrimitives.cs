using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>Exception: its fields. How it shows itself is Ruby.</summary>
internal static unsafe class ExceptionPrimitives
{
    /// <summary>Adds the primitives of Exception.</summary>
    public static void Register(PrimitiveTable table)
    {
        table.Add("exception_initialize", &Initialize, 0, -1);
        table.Add("exception_set_message", &SetMessage, 1);
        table.Add("exception_to_s", &ToS, 0);
        table.Add("exception_backtrace", &Backtrace, 0);
        table.Add("exception_backtrace_places", &BacktracePlaces, 0);
        table.Add("exception_set_backtrace", &SetBacktrace, 1);
        table.Add("exception_cause", &Cause, 0);
        table.Add("exception_subject", &Subject, 0);
        table.Add("exception_set_subject", &SetSubject, 1);
        table.Add("exception_receiver", &Receiver, 0);
        table.Add("exception_set_receiver", &SetReceiver, 1);
        table.Add("errno_define_all", &DefineErrors, 0);
        table.Add("errno_text", &ErrorText, 1);
    }

    private static ExceptionObject Self(in Arguments a) => (ExceptionObject)a.Self.Ref!;

    /// <summary>self, through the write barrier.</summary>
    private static ExceptionObject Written(VmThread t, in Arguments a)
    {
        ExceptionObject self = Self(a);
        t.Vm.WillWrite(self);
        return self;
    }

    private static Value Initialize(VmThread t, Arguments a)
    {
        if (a.Count > 1)
        {
            Calls.CheckCount(t, a.Count, 0, 1);
        }

        Written(t, a).Message = a.OrNil(0);
        return Value.Nil;
    }

    private static Value SetMessage(VmThread t, Arguments a) => Written(t, a).Message = a[0];

    private static Value ToS(VmThread t, Arguments a)
    {
        Value message = Self(a).Message;
        return message.Ref is StringObject ? message
            : message.IsNil ? t.Vm.NewString(Inspection.ModuleName(t.Vm, t.Vm.Hierarchy.RealClass(t.Vm.ClassOf(a.Self))))
            : t.Send(message, t.Vm.Selectors.ToS);
    }

    private static Value Backtrace(VmThread t, Arguments a) => BacktraceText.Of(t.Vm, Self(a));

    private static Value BacktracePlaces(VmThread t, Arguments a) =>
        Self(a).RaisedAt is { } entries ? BacktraceText.Locations(t.Vm, BacktraceText.Fold(entries)) : Value.Nil;

    private static Value SetBacktrace(VmThread t, Arguments a)
    {
        SetBacktrace(t, Written(t, a), a[0]);
        return a[0];
    }

    /// <summary>Sets what a program gives as a backtrace; with nil the exception has none, and gets one when it is raised again.</summary>
    public static void SetBacktrace(VmThread t, ExceptionObject exception, Value value)
    {
        exception.Backtrace = ToBacktrace(t, value);
        if (value.IsNil)
        {
            exception.RaisedAt = null;
        }
    }

    /// <summary>What a program gives as a backtrace: nil, a line, or an array of lines or of locations.</summary>
    private static Value ToBacktrace(VmThread t, Value value)
    {
        if (value.Ref is StringObject)
        {
            return t.Vm.NewArray([value]);
        }

        bool isBacktrace = value.IsNil || (value.Ref is ArrayObject list && AreLinesOrLocations(t, t.Vm.Fresh(list)));
        return isBacktrace ? value
            : throw Coercions.TypeError(t, "backtrace must be an Array of String or an Array of Thread::Backtrace::Location");
    }

    private static bool AreLinesOrLocations(VmThread t, ArrayObject list)
    {
        int lines = 0;
        int locations = 0;
        for (int i = 0; i < list.Count; i++)
        {
            Value element = t.Vm.Load(ref list.Slot(i));
            lines += element.Ref is StringObject ? 1 : 0;
            locations += t.Vm.ClassOf(element).ToString() == "Thread::Backtrace::Location" ? 1 : 0;
        }

        return lines == list.Count || locations == list.Count;
    }

    private static Value Cause(VmThread t, Arguments a) => Self(a).Cause.IsUndefined ? Value.Nil : Self(a).Cause;

    private static Value Subject(VmThread t, Arguments a) => Self(a).Subject;

    private static Value SetSubject(VmThread t, Arguments a) => Written(t, a).Subject = a[0];

    private static Value Receiver(VmThread t, Arguments a) => Self(a).Receiver;

    private static Value SetReceiver(VmThread t, Arguments a) => Written(t, a).Receiver = a[0];

    private static Value ErrorText(VmThread t, Arguments a) => t.Vm.NewString(SystemErrors.Text((int)Coercions.ToLong(t, a[0])));

    private static Value DefineErrors(VmThread t, Arguments a)
    {
        SystemErrors.DefineClasses(t, (ClassObject)a.Self.Ref!);
        return Value.Nil;
    }
}
