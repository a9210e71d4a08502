using System.Diagnostics;
using Gem.Vm.Interpreter;
using Gem.Vm.Values;
using Kernel.Ruby.Regexps.Matching;

namespace Kernel.Ruby.Primitives;

/// <summary>What may end a long match: an interrupt of the thread, or the regexp's timeout.</summary>
internal sealed class RegexpLimits : MatchLimits
{
    [ThreadStatic]
    private static RegexpLimits? _untimed;

    private readonly VmThread _thread;
    private readonly long _deadline;
    private StringObject? _text;

    private RegexpLimits(VmThread thread, long deadline)
    {
        _thread = thread;
        _deadline = deadline;
    }

    /// <summary>The limits of a match that begins now.</summary>
    public static RegexpLimits Of(VmThread t, RegexpObject regexp, StringObject text)
    {
        double seconds = regexp.TimeoutSeconds > 0 ? regexp.TimeoutSeconds : t.Vm.RegexpTimeoutSeconds;
        if (seconds > 0)
        {
            return new RegexpLimits(t, Stopwatch.GetTimestamp() + (long)(seconds * Stopwatch.Frequency)) { _text = text };
        }

        RegexpLimits limits = _untimed is { } known && known._thread == t ? known : _untimed = new RegexpLimits(t, long.MaxValue);
        limits._text = text;
        return limits;
    }

    /// <inheritdoc/>
    public override void Check()
    {
        if (Stopwatch.GetTimestamp() > _deadline)
        {
            throw _thread.Error(Coercions.ClassNamed(_thread, "Regexp", "TimeoutError"), "regexp match timeout");
        }

        if (_thread.Interrupt == 0)
        {
            return;
        }

        // Whoever runs meanwhile copies the text before changing it.
        StringObject? text = _text;
        if (text is not null)
        {
            text.IsShared = true;
        }

        _thread.AcknowledgePoll();
        _thread.Owner.Poll(_thread);
        _text = text;
    }
}
