using Gem.Vm.Bytecode;
using Gem.Vm.Interpreter;
using Gem.Vm.Values;

namespace Gem.Vm.Tracing;

/// <summary>Somebody who asked to be told of events, of all code or of some.</summary>
/// <param name="events">The events.</param>
/// <param name="handler">Told of each; what it throws is thrown where the event happened.</param>
public sealed class TraceHook(TraceEvents events, Action<VmThread, TraceRecord> handler)
{
    private HashSet<CompiledCode>? _targets;

    /// <summary>The events.</summary>
    public TraceEvents Events { get; } = events;

    /// <summary>Told of each event.</summary>
    public Action<VmThread, TraceRecord> Handler { get; } = handler;

    /// <summary>What the hook is known by to whom added it.</summary>
    public required object Key { get; init; }

    /// <summary>The only line of which to tell; 0 for all.</summary>
    public int TargetLine { get; init; }

    /// <summary>The only thread of which to tell; null for all.</summary>
    public VmThread? TargetThread { get; init; }

    /// <summary>Limits the hook to a code and the blocks in it; false when its line is not one of them.</summary>
    public bool Target(CompiledCode code)
    {
        bool hasLine = TargetLine == 0 || HasLine(code);
        _targets ??= new HashSet<CompiledCode>(ReferenceEqualityComparer.Instance);
        _targets.Add(code);
        foreach (Value literal in code.Literals)
        {
            if (literal.Ref is CompiledCode { CodeKind: CodeKind.Block } block)
            {
                hasLine |= Target(block);
            }
        }

        return hasLine;
    }

    /// <summary>True when an event of some code, on a line, is one to tell of.</summary>
    internal bool Accepts(VmThread thread, TraceEvents @event, CompiledCode? code, int line) =>
        (Events & @event) != 0 && (TargetThread is null || TargetThread == thread)
        && (_targets is null || (code is not null && _targets.Contains(code)))
        && (TargetLine == 0 || (@event == TraceEvents.Line && line == TargetLine));

    private bool HasLine(CompiledCode code)
    {
        for (int i = 1; i < code.SourceMap.Length; i += 2)
        {
            if (CompiledCode.StartsStatement(code.SourceMap[i]) && CompiledCode.LineIn(code.SourceMap[i]) == TargetLine)
            {
                return true;
            }
        }

        return false;
    }
}
