using Gem.Vm.Values;

namespace Gem.Vm.Interpreter;

/// <summary>A guest exception on its way through C#: thrown by primitives, turned into an unwinding by the interpreter.</summary>
public sealed class GuestException(Value exception) : Exception
{
    /// <summary>The guest's exception object.</summary>
    public Value Exception { get; } = exception;

    /// <summary>For logs and failed tests.</summary>
    public override string Message => Exception.Ref is ExceptionObject guest ? $"guest exception: {guest.Message}" : "guest exception";
}
