using System.ComponentModel;
using System.Diagnostics;
using Gem.Vm.Interpreter;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Kernel.Ruby.Primitives;

/// <summary>Process: identity, clocks, child processes, the environment. There is no fork: a VM is not one OS thread.</summary>
internal static unsafe class ProcessPrimitives
{
    private const int WaitMilliseconds = 50;

    private static readonly Dictionary<int, Process> Children = [];

    /// <summary>Adds the primitives of Process.</summary>
    public static void Register(PrimitiveTable table)
    {
        table.Add("process_pid", &Id, 0);
        table.Add("process_ids", &Ids, 0);
        table.Add("process_clock", &Clock, 1);
        table.Add("process_kill", &Kill, 2);
        table.Add("process_spawn", &Spawn, 1);
        table.Add("process_popen", &Popen, 3);
        table.Add("process_wait", &Wait, 1);
        table.Add("kernel_sleep", &Sleep, 1);
        table.Add("kernel_exit_now", &ExitNow, 1);
        table.Add("env_get", &EnvironmentGet, 1);
        table.Add("env_set", &EnvironmentSet, 2);
        table.Add("env_names", &EnvironmentNames, 0);
    }

    private static Value Id(VmThread t, Arguments a) => Value.FromInteger(Environment.ProcessId);

    /// <summary>Parent, user, effective user, group.</summary>
    private static Value Ids(VmThread t, Arguments a) => t.Vm.NewArray(
    [
        Value.FromInteger(Posix.ParentProcess()), Value.FromInteger(Posix.User()), Value.FromInteger(Posix.EffectiveUser()), Value.FromInteger(Posix.Group()),
    ]);

    /// <summary>A clock in nanoseconds.</summary>
    private static Value Clock(VmThread t, Arguments a)
    {
        long* time = stackalloc long[2];
        return Posix.ClockTime((int)Coercions.ToLong(t, a[0]), time) == 0
            ? Value.FromInteger((time[0] * 1_000_000_000) + time[1])
            : throw SystemErrors.Error(t, Posix.LastError, "clock_gettime");
    }

    private static Value Kill(VmThread t, Arguments a)
    {
        int signal = (int)a[0].Bits;
        int process = (int)Coercions.ToLong(t, a[1]);
        if (Posix.Kill(process, signal) != 0)
        {
            throw SystemErrors.Error(t, Posix.LastError, "");
        }

        if (process == Environment.ProcessId && signal != 0)
        {
            SignalPrimitives.AwaitDelivery(t);
        }

        return Value.FromInteger(1);
    }

    /// <summary>Argument: words of the command. Answers the process id, nil when there is no such program.</summary>
    private static Value Spawn(VmThread t, Arguments a)
    {
        RubyRuntime.Of(t.Vm).FlushOutput(t);
        Process? child = Start(t, a[0], false, false);
        if (child is null)
        {
            return Value.Nil;
        }

        Children[child.Id] = child;
        return Value.FromInteger(child.Id);
    }

    /// <summary>Arguments: words of the command, whether to read from it, whether to write to it. Answers process id and IO, or nil.</summary>
    private static Value Popen(VmThread t, Arguments a)
    {
        RubyRuntime.Of(t.Vm).FlushOutput(t);
        bool reads = a[1].IsTruthy;
        Process? child = Start(t, a[0], reads, a[2].IsTruthy);
        if (child is null)
        {
            return Value.Nil;
        }

        Children[child.Id] = child;
        if (!reads)
        {
            return t.Vm.NewArray([Value.FromInteger(child.Id), Value.Nil]);
        }

        if (a[2].IsTruthy)
        {
            child.StandardInput.Close();
        }

        using MemoryStream output = new();
        using (t.Owner.LetOthersRun(t))
        {
            child.StandardOutput.BaseStream.CopyTo(output);
        }

        return t.Vm.NewArray([Value.FromInteger(child.Id), t.Vm.NewString(output.GetBuffer().AsSpan(0, (int)output.Length))]);
    }

    private static Process? Start(VmThread t, Value words, bool reads, bool writes)
    {
        ProcessStartInfo start = new() { UseShellExecute = false, RedirectStandardOutput = reads, RedirectStandardInput = writes };
        ArrayObject list = t.Vm.Fresh((ArrayObject)words.Ref!);
        for (int i = 0; i < list.Count; i++)
        {
            string word = Expect.Text(t, t.Vm.Load(ref list.Slot(i)));
            if (i == 0)
            {
                start.FileName = word;
            }
            else
            {
                start.ArgumentList.Add(word);
            }
        }

        try
        {
            return Process.Start(start);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    /// <summary>Waits for a child; answers its exit status.</summary>
    private static Value Wait(VmThread t, Arguments a)
    {
        int id = (int)Coercions.ToLong(t, a[0]);
        if (id <= 0)
        {
            id = Children.Keys.FirstOrDefault();
        }

        if (!Children.Remove(id, out Process? child))
        {
            throw SystemErrors.Error(t, 10, "");
        }

        bool hasEnded = child.WaitForExit(0);
        while (!hasEnded)
        {
            using (t.Owner.LetOthersRun(t))
            {
                hasEnded = child.WaitForExit(WaitMilliseconds);
            }

            t.RunPendingActions();
        }

        using (child)
        {
            return t.Vm.NewArray([Value.FromInteger(id), Value.FromInteger(child.ExitCode)]);
        }
    }

    /// <summary>Argument: nanoseconds, nil for ever. Signals are handled meanwhile; another thread may end it.</summary>
    private static Value Sleep(VmThread t, Arguments a)
    {
        t.Owner.Stop(t, ThreadPrimitives.Limit(t, a[0]));
        return Value.Nil;
    }

    private static Value ExitNow(VmThread t, Arguments a)
    {
        RubyRuntime.Of(t.Vm).FlushOutput(t);
        Environment.Exit((int)a[0].Bits);
        return Value.Nil;
    }

    private static Value EnvironmentGet(VmThread t, Arguments a)
    {
        string name = VariableName(t, a[0]);
        return Environment.GetEnvironmentVariable(name) is { } value ? FrozenText(t, value) : Value.Nil;
    }

    private static Value EnvironmentSet(VmThread t, Arguments a)
    {
        string name = VariableName(t, a[0]);
        if (name.Length == 0 || name.Contains('='))
        {
            throw SystemErrors.Error(t, 22, $"setenv({name})");
        }

        Environment.SetEnvironmentVariable(name, a[1].IsNil ? null : VariableName(t, a[1]));
        return a[1];
    }

    private static Value EnvironmentNames(VmThread t, Arguments a)
    {
        ArrayObject names = t.Vm.NewArray([], 0);
        foreach (object name in Environment.GetEnvironmentVariables().Keys)
        {
            names.Append(FrozenText(t, (string)name));
        }

        return names;
    }

    private static string VariableName(VmThread t, Value value)
    {
        string text = Expect.Text(t, value);
        return text.Contains('\0') ? throw t.Error(t.Vm.Classes.ArgumentError, "bad environment variable name: contains null byte") : text;
    }

    private static Value FrozenText(VmThread t, string text)
    {
        StringObject value = t.Vm.NewString(System.Text.Encoding.UTF8.GetBytes(text), RubyRuntime.Of(t.Vm).Encodings.Locale);
        value.Header |= HeaderFlags.Frozen;
        return value;
    }
}
