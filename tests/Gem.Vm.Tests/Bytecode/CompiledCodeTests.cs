using Gem.Vm.Bytecode;

namespace Gem.Vm.Tests.Bytecode;

/// <summary>Codes as such.</summary>
public sealed class CompiledCodeTests
{
    /// <summary>Call sites take a primitive with instructions for one with a fallback and then never call it directly.</summary>
    [Test]
    public void A_primitive_read_without_a_fallback_has_no_instructions()
    {
        CompiledCode code = new() { CodeKind = CodeKind.Primitive };
        code.SetInstructions([]);
        Assert.That(code.Instructions, Is.Empty);
    }
}
