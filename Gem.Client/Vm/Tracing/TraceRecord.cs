using Gem.Vm.Bytecode;
using Gem.Vm.Values;

namespace Gem.Vm.Tracing;

/// <summary>One event, as hooks see it while they are told.</summary>
public sealed class TraceRecord
{
    /// <summary>What happened.</summary>
    public required TraceEvents Event { get; init; }

    /// <summary>Frame in which it happened; for a call of a kernel method the caller's.</summary>
    public required int FrameIndex { get; init; }

    /// <summary>Source file.</summary>
    public required string File { get; init; }

    /// <summary>Source line.</summary>
    public required int Line { get; init; }

    /// <summary>self there; for a call of a kernel method its receiver.</summary>
    public required Value Self { get; init; }

    /// <summary>The method whose body it is, or that is called; null outside of methods.</summary>
    public CompiledCode? Method { get; init; }

    /// <summary>The name by which the method was called; null outside of methods.</summary>
    public SymbolObject? Callee { get; init; }

    /// <summary>The code that runs, of which parameters are asked.</summary>
    public CompiledCode? Code { get; init; }

    /// <summary>Of a return: what comes back.</summary>
    public Value Result { get; init; } = Value.Nil;

    /// <summary>Of raise: the exception.</summary>
    public Value Exception { get; init; } = Value.Undefined;

    /// <summary>Of script_compiled: the text of an eval, nil for a file.</summary>
    public Value Script { get; init; } = Value.Nil;

    /// <summary>True for the events that leave a method, block or body.</summary>
    public bool IsReturn => (Event & (TraceEvents.Return | TraceEvents.CReturn | TraceEvents.BReturn)) != 0;
}
