using System.Text;
using Gem.Vm.Values;

namespace Kernel.Ruby.Encodings;

/// <summary>
/// A conversion that goes on over pieces of text: steps with queues between them. A step is asked for output only when the
/// one behind it has nothing left, so a fault finds everything before it converted.
/// </summary>
internal sealed class Conversion
{
    private readonly ConversionStep[] _steps;
    private readonly ByteQueue[] _queues;
    private readonly bool[] _isFinished;
    private readonly ByteQueue _pending = new();
    private int _faultStep;

    /// <summary>A conversion of steps.</summary>
    public Conversion(IEnumerable<ConversionStep> steps)
    {
        _steps = [.. steps];
        _queues = [.. _steps.Select(_ => new ByteQueue())];
        _isFinished = new bool[_steps.Length];
    }

    /// <summary>The steps.</summary>
    public IReadOnlyList<ConversionStep> Steps => _steps;

    /// <summary>What has been converted and not yet taken.</summary>
    public ByteQueue Output { get; } = new();

    /// <summary>What stopped the last run; null when nothing did.</summary>
    public ConversionFault? Fault { get; private set; }

    /// <summary>Bytes of the fault that are read again and were not put back.</summary>
    public int ReadAgainCount { get; private set; }

    /// <summary>The steps from one encoding to another; null when there is no way.</summary>
    public static List<ConversionStep>? StepsBetween(string from, string to)
    {
        if (ConversionGraph.Path(from, to) is not { } way)
        {
            return null;
        }

        return [.. Enumerable.Range(0, way.Count - 1).Select(i => ConversionGraph.Step(way[i], way[i + 1]))];
    }

    /// <summary>
    /// Converts until the input is used up, the output has reached a limit, or something is at fault. Input behind a fault
    /// stays with the conversion: see <see cref="TakeUnread"/>.
    /// </summary>
    public StepOutcome Run(ReadOnlySpan<byte> input, bool isLast, int limitBytes = int.MaxValue, bool stopsAfterOutput = false)
    {
        Fault = null;
        ReadAgainCount = 0;
        if (_steps.Length == 0)
        {
            Output.Append(input);
            return isLast ? StepOutcome.Finished : StepOutcome.NeedsInput;
        }

        _queues[0].Append(input);
        bool isLimited = limitBytes != int.MaxValue || stopsAfterOutput;
        foreach (ByteQueue queue in _queues.Append(_pending))
        {
            queue.IsLimited = isLimited;
        }

        int before = Output.Count;
        while (true)
        {
            if (_pending.Count > 0)
            {
                int room = Math.Min(_pending.Count, limitBytes - (Output.Count - before));
                Output.Append(_pending.Span[..room]);
                _pending.Consume(room);
                if (_pending.Count > 0)
                {
                    return StepOutcome.OutputFull;
                }
            }

            if (stopsAfterOutput && Output.Count > before)
            {
                return StepOutcome.Progress;
            }

            StepOutcome outcome = Pump(_steps.Length - 1, isLast);
            if (outcome != StepOutcome.Progress)
            {
                Output.Append(_pending.TakeAll());
                return outcome;
            }
        }
    }

    /// <summary>Takes back the input that no step has looked at, but for what a fault has read again.</summary>
    public byte[] TakeUnread() => _steps.Length == 0 ? []
        : _queues[0].TakeLast(_queues[0].Count - (Fault is not null && _faultStep == 0 ? Math.Min(ReadAgainCount, _queues[0].Count) : 0));

    /// <summary>Takes back bytes that a fault has read again, from their end.</summary>
    public byte[] PutBack(int count)
    {
        count = _faultStep == 0 && Fault is not null ? Math.Min(count, ReadAgainCount) : 0;
        ReadAgainCount -= count;
        return count == 0 ? [] : _queues[0].TakeLast(count);
    }

    /// <summary>
    /// Puts a text into the output at the place that is reached; false when it cannot be converted to the target encoding.
    /// </summary>
    public bool Insert(ReadOnlySpan<byte> text, string encoding)
    {
        ConversionStep? last = Array.FindLast(_steps, step => !step.IsDecorator);
        bool isStateful = last is EscapeSequenceStep;
        string target = last is null ? encoding : isStateful ? last.From : last is ByteOrderStep ? last.To + "BE" : last.To;
        byte[] bytes = text.ToArray();
        if (!CanStay(bytes, encoding, target))
        {
            if (StepsBetween(encoding, target) is not { } steps)
            {
                return false;
            }

            Conversion inner = new(steps);
            if (inner.Run(bytes, isLast: true) != StepOutcome.Finished)
            {
                return false;
            }

            bytes = inner.Output.TakeAll();
        }

        (isStateful ? _queues[Array.IndexOf(_steps, last)] : Output).Append(bytes);
        return true;
    }

    private static bool CanStay(ReadOnlySpan<byte> bytes, string from, string to) =>
        EncodingTable.Find(from) is not { } source || EncodingTable.Find(to) is not { } target || source == target
        || (source.IsAsciiCompatible && target.IsAsciiCompatible && Ascii.IsValid(bytes));

    private StepOutcome Pump(int index, bool isLast)
    {
        ConversionStep step = _steps[index];
        ByteQueue queue = _queues[index], sink = index + 1 < _steps.Length ? _queues[index + 1] : _pending;
        while (true)
        {
            bool isEnd = index == 0 ? isLast : _isFinished[index - 1];
            if (queue.Count > 0)
            {
                StepOutcome outcome = step.Convert(queue.Span, isEnd, sink, out int consumed, out int readAgain);
                if (outcome == StepOutcome.Progress)
                {
                    queue.Consume(consumed);
                    return outcome;
                }

                if (outcome != StepOutcome.NeedsInput)
                {
                    Fault = new ConversionFault(outcome, step.From, step.To, queue.Span[..consumed].ToArray(), queue.Span.Slice(consumed, readAgain).ToArray());
                    ReadAgainCount = readAgain;
                    _faultStep = index;
                    queue.Consume(consumed);
                    return outcome;
                }
            }
            else if (isEnd)
            {
                return Finish(index, sink);
            }

            StepOutcome before = index == 0 ? StepOutcome.NeedsInput : Pump(index - 1, isLast);
            if (before is not (StepOutcome.Progress or StepOutcome.Finished))
            {
                return before;
            }
        }
    }

    private StepOutcome Finish(int index, ByteQueue sink)
    {
        if (_isFinished[index])
        {
            return StepOutcome.Finished;
        }

        _isFinished[index] = true;
        _steps[index].Finish(sink);
        return StepOutcome.Progress;
    }
}
