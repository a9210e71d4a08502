using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Gem.Vm.Primitives;
using Gem.Vm.Values;

namespace Gem.Vm.Interpreter;

/// <summary>
/// A native stack for a primitive that calls back from within a fiber: the fiber can be left while the primitive stands on
/// it. The native thread that runs fibers hands the call over and waits until it has returned, or another fiber has its turn.
/// At any time one of the two runs.
/// </summary>
internal sealed class NativeCarrier
{
    private static readonly ConcurrentBag<NativeCarrier> Idle = [];

    private readonly SemaphoreSlim _mayRun = new(0);
    private readonly SemaphoreSlim _hasStopped = new(0);
    private Func<Value>? _work;
    private Value _result;
    private ExceptionDispatchInfo? _failure;
    private bool _isDone;

    private NativeCarrier() => new Thread(Serve, NativeStack.SizeBytes) { IsBackground = true, Name = "carrier" }.Start();

    /// <summary>
    /// Calls a primitive whose window is complete. Answers its result, or <see cref="Tags.Control"/> with a suspension when the
    /// line is to be left meanwhile.
    /// </summary>
    public static Value Call(VmThread line, Primitive primitive, int window, int count, bool hasKeywords)
    {
        NativeCarrier carrier = Idle.TryTake(out NativeCarrier? idle) ? idle : new NativeCarrier();
        line.Carrier = carrier;
        carrier._isDone = false;
        carrier._work = () => CallOn(line, primitive, window, count, hasKeywords);
        if (carrier.RunUntilStop())
        {
            return carrier.TakeResult(line);
        }

        line.Pending = Unwinding.Suspension;
        return new Value(Tags.Control, 0);
    }

    /// <summary>Has the primitive go on; true when it has returned, and <see cref="TakeResult"/> tells what.</summary>
    public bool RunUntilStop()
    {
        _mayRun.Release();
        _hasStopped.Wait();
        return _isDone;
    }

    /// <summary>What the primitive returned or threw; the carrier is free then.</summary>
    public Value TakeResult(VmThread line)
    {
        line.Carrier = null;
        ExceptionDispatchInfo? failure = _failure;
        Value result = _result;
        _failure = null;
        _result = default;
        Idle.Add(this);
        failure?.Throw();
        return result;
    }

    /// <summary>On the carrier's own stack: another fiber has its turn; returns when this one has it again.</summary>
    public void Stop(VmThread line)
    {
        (int entryFrame, int nativeTop) = (line.EntryFrame, line.NativeTop);
        _hasStopped.Release();
        _mayRun.Wait();
        line.EntryFrame = entryFrame;
        line.NativeTop = nativeTop;
        line.BeginNativeStack();
    }

    private static unsafe Value CallOn(VmThread line, Primitive primitive, int window, int count, bool hasKeywords)
    {
        line.BeginNativeStack();
        return primitive.Function(line, new Arguments(ref line.Stack[window], count, hasKeywords));
    }

    private void Serve()
    {
        while (true)
        {
            _mayRun.Wait();
            try
            {
                _result = _work!();
            }
            catch (Exception error)
            {
                _failure = ExceptionDispatchInfo.Capture(error);
            }

            _work = null;
            _isDone = true;
            _hasStopped.Release();
        }
    }
}
