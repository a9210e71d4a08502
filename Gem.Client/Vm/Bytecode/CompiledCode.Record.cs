using Gem.Vm.Memory;

namespace Gem.Vm.Bytecode;

/// <summary>The record of a code.</summary>
public sealed unsafe partial class CompiledCode
{
    /// <inheritdoc/>
    public override void WriteBody(RecordWriter writer) => throw new NotSupportedException("codes are not written yet");

    /// <inheritdoc/>
    public override void ReadBody(ref RecordReader reader) => throw new NotSupportedException("codes are not read yet");
}
